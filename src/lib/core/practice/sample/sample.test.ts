import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { utf8 } from '../../bytes.ts';
import { exchange, pair, seeker } from '../../journal/testing.ts';
import type { CivilDate } from '../../schema/civil-date.ts';
import { openPractice } from '../practice.ts';
import { buildSample } from './build.ts';
import { samplePeople } from './people.ts';

const TODAY = '2026-11-22' as CivilDate;

test('the sample has twelve people, nine talks, and each stage, answer and state that a screen shows', () => {
	const { journal } = seeker();
	const practice = openPractice(journal);
	buildSample(journal, practice, TODAY);
	const { records, bound } = practice;
	expect(journal.tables.people.rows()).toHaveLength(12);
	expect(journal.tables.talks.rows()).toHaveLength(9);
	const stages = new Set(records.profiles.rows().map((row) => row.stage));
	for (const stage of ['idea', 'asked', 'scheduled', 'met', 'in-touch', 'declined'] as const) {
		expect(stages).toContain(stage);
	}
	const empty = Object.entries({ ...records, ...bound }).filter(([, table]) => table.rows().length === 0);
	// Nothing was overruled or taken back.
	const later = ['overrules', 'withdrawals'];
	expect(empty.map(([name]) => name).filter((name) => !later.includes(name))).toEqual([]);
	expect(journal.queries.unfinished()).toEqual([]);
	expect([...journal.queries.unreadable(), ...practice.unreadable()]).toEqual([]);
	expect(journal.history.canUndo()).toBe(false);
});

test('one talk contradicts the belief that its seeker likes best', () => {
	const { journal } = seeker();
	const { records, bound } = openPractice(journal);
	buildSample(journal, { records, bound }, TODAY);
	const [liked] = [...records.assumptions.rows()].sort((a, b) => (b.importance ?? 0) - (a.importance ?? 0));
	const against = bound.stamps
		.rows()
		.filter((row) => row.assumption === liked!.id && row.stamp === 'challenges');
	expect(against.length).toBeGreaterThan(0);
});

test('R2-38: nobody in the sample is known to its mentor, but who agreed to be named', () => {
	const { sam, ana } = pair();
	buildSample(sam.journal, openPractice(sam.journal), TODAY);
	exchange(sam, ana);
	const bytes = Y.encodeStateAsUpdate(ana.shared);
	const shows = (text: string) => {
		const wanted = utf8(text);
		return bytes.some((_, at) => wanted.every((byte, index) => bytes[at + index] === byte));
	};
	for (const person of samplePeople) {
		const known = [...person.name.split(' '), person.employer, person.email].filter(shows);
		expect([person.key, known]).toEqual([
			person.key,
			person.named ? [...person.name.split(' '), person.employer] : []
		]);
	}
});
