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
	| 'storage-newer'
	| 'not-read'
	// The app itself.
	| 'not-fetched'
	| 'unexpected'
	// The relay.
	| 'relay-unreachable'
	| 'relay-busy'
	| 'relay-full'
	| 'relay-full-share'
	| 'relay-no-rooms'
	| 'relay-owner-first'
	| 'relay-closed'
	| 'relay-closed-own'
	| 'relay-fork'
	| 'relay-bad-message'
	| 'not-authenticated'
	| 'not-a-member'
	| 'removed'
	| 'client-too-old'
	| 'clock-wrong'
	// What the relay lost, and what became of it.
	| 'relay-lost-room'
	| 'relay-given-back'
	| 'relay-has-again'
	| 'relay-set-back'
	| 'relay-caught-up'
	| 'relay-lacked'
	| 'relay-completed'
	| 'relay-lost-viewer'
	// Reading and writing.
	| 'viewer'
	| 'viewer-wrote'
	| 'newer-journal'
	| 'newer-membership'
	| 'unreadable-records'
	| 'entries-held'
	| 'snapshot-unreadable'
	| 'not-owner'
	// Invite links.
	| 'invite-broken'
	| 'invite-used'
	| 'invite-expired'
	| 'invite-revoked'
	| 'invite-foreign'
	| 'invite-offline'
	| 'journal-missing'
	// What was stored of a journal that this device knows.
	| 'journal-evicted'
	| 'journal-keys-gone'
	| 'journal-nowhere';

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
		case 'newer':
			return 'storage-newer';
	}
	return fault satisfies never;
}
