// What this app cannot do without, asked of the browser before anything is begun.

export type Support =
	| 'ok'
	/** Served over plain http from another machine: no WebCrypto there. */
	| 'insecure-context'
	/** No IndexedDB, or none that opens (some private windows). */
	| 'no-indexeddb'
	/** No Ed25519 or no X25519. */
	| 'no-ed25519'
	/** No Web Locks or no BroadcastChannel: two tabs would overwrite one another. */
	| 'no-tabs';

/** The first thing missing, or `ok`. Never rejects. */
export async function support(): Promise<Support> {
	if (!globalThis.isSecureContext) return 'insecure-context';
	if (!(await opensDatabase())) return 'no-indexeddb';
	if (!(await makesKeys())) return 'no-ed25519';
	if (!('locks' in navigator) || typeof BroadcastChannel === 'undefined') return 'no-tabs';
	return 'ok';
}

const PROBE = 'soundings-probe';

function opensDatabase(): Promise<boolean> {
	return new Promise((resolve) => {
		try {
			const request = indexedDB.open(PROBE);
			request.onerror = () => resolve(false);
			request.onsuccess = () => {
				request.result.close();
				const deleting = indexedDB.deleteDatabase(PROBE);
				deleting.onsuccess = deleting.onerror = deleting.onblocked = () => resolve(true);
			};
		} catch {
			resolve(false); // No IndexedDB at all, or one that may not be touched here.
		}
	});
}

async function makesKeys(): Promise<boolean> {
	try {
		await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
		await crypto.subtle.generateKey('X25519', false, ['deriveBits']);
		return true;
	} catch {
		return false; // NotSupportedError is the answer that was asked for.
	}
}
