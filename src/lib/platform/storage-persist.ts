// Asks the browser to keep what is stored here when space runs short, and how much there is.

/** `unknown`: this browser cannot say. */
export type Persistence = 'kept' | 'may-be-cleared' | 'unknown';

/** Whether the browser promises to keep the data. Asks nobody. */
export async function persistence(): Promise<Persistence> {
	if (!('storage' in navigator)) return 'unknown';
	return (await navigator.storage.persisted()) ? 'kept' : 'may-be-cleared';
}

/** Asks for that promise; the browser decides, some by asking the person. */
export async function askToPersist(): Promise<Persistence> {
	if (!('storage' in navigator)) return 'unknown';
	return (await navigator.storage.persist()) ? 'kept' : 'may-be-cleared';
}

/** Bytes used and allowed for this app, roughly; null when the browser does not say. */
export async function space(): Promise<{ used: number; allowed: number } | null> {
	if (!('storage' in navigator)) return null;
	const { usage, quota } = await navigator.storage.estimate();
	return usage === undefined || quota === undefined ? null : { used: usage, allowed: quota };
}
