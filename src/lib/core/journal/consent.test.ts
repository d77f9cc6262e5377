// Every editor can write every flag of the shared document. What the holder agreed to is in their own document too.

import * as Y from 'yjs';
import { beforeEach, describe, expect, test } from 'vitest';
import type { RecordId } from '../ids.ts';
import { NOTE_FIELDS } from '../schema/notes.ts';
import type { Unfinished } from './unfinished.ts';
import { exchange, must, pair, PRIYA } from './testing.ts';
import type { Peer } from './testing.ts';

let sam: Peer;
let ana: Peer;
let person: RecordId;
let talk: RecordId;

/** Sam holds a talk of which words are in the personal document; Ana has the shared one. */
function scene(agreedNotes: boolean, named = false): void {
	({ sam, ana } = pair());
	const { commands, tables } = sam.journal;
	person = must(commands.addPerson({ ...PRIYA, named }));
	talk = must(commands.addTalk({ person, date: '2024-05-01', agreedNotes, agreedSharing: false }));
	sam.journal.edit(tables.personalNotes.get(talk)!.fields.culture, 'in confidence');
	exchange(sam, ana);
}

/** What no honest client of Ana's would write. */
function flips(table: string, id: string, flags: Readonly<Record<string, unknown>>): void {
	const record = ana.shared.getMap(table).get(id);
	if (!(record instanceof Y.Map)) throw new Error('no record');
	for (const [flag, value] of Object.entries(flags)) record.set(flag, value);
	exchange(sam, ana);
}

const kinds = (peer: Peer) => peer.journal.queries.unfinished().map(({ kind }) => kind);
const notes = (peer: Peer) => peer.journal.queries.notesOf(peer.journal.tables.talks.get(talk)!);
const flags = () => {
	const [shared, own] = [sam.journal.tables.talks.get(talk)!, sam.journal.tables.personalNotes.get(talk)!];
	return [shared, own].map(({ agreedNotes, agreedSharing }) => [agreedNotes, agreedSharing]);
};
const named = () =>
	[sam.journal.tables.people, sam.journal.tables.identities].map((table) => table.get(person)!.named);
const leaked = () => JSON.stringify(['notes', 'people'].map((name) => ana.shared.getMap(name).toJSON()));
const only = (): Unfinished => {
	const [item, ...others] = sam.journal.queries.unfinished();
	expect(others).toEqual([]);
	return item!;
};

function type(words: string): void {
	const place = notes(sam);
	if (place.place !== 'personal' && place.place !== 'shared') throw new Error(place.place);
	sam.journal.edit(place.fields.pace, words);
	exchange(sam, ana);
}

describe('somebody else marks the notes of a talk as agreed to be shared', () => {
	beforeEach(() => {
		scene(true);
		flips('talks', talk, { agreedSharing: true });
	});

	test('what was and what will be written stays in the personal document', () => {
		expect(notes(sam).place).toBe('personal');
		type('typed afterwards');
		expect(leaked()).not.toMatch(/in confidence|typed afterwards/);
	});

	test('it is listed as that, and setting it back shares nothing and brings the other’s words along', () => {
		ana.journal.edit(ana.journal.tables.notes.get(talk)!.fields.growth, 'a lure');
		exchange(sam, ana);
		expect(only()).toEqual({ kind: 'disputed-sharing', about: talk, intent: null });
		must(sam.journal.commands.finish(only()));
		exchange(sam, ana);
		expect(flags()).toEqual([
			[true, false],
			[true, false]
		]);
		expect(kinds(sam)).toEqual([]);
		expect(leaked()).not.toMatch(/in confidence|a lure/);
		expect(sam.journal.tables.personalNotes.get(talk)!.fields.growth.toString()).toBe('a lure');
	});

	test('the holder can agree to it, by their own hand', () => {
		must(sam.journal.commands.setAgreedSharing(talk, true));
		exchange(sam, ana);
		expect(notes(sam).place).toBe('shared');
		expect(leaked()).toContain('in confidence');
		expect(kinds(sam)).toEqual([]);
	});
});

test('somebody else marks notes as agreed at all: none are taken until the holder says so', () => {
	scene(false);
	flips('talks', talk, { agreedNotes: true, agreedSharing: true });
	expect(notes(sam)).toEqual({ place: 'none', kept: true });
	expect(only()).toEqual({ kind: 'disputed-notes', about: talk, intent: null });
	must(sam.journal.commands.finish(only()));
	expect(flags()).toEqual([
		[false, false],
		[false, false]
	]);
	flips('talks', talk, { agreedNotes: true, agreedSharing: true });
	must(sam.journal.commands.setAgreedNotes(talk, true));
	exchange(sam, ana);
	expect(notes(sam).place).toBe('personal');
	expect(leaked()).not.toContain('in confidence');
	expect(kinds(sam)).toEqual([]);
});

test('somebody else takes an agreement back: it counts as taken back, also after they set it again', () => {
	scene(true);
	must(sam.journal.commands.setAgreedSharing(talk, true));
	exchange(sam, ana);
	flips('talks', talk, { agreedSharing: false });
	expect(notes(sam).place).toBe('personal');
	expect(only()).toMatchObject({ kind: 'disputed-sharing' });
	type('believed to be private');
	flips('talks', talk, { agreedSharing: true });
	must(sam.journal.commands.finish(only()));
	exchange(sam, ana);
	expect(leaked()).not.toMatch(/in confidence|believed to be private/);
	expect(
		NOTE_FIELDS.map((name) => sam.journal.tables.personalNotes.get(talk)!.fields[name].toString())
	).toEqual(expect.arrayContaining(['in confidence', 'believed to be private']));
	expect(kinds(sam)).toEqual([]);
});

test('somebody else takes the agreement to notes back: nothing is shared, and settling it brings all words home', () => {
	scene(true);
	must(sam.journal.commands.setAgreedSharing(talk, true));
	exchange(sam, ana);
	flips('talks', talk, { agreedNotes: false });
	expect(notes(sam).place).toBe('none');
	expect(only()).toMatchObject({ kind: 'disputed-notes' });
	must(sam.journal.commands.finish(only()));
	expect(flags()).toEqual([
		[false, false],
		[false, false]
	]);
	expect(notes(sam)).toEqual({ place: 'none', kept: true });
	expect(kinds(sam)).toEqual([]);
});

describe('somebody else marks a person as agreed to be named', () => {
	beforeEach(() => {
		scene(true);
		flips('people', person, { named: true });
	});

	test('editing the person publishes neither name nor employer', () => {
		must(sam.journal.commands.editPerson(person, { email: 'priya@example.net', alias: 'Lead' }));
		exchange(sam, ana);
		expect(leaked()).not.toMatch(/Priya|Lumen/);
		expect(ana.journal.tables.people.get(person)!.aliasText).toBe('Lead');
	});

	test('it is listed as that, and set back without taking over what they wrote as the name', () => {
		ana.journal.edit(ana.journal.tables.people.get(person)!.name, 'Somebody Else');
		exchange(sam, ana);
		expect(only()).toEqual({ kind: 'disputed-name', about: person, intent: null });
		must(sam.journal.commands.finish(only()));
		exchange(sam, ana);
		expect(named()).toEqual([false, false]);
		expect(sam.journal.tables.identities.get(person)!.nameText).toBe('Priya Raman');
		expect(leaked()).not.toMatch(/Priya|Lumen|Somebody/);
		expect(kinds(sam)).toEqual([]);
	});

	test('the holder can agree to it, by their own hand', () => {
		must(sam.journal.commands.setNamed(person, true));
		exchange(sam, ana);
		expect(leaked()).toContain('Priya Raman');
		expect([named(), kinds(sam)]).toEqual([[true, true], []]);
	});
});

test('somebody else marks a person as no longer named: what changes stays here, and it is listed', () => {
	scene(true, true);
	flips('people', person, { named: false });
	must(sam.journal.commands.editPerson(person, { employer: 'Harbour Trust' }));
	exchange(sam, ana);
	expect(leaked()).not.toContain('Harbour Trust');
	expect(only()).toMatchObject({ kind: 'disputed-name' });
	must(sam.journal.commands.finish(only()));
	exchange(sam, ana);
	expect([named(), kinds(sam)]).toEqual([[false, false], []]);
	expect(leaked()).not.toMatch(/Priya|Lumen/);
	expect(sam.journal.tables.identities.get(person)!.employerText).toBe('Harbour Trust');
});

test('who does not hold a talk or a person has the shared flags alone', () => {
	scene(true);
	flips('talks', talk, { agreedSharing: true });
	flips('people', person, { named: true });
	expect(notes(ana).place).toBe('shared');
	expect(kinds(ana)).toEqual([]);
});

test('undo and redo of an agreement keep both documents in step', () => {
	scene(false);
	const { commands, history } = sam.journal;
	const consents = () => {
		const [[shared, own], [sharedName, ownName]] = [flags(), named()];
		expect([own, ownName]).toEqual([shared, sharedName]);
		return [own, ownName];
	};
	const steps = [
		() => commands.setAgreedNotes(talk, true),
		() => commands.setAgreedSharing(talk, true),
		() => commands.setNamed(person, true),
		() => commands.setNamed(person, false),
		() => commands.setAgreedNotes(talk, false)
	];
	const seen = [consents()];
	for (const step of steps) {
		must(step());
		seen.push(consents());
	}
	for (const before of seen.slice(0, -1).reverse()) {
		history.undo();
		expect(consents()).toEqual(before);
		expect(kinds(sam)).toEqual([]);
	}
	for (const after of seen.slice(1)) {
		history.redo();
		expect(consents()).toEqual(after);
		expect(kinds(sam)).toEqual([]);
	}
});
