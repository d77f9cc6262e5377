import { expect, test } from 'vitest';
import type { CivilDate } from '#lib/core/schema/civil-date.ts';
import { dueWords, suggestionWords } from './debrief-words.ts';

const today = '2026-11-22' as CivilDate;

test('no moment that another device wrote keeps the page from being shown', () => {
	for (const absurd of [Number.MAX_VALUE, -Number.MAX_VALUE, 1e16]) {
		expect(dueWords({ state: 'finished', until: 0 }, absurd, today)).toBe('Finished.');
		expect(dueWords({ state: 'due', until: absurd }, null, today)).toContain('Best written by');
	}
	expect(dueWords({ state: 'finished', until: 0 }, Date.UTC(2026, 10, 3, 12), today)).toMatch(
		/^Finished .*3/
	);
});

test('a suggestion says what it is about', () => {
	const about = { key: 'a', category: null, about: ' SQL ' };
	expect(suggestionWords({ kind: 'resume', ...about })).toBe('Bring “SQL” forward in the résumé');
	expect(suggestionWords({ kind: 'resume', ...about, category: 'skills' })).toContain('required skills');
});
