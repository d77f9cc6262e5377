import { expect, test } from 'vitest';
import { newPassphrase } from '../core/backup/passphrase.ts';
import { seededRandom } from '../core/journal/testing.ts';
import { asMadeUp } from './passphrase-typed.ts';

const MADE = '0abc-1def-2ghj-3kmn-4pqr-5stv';

test.each([
	['as it was shown', MADE],
	['in capitals', MADE.toUpperCase()],
	['without dashes', MADE.replaceAll('-', '')],
	['with blanks for dashes, and around it', `  ${MADE.replaceAll('-', ' ')}\n`],
	['with the dash of another keyboard', MADE.replaceAll('-', '–')],
	['with letters that look like its digits', 'Oabc-ldef-2ghj-3kmn-4pqr-5stv'],
	['with the other such letter', 'oabc Idef 2ghj 3kmn 4pqr 5stv']
])('one that was made up is understood %s', (_, typed) => {
	expect(asMadeUp(typed)).toBe(MADE);
});

test.each([
	['is shorter', MADE.slice(0, -1)],
	['is longer', `${MADE}w`],
	['has a letter that none has', MADE.replace('a', 'u')],
	['is a sentence', 'a river without a bridge']
])('what %s is left as it is', (_, typed) => {
	expect(asMadeUp(typed)).toBeNull();
});

test('everything that is made up is its own form', () => {
	const random = seededRandom(3);
	for (let round = 0; round < 100; round++) {
		const made = newPassphrase(random);
		expect(asMadeUp(made)).toBe(made);
	}
});
