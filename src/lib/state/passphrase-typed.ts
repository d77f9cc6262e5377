// A passphrase that was made up here, as somebody types it again from paper: in capitals, without its dashes, with an O
// for the zero that no such passphrase has an O beside. What somebody thought up stays exactly as it is typed.

import { newPassphrase } from '../core/backup/passphrase.ts';

const GROUP = 4;
/** What is typed for a symbol that looks like it; Crockford's base 32 has neither of the two letters. */
const LOOKS_LIKE: Readonly<Record<string, string>> = { o: '0', i: '1', l: '1' };

/** How long one that is made up is, without its dashes. */
const SYMBOLS = newPassphrase((length) => new Uint8Array(length)).replaceAll('-', '').length;

/** What was typed as it would have been made up; null when it cannot be one that was. */
export function asMadeUp(typed: string): string | null {
	const symbols = typed
		.normalize('NFKC')
		.toLowerCase()
		.replaceAll(/[\s\p{Pd}]/gu, '')
		.replaceAll(/[oil]/g, (letter) => LOOKS_LIKE[letter]!);
	if (symbols.length !== SYMBOLS || !/^[0-9a-hjkmnp-tv-z]+$/.test(symbols)) return null;
	return symbols.match(new RegExp(`.{${String(GROUP)}}`, 'g'))!.join('-');
}
