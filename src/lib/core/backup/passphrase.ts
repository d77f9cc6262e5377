// The passphrase of a backup. Nothing but it opens the file, so it must be hard to guess and be written the same way
// every time.

import { utf8 } from '../bytes.ts';
import type { RandomBytes } from '../ids.ts';

/** Fewest characters that somebody may choose. */
export const SHORTEST_PASSPHRASE = 10;

/** Crockford's base 32: no letter that is read as a digit or as another letter. */
const SYMBOLS = '0123456789abcdefghjkmnpqrstvwxyz';
const GROUPS = 6;
const GROUP = 4;

export type PassphraseFault = 'short' | 'simple' | 'different';

/** As it counts: keyboards write the same letter in several ways, and copying brings blanks along. */
const settled = (passphrase: string): string => passphrase.normalize('NFKC').trim();

/** The bytes that the key is derived from. */
export const passphraseBytes = (passphrase: string): Uint8Array<ArrayBuffer> => utf8(settled(passphrase));

/** What is wrong with a passphrase that was entered twice; null when nothing is. */
export function passphraseFault(passphrase: string, again: string): PassphraseFault | null {
	const characters = Array.from(settled(passphrase));
	if (characters.length < SHORTEST_PASSPHRASE) return 'short';
	if (new Set(characters).size < SHORTEST_PASSPHRASE / 2) return 'simple';
	return settled(passphrase) === settled(again) ? null : 'different';
}

/** Six groups of four symbols, 120 bits: nobody guesses it, and it can be read out and typed. */
export function newPassphrase(random: RandomBytes): string {
	const symbols = [...random(GROUPS * GROUP)].map((byte) => SYMBOLS.charAt(byte % SYMBOLS.length));
	return Array.from({ length: GROUPS }, (_, group) =>
		symbols.slice(group * GROUP, (group + 1) * GROUP).join('')
	).join('-');
}
