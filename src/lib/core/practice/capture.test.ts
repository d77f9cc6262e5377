import { expect, test } from 'vitest';
import { exchange, must, pair, PRIYA, seeker, type Peer } from '../journal/testing.ts';
import type { NoteField } from '../schema/notes.ts';
import {
	coverageOf,
	factsIn,
	heardOf,
	isBlank,
	kindsIn,
	mentionsIn,
	partsOf,
	promptLine,
	PROMPTS
} from './capture.ts';
import { openPractice } from './practice.ts';

const practise = <Some extends Peer>(peer: Some) => ({ ...peer, practice: openPractice(peer.journal) });

function talking(peer: Peer, agreedSharing = true) {
	const sam = practise(peer);
	const person = must(sam.journal.commands.addPerson(PRIYA));
	const talk = must(
		sam.journal.commands.addTalk({ person, date: '2026-11-02', agreedNotes: true, agreedSharing })
	);
	const fields = () => {
		const notes = sam.journal.queries.notesOf(sam.journal.tables.talks.get(talk)!);
		if (!('fields' in notes)) throw new Error('no notes');
		return notes.fields;
	};
	const heard = () => heardOf(sam.practice.bound, talk, fields());
	return { sam, person, talk, fields, heard, ...sam.practice };
}

/** What a field's one line asks for. */
const asks = (field: NoteField) => promptLine(field).toLowerCase();
const idsIn = (field: NoteField) => PROMPTS.filter((prompt) => prompt.field === field).map(({ id }) => id);

test.each([
	[
		'R0-03: tasks, priorities and obstacles are asked for first-hand',
		'R0-03',
		'responsibilities',
		/tasks.*priorities.*obstacles/
	],
	[
		'R1-03: dominant projects and how outcomes are measured',
		'R1-03',
		'responsibilities',
		/projects.*measured/
	],
	[
		'R0-04: skills that are essential, useful or optional',
		'R0-04',
		'skills',
		/essential, useful or optional/
	],
	['R0-22: tools', 'R0-22', 'skills', /tools/],
	['R1-18: certificates', 'R1-18', 'skills', /certificates/],
	['R1-04: hours, pace, rhythm and pitfalls', 'R1-04', 'pace', /hours.*pace.*rhythm.*pitfalls/],
	['R0-06: how decisions are made', 'R0-06', 'culture', /decisions/],
	['R0-20: collaboration, feedback and autonomy', 'R0-20', 'culture', /collaboration.*feedback.*autonomy/],
	[
		'R0-21: paths, lateral moves, mentoring and learning',
		'R0-21',
		'growth',
		/paths.*lateral.*mentoring.*learning/
	]
] as const)('prompt %s', (_, id, field, words) => {
	expect(asks(field)).toMatch(words);
	expect(idsIn(field)).toContain(id);
});

test('R0-28: every kind of mention has its one place in the record, so that talks can be compared', () => {
	const { bound, talk } = talking(seeker());
	for (const kind of [
		'task',
		'metric',
		'skill',
		'tool',
		'requirement',
		'pitfall',
		'expectation',
		'lesson',
		'path',
		'trend',
		'resource'
	] as const)
		must(bound.mentions.add(talk, { kind, title: kind }));
	const rows = bound.mentions.of(talk);
	const placed = (['responsibilities', 'skills', 'pace', 'culture', 'growth'] as const).flatMap((field) =>
		mentionsIn(field, rows).map(({ titleText }) => titleText)
	);
	expect(placed.toSorted()).toEqual(rows.map(({ titleText }) => titleText).toSorted());
});

test('R0-29: of the five fields an empty one is not covered; a note, a stamp, a mention or a fact covers it', () => {
	const { sam, bound, talk, fields, heard } = talking(seeker());
	const covered = () => Object.entries(coverageOf(heard())).flatMap(([field, is]) => (is ? [field] : []));
	expect(Object.values(coverageOf(heard()))).toEqual(Array(5).fill(false));
	sam.journal.edit(fields().responsibilities, 'Writes');
	expect(covered()).toEqual(['responsibilities']);
	must(bound.mentions.add(talk, { kind: 'tool', title: 'SQL' }));
	must(bound.stamps.add(talk, { field: 'culture', stamp: 'new', quote: 'They argue in writing' }));
	must(bound.facts.open(talk));
	expect(covered()).toEqual(['responsibilities', 'skills', 'culture']);
	must(bound.facts.set(talk, { hoursPerWeek: 45, satisfaction: 4 }));
	expect(covered()).toHaveLength(5);
	sam.journal.edit(fields().responsibilities, '   ');
	expect(coverageOf(heard()).responsibilities).toBe(false);
});

test('a mention that was only pressed is blank; a word, a choice or a tick is something to keep', () => {
	const { bound, talk } = talking(seeker());
	const id = must(bound.mentions.add(talk, { kind: 'task' }));
	const mention = () => bound.mentions.get(id)!;
	expect(isBlank(mention())).toBe(true);
	must(bound.mentions.set(id, { energy: 'drains' }));
	expect(isBlank(mention())).toBe(false);
	must(bound.mentions.set(id, { energy: null, confirmed: true }));
	expect(isBlank(mention())).toBe(false);
	expect(isBlank(bound.mentions.get(must(bound.mentions.add(talk, { kind: 'task', title: 'x' })))!)).toBe(
		false
	);
});

test.each([
	['R0-05', 'task', 'energy'],
	['R0-04', 'skill', 'need'],
	['R0-22', 'tool', 'readiness'],
	['R1-18', 'requirement', 'requirement'],
	['R2-17', 'trend', 'trend'],
	['R0-21', 'path', 'move'],
	['R0-20', 'expectation', 'unadvertised']
] as const)('%s: during the talk a %s has room for: %s', (_, kind, part) => {
	expect(partsOf(kind, true)).toContain(part);
});

test('R3-03: a trend that is not widely known yet is marked as one', () => {
	expect(partsOf('trend', true)).toContain('emerging');
});

test('R3-22: a lesson has room for what they would do now', () => {
	expect(kindsIn('culture')).toContain('lesson');
	expect(partsOf('lesson', true)).toContain('detail');
});

test('R2-17: a trend is of one of three kinds and has room for an example', () => {
	const { bound, talk } = talking(seeker());
	const id = must(
		bound.mentions.add(talk, { kind: 'trend', trend: 'regulation', detail: 'Audits each quarter' })
	);
	expect(bound.mentions.get(id)).toMatchObject({ trend: 'regulation', detailText: 'Audits each quarter' });
	expect(bound.mentions.set(id, { trend: 'fashion' as 'regulation' }).ok).toBe(false);
	expect(partsOf('trend', true)).toContain('detail');
});

test('R2-13: while the talk is on, nothing is asked about oneself', () => {
	const live = (['task', 'metric'] as const).flatMap((kind) => partsOf(kind, true));
	expect(live).not.toContain('priority');
	expect(live).not.toContain('strength');
});

test('R0-05: afterwards a task is compared with the own priorities', () => {
	expect(partsOf('task', false)).toContain('priority');
});

test('R0-18: success is asked for at both horizons, and what is measured is matched with an own strength', () => {
	expect(factsIn('responsibilities')).toEqual(['successNear', 'successFar']);
	expect(kindsIn('responsibilities')).toContain('metric');
	expect(partsOf('metric', false)).toContain('strength');
});

test('R0-42: time to hire, satisfaction and perceived impact are facts of a talk', () => {
	const { bound, talk } = talking(seeker());
	must(bound.facts.open(talk));
	must(bound.facts.set(talk, { monthsToHire: 4, satisfaction: 5, impact: 2 }));
	expect(factsIn('growth').map((fact) => bound.facts.get(talk)![fact])).toEqual([4, 5, 2]);
	expect(bound.facts.set(talk, { satisfaction: 6 }).ok).toBe(false);
});

test('R3-04: a lead stays with who heard it, apart from evidence, and never reaches the others', () => {
	const { sam: one, ana } = pair();
	const { records, bound, talk, person, heard } = talking(one);
	must(records.leads.add({ talk, person, lead: 'A post opens in March', state: 'open' }));
	exchange(one, ana);
	const hers = openPractice(ana.journal);
	expect(hers.records.leads.rows()).toEqual([]);
	expect(bound.mentions.of(talk)).toEqual([]);
	expect(Object.values(coverageOf(heard()))).not.toContain(true);
});

test('R2-19: what they confirmed stays marked when the notes are shared later', () => {
	const { sam: one, ana } = pair();
	const { sam, bound, talk } = talking(one, false);
	const id = must(
		bound.stamps.add(talk, { field: 'culture', stamp: 'challenges', quote: 'They argue in writing' })
	);
	must(bound.stamps.set(id, { confirmed: true }));
	must(sam.journal.commands.setAgreedSharing(talk, true));
	exchange(one, ana);
	expect(openPractice(ana.journal).bound.stamps.of(talk)).toMatchObject([{ id, confirmed: true }]);
});
