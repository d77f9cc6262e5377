// A command over both documents, cut off after each of its transactions and finished after the journal was reopened.

import { describe, expect, test } from 'vitest';
import type { RecordId } from '../ids.ts';
import { NOTE_FIELDS } from '../schema/notes.ts';
import { crashPoints, exchange, must, pair, PRIYA, reopened, SAM, seeker, stored } from './testing.ts';
import type { Peer } from './testing.ts';

/** Everything a reader can see, and nothing of how it came about. */
function visible({ journal: { tables, queries } }: Peer) {
	return {
		people: tables.people.rows().map((row) => ({
			label: queries.displayName(row),
			shared: [row.aliasText, row.named, row.nameText, row.employerText]
		})),
		identities: tables.identities
			.rows()
			.map((row) => [row.named, row.nameText, row.emailText, row.employerText]),
		talks: tables.talks.rows().map((row) => [row.person, row.date, row.agreedNotes, row.agreedSharing]),
		shared: tables.notes.rows().map(({ fields }) => NOTE_FIELDS.map((name) => fields[name].toString())),
		personal: tables.personalNotes.rows().map(({ fields, agreedNotes, agreedSharing }) => ({
			agreed: [agreedNotes, agreedSharing],
			words: NOTE_FIELDS.map((name) => fields[name].toString())
		}))
	};
}

function finishAll(peer: Peer): void {
	for (const item of peer.journal.queries.unfinished()) must(peer.journal.commands.finish(item));
}

interface Scene {
	readonly sam: Peer;
	readonly person: RecordId;
	readonly talk: RecordId;
}

function scene(shared: boolean, named: boolean): Scene {
	const sam = seeker();
	const { commands, tables } = sam.journal;
	const person = must(commands.addPerson({ ...PRIYA, named }));
	const talk = must(
		commands.addTalk({ person, date: '2024-05-01', agreedNotes: true, agreedSharing: shared })
	);
	const { fields } = (shared ? tables.notes : tables.personalNotes).get(talk)!;
	for (const name of NOTE_FIELDS.slice(1)) sam.journal.edit(fields[name], `words on ${name}`);
	return { sam, person, talk };
}

const cases: [string, boolean, boolean, (scene: Scene) => void][] = [
	['share notes', false, false, ({ sam, talk }) => must(sam.journal.commands.setAgreedSharing(talk, true))],
	[
		'withdraw notes',
		true,
		false,
		({ sam, talk }) => must(sam.journal.commands.setAgreedSharing(talk, false))
	],
	[
		'take back an agreement to notes',
		false,
		false,
		({ sam, talk }) => must(sam.journal.commands.setAgreedNotes(talk, false))
	],
	['name', false, false, ({ sam, person }) => must(sam.journal.commands.setNamed(person, true))],
	['unname', false, true, ({ sam, person }) => must(sam.journal.commands.setNamed(person, false))],
	[
		'edit a named person and their alias',
		false,
		true,
		({ sam, person }) => must(sam.journal.commands.editPerson(person, { name: 'P. Raman', alias: 'Lead' }))
	],
	['add a person', false, false, ({ sam }) => must(sam.journal.commands.addPerson(PRIYA))],
	[
		'add a talk',
		false,
		false,
		({ sam, person }) =>
			must(
				sam.journal.commands.addTalk({ person, date: '2024-06-01', agreedNotes: true, agreedSharing: true })
			)
	]
];

describe.each(cases)('%s', (_, shared, named, run) => {
	test('cut off anywhere and finished, it is as if it had never been cut off', () => {
		const before = scene(shared, named);
		const points = crashPoints(before.sam, () => run(before));
		const after = visible(before.sam);
		expect(points.length).toBeGreaterThan(3);
		for (const [index, point] of points.slice(1).entries()) {
			const again = reopened(SAM, point, 100 + index);
			expect(again.journal.queries.unfinished()).toHaveLength(index < points.length - 2 ? 1 : 0);
			finishAll(again);
			expect(visible(again)).toEqual(after);
			expect(again.journal.queries.unfinished()).toEqual([]);
		}
	});

	test('finishing is cut off too, and finished again', () => {
		const before = scene(shared, named);
		const points = crashPoints(before.sam, () => run(before));
		const after = visible(before.sam);
		const again = reopened(SAM, points[1]!, 100);
		for (const [index, point] of crashPoints(again, () => finishAll(again)).entries()) {
			const third = reopened(SAM, point, 200 + index);
			finishAll(third);
			expect(visible(third)).toEqual(after);
		}
	});
});

test.each([true, false])('no crash in an undo or redo of sharing (%s) loses words', (agreed) => {
	const { sam, talk } = scene(!agreed, false);
	const words = wordsIn(sam);
	const steps = [
		() => must(sam.journal.commands.setAgreedSharing(talk, agreed)),
		() => sam.journal.history.undo(),
		() => sam.journal.history.redo()
	];
	for (const step of steps) {
		for (const [index, point] of crashPoints(sam, step).entries()) {
			const again = reopened(SAM, point, 100 + index);
			finishAll(again);
			expect(wordsIn(again)).toEqual(words);
			expect(again.journal.queries.unfinished()).toEqual([]);
		}
	}
});

/** The words of all notes wherever they are, each line once per place it stands in. */
function wordsIn({ journal: { tables } }: Peer): string[] {
	const records = [...tables.notes.rows(), ...tables.personalNotes.rows()];
	return records
		.flatMap(({ fields }) => NOTE_FIELDS.flatMap((name) => fields[name].toString().split('\n')))
		.filter((line) => line !== '')
		.sort();
}

test('sharing that a crash cut off before anything was shared is taken back, not completed, by saying no', () => {
	const { sam, talk } = scene(false, false);
	const before = visible(sam);
	const [, begun] = crashPoints(sam, () => must(sam.journal.commands.setAgreedSharing(talk, true)));
	const again = reopened(SAM, begun!, 100);
	const points = crashPoints(again, () => must(again.journal.commands.setAgreedSharing(talk, false)));
	for (const point of points) {
		const { fields } = reopened(SAM, point, 200).journal.tables.notes.get(talk)!;
		expect(NOTE_FIELDS.map((name) => fields[name].toString()).join('')).toBe('');
	}
	expect(visible(again)).toEqual(before);
});

test('what was typed into the personal notes while sharing was half done is not shared: all of it comes back', () => {
	const { sam, talk } = scene(false, false);
	const [, begun] = crashPoints(sam, () => must(sam.journal.commands.setAgreedSharing(talk, true)));
	const again = reopened(SAM, begun!, 100);
	again.journal.edit(again.journal.tables.personalNotes.get(talk)!.fields.pace, 'an afterthought');
	finishAll(again);
	finishAll(again);
	expect(again.journal.tables.notes.get(talk)!.fields.pace.toString()).toBe('');
	const { pace } = again.journal.tables.personalNotes.get(talk)!.fields;
	expect(pace.toString()).toBe('an afterthought\nwords on pace');
	expect(again.journal.queries.unfinished()).toEqual([]);
});

test('what the mentor typed between a crash and the end of a withdrawal is withdrawn with the rest', () => {
	const { sam, ana } = pair();
	const person = must(sam.journal.commands.addPerson(PRIYA));
	const talk = must(
		sam.journal.commands.addTalk({ person, date: '2024-05-01', agreedNotes: true, agreedSharing: true })
	);
	sam.journal.edit(sam.journal.tables.notes.get(talk)!.fields.skills, 'listening');
	const [, begun] = crashPoints(sam, () => must(sam.journal.commands.setAgreedSharing(talk, false)));
	const again = reopened(SAM, begun!, 100);
	exchange(again, ana);
	ana.journal.edit(ana.journal.tables.notes.get(talk)!.fields.skills, 'listening well');
	exchange(again, ana);
	finishAll(again);
	expect(again.journal.tables.personalNotes.get(talk)!.fields.skills.toString()).toBe('listening well');
	expect(again.journal.tables.notes.get(talk)!.fields.skills.toString()).toBe('');
});

test('what the mentor edits between a crash and the end of sharing stays, and nothing comes twice', () => {
	const { sam, ana } = pair();
	const person = must(sam.journal.commands.addPerson(PRIYA));
	const talk = must(
		sam.journal.commands.addTalk({ person, date: '2024-05-01', agreedNotes: true, agreedSharing: false })
	);
	sam.journal.edit(sam.journal.tables.personalNotes.get(talk)!.fields.skills, 'listening');
	const [, , shared] = crashPoints(sam, () => must(sam.journal.commands.setAgreedSharing(talk, true)));
	const again = reopened(SAM, shared!, 100);
	exchange(again, ana);
	ana.journal.edit(ana.journal.tables.notes.get(talk)!.fields.skills, 'listening well');
	exchange(again, ana);
	finishAll(again);
	expect(again.journal.tables.notes.get(talk)!.fields.skills.toString()).toBe('listening well');
	expect(again.journal.queries.unfinished()).toEqual([]);
});

test('finishing what is already finished writes nothing', () => {
	const { sam, talk } = scene(false, false);
	const [, begun] = crashPoints(sam, () => must(sam.journal.commands.setAgreedSharing(talk, true)));
	const again = reopened(SAM, begun!, 100);
	const [item] = again.journal.queries.unfinished();
	must(again.journal.commands.finish(item!));
	const settled = stored(again);
	must(again.journal.commands.finish(item!));
	expect(stored(again)).toEqual(settled);
});
