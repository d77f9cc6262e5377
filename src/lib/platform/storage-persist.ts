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

/** Where an app is added so that it counts as installed. */
export type InstallPlace = 'home-screen' | 'dock';

interface Surroundings {
	readonly userAgent: string;
	/** How many fingers the screen can tell apart: an iPad says that it is a Mac. */
	readonly maxTouchPoints: number;
	/** Opened from where it was installed. */
	readonly installed: boolean;
}

/**
 * Where to install the app so that the browser keeps its data; null where that would change nothing. WebKit deletes what
 * a site has stored after seven days of use without a visit to it, installed apps excepted; every browser on an iPhone
 * is WebKit.
 */
export function installPlace(around: Surroundings = surroundings()): InstallPlace | null {
	const { userAgent, maxTouchPoints, installed } = around;
	const webkit = /AppleWebKit\//.test(userAgent) && !/(Chrome|Chromium)\//.test(userAgent);
	if (!webkit || installed) return null;
	return /iPhone|iPad|iPod/.test(userAgent) || maxTouchPoints > 1 ? 'home-screen' : 'dock';
}

const surroundings = (): Surroundings => ({
	userAgent: navigator.userAgent,
	maxTouchPoints: navigator.maxTouchPoints,
	installed:
		matchMedia('(display-mode: standalone)').matches ||
		(navigator as Navigator & { readonly standalone?: boolean }).standalone === true
});
