// What can go wrong, as codes. The words are in problem-words.ts, which is fetched only when something did.

import type { StorageFault } from '../core/sync/ports.ts';

/** A thing that can go wrong and that somebody can be told about. */
export type Problem =
	// This browser cannot keep a journal.
	| 'insecure-context'
	| 'no-indexeddb'
	| 'no-ed25519'
	| 'no-locks'
	// This device's storage.
	| 'storage-full'
	| 'storage-gone'
	| 'storage-unavailable'
	| 'storage-failed'
	| 'storage-may-be-cleared'
	| 'not-read'
	// The app itself.
	| 'not-fetched'
	| 'unexpected'
	// The relay.
	| 'relay-unreachable'
	| 'relay-busy'
	| 'relay-full'
	| 'relay-lost-room'
	| 'relay-fork'
	| 'relay-bad-message'
	| 'not-authenticated'
	| 'removed'
	| 'client-too-old'
	| 'change-too-big'
	| 'clock-wrong'
	// Reading and writing.
	| 'viewer'
	| 'newer-journal'
	| 'unreadable-records'
	| 'unfinished'
	| 'entries-held'
	| 'not-owner'
	// Invite links.
	| 'invite-broken'
	| 'invite-used'
	| 'invite-expired'
	| 'invite-revoked'
	| 'invite-foreign'
	| 'invite-offline'
	| 'journal-missing';

/** A local write or read that did not happen (StorageError.fault). */
export function storageProblem(fault: StorageFault): Problem {
	switch (fault) {
		case 'quota':
			return 'storage-full';
		case 'gone':
			return 'storage-gone';
		case 'unavailable':
			return 'storage-unavailable';
		case 'failed':
			return 'storage-failed';
	}
	return fault satisfies never;
}
