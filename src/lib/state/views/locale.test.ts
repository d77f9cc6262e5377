import { expect, test } from 'vitest';
import { firstWeekday, localeHere } from './locale.ts';

test('words stay English, the conventions are those of the place', () => {
	expect(
		['en-US', 'en-GB', 'de-DE', 'de', 'pt-BR', 'en', 'en-US@posix', ''].map((language) =>
			localeHere(language)
		)
	).toEqual(['en-US', 'en-GB', 'en-DE', 'en-DE', 'en-BR', 'en-GB', 'en-GB', 'en-GB']);
});

test('a week begins where the place begins it', () => {
	expect(['en-US', 'en-GB', 'en-DE', 'en-EG'].map((locale) => firstWeekday(locale))).toEqual([7, 1, 1, 6]);
});
