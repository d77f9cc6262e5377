// Edits that were still on their way into the database when the page went away. The browser ends a transaction that
// waits behind another one together with its page, committed or not (a burst of keystrokes before a reload lost every
// fifth time). localStorage is written before the page goes, so what was unsaved is kept there until the next opening.
// What waits behind another edit is kept at once: a browser that is closed may end a page without telling it.

import { fromBase64url, toBase64url } from '../core/bytes.ts';

const prefixOf = (database: string): string => `${database}.unsaved.`;

/** Bytes. More would not fit, and a page that goes away has no time for it. */
const LIMIT = 2_000_000;

export interface LastWords {
	/** Yjs updates that pages left, by key. */
	found(): Map<string, Uint8Array>;
	/** @returns whether it is kept: it may be too much, or storage forbidden */
	keep(update: Uint8Array): boolean;
	/** Forgets what this page kept. */
	drop(): void;
	forget(keys: Iterable<string>): void;
}

/**
 * @param database the name of the database that they were on their way to
 * @param storage the browser's; null when it may not be touched
 */
export function lastWords(database: string, storage: Storage | null = allowedStorage()): LastWords {
	const prefix = prefixOf(database);
	const own = `${prefix}${crypto.randomUUID()}`;
	let kept = false;
	return {
		found() {
			const words = new Map<string, Uint8Array>();
			for (const key of keysOf(storage, prefix)) {
				const update = fromBase64url(storage?.getItem(key) ?? '');
				if (update !== null && update.length > 0) words.set(key, update);
			}
			return words;
		},
		keep(update) {
			if (storage === null || update.length > LIMIT) return false;
			try {
				storage.setItem(own, toBase64url(update));
				kept = true;
				return true;
			} catch {
				return false; // Full.
			}
		},
		drop() {
			if (kept) storage?.removeItem(own);
			kept = false;
		},
		forget(keys) {
			for (const key of keys) storage?.removeItem(key);
		}
	};
}

/** Forgets what pages left of a database that is deleted. */
export function forgetLastWords(database: string): void {
	const storage = allowedStorage();
	for (const key of keysOf(storage, prefixOf(database))) storage?.removeItem(key);
}

function keysOf(storage: Storage | null, prefix: string): string[] {
	const keys = Array.from({ length: storage?.length ?? 0 }, (_, i) => storage?.key(i) ?? '');
	return keys.filter((key) => key.startsWith(prefix));
}

function allowedStorage(): Storage | null {
	try {
		return localStorage;
	} catch {
		return null; // SecurityError: storage is switched off for this site; then IndexedDB is as well.
	}
}
