// What is said of the others, on a talk's page and about the journal as a whole. Never more than is proven.

import { changesWords, clockWords } from '../core/sync/status-words.ts';

/** What is proven of a member and one item, as it is here now. */
export interface Receipt {
	readonly name: string;
	/** When this device was told that they saw it, its clock, ms; null: it is on their device. */
	readonly seenAt: number | null;
}

/** One line; '' where nothing is proven. @param timeZone an IANA name; this device's zone when absent */
export const receiptWords = (receipts: readonly Receipt[], now: number, timeZone?: string): string =>
	receipts
		.map(({ name, seenAt }) =>
			seenAt === null ? `On ${name}’s device` : `Seen by ${name}, ${clockWords(seenAt, now, timeZone)}`
		)
		.join(' · ');

/** Of changes that a member's device has not been proven to have: it may have them and not have said so. */
export const lackingWords = (name: string, changes: number): string =>
	`${name}’s device has not confirmed ${changesWords(changes).replace(/^c/, 'the latest c')} yet.`;

export const SEEN_MEANS =
	'“Seen” means opened on their screen, all of it as it is now. Whether they read it nobody can tell.';

export const OWN_STAYS = 'What only you can read is on nobody’s device but yours.';
