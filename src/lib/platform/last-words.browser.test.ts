import { afterEach, describe, expect, test } from 'vitest';
import { forgetLastWords, lastWords } from './last-words.ts';

const [ONE, OTHER] = ['last-words-one', 'last-words-other'] as const;
afterEach(() => [ONE, OTHER].forEach(forgetLastWords));

const bytes = (...values: number[]) => new Uint8Array(values);

describe('last words', () => {
	test('of every page are found by the next one, of its own database only', () => {
		expect(lastWords(ONE).keep(bytes(1, 2))).toBe(true);
		expect(lastWords(ONE).keep(bytes(3))).toBe(true);
		lastWords(OTHER).keep(bytes(4));
		const found = lastWords(ONE).found();
		expect([...found.values()].sort((a, b) => b.length - a.length)).toEqual([bytes(1, 2), bytes(3)]);
		lastWords(ONE).forget(found.keys());
		expect(lastWords(ONE).found().size).toBe(0);
		expect([...lastWords(OTHER).found().values()]).toEqual([bytes(4)]);
		forgetLastWords(OTHER);
		expect(lastWords(OTHER).found().size).toBe(0);
	});

	test('of a page that is left twice are the latest', () => {
		const page = lastWords(ONE);
		page.keep(bytes(1));
		page.keep(bytes(2));
		expect([...page.found().values()]).toEqual([bytes(2)]);
	});

	test('what is no update is passed over, and a storage that refuses says so', () => {
		localStorage.setItem(`${ONE}.unsaved.x`, 'not base64url!');
		expect(lastWords(ONE).found().size).toBe(0);
		expect(lastWords(ONE, null).keep(bytes(1))).toBe(false);
		expect(lastWords(ONE, null).found().size).toBe(0);
		expect(lastWords(ONE).keep(new Uint8Array(8_000_000))).toBe(false);
	});
});
