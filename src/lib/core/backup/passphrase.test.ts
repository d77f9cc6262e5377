import { expect, test } from 'vitest';
import { seededRandom } from '../journal/testing.ts';
import { newPassphrase, passphraseFault } from './passphrase.ts';

test.each([
	['nine chars', 'ninechars', 'ninechars', 'short'],
	['blanks around it do not count', '   short   ', '   short   ', 'short'],
	['one character again and again', 'aaaaaaaaaaaa', 'aaaaaaaaaaaa', 'simple'],
	['another one the second time', 'ten or more', 'ten or mere', 'different'],
	['the same twice', 'ten or more', 'ten or more', null],
	['the same, copied with a blank', 'ten or more', 'ten or more ', null],
	['ten emoji are ten characters', '🌊🌲🏔️🌾🌻🍂🌧️🌙', '🌊🌲🏔️🌾🌻🍂🌧️🌙', null]
])('%s', (_, passphrase, again, fault) => {
	expect(passphraseFault(passphrase, again)).toBe(fault);
});

test('one that is made up has six groups, is long enough, and is another each time', () => {
	const random = seededRandom(7);
	const made = Array.from({ length: 200 }, () => newPassphrase(random));
	for (const passphrase of made) {
		expect(passphrase).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){5}[0-9a-hjkmnp-tv-z]{4}$/);
		expect(passphraseFault(passphrase, passphrase)).toBeNull();
	}
	expect(new Set(made).size).toBe(made.length);
	// Every symbol comes up: none is favoured by how the bytes are taken.
	expect(new Set(made.join('').replaceAll('-', '')).size).toBe(32);
});
