// What the mentor's whole document says of somebody who agreed to nothing. Every kind of record that there is takes part
// with all its texts: a kind that is added to the practice and not here turns the first test red.

import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { utf8 } from '../bytes.ts';
import { BOUND_TABLES } from '../journal/bound.ts';
import { exchange, must, pair, seeker } from '../journal/testing.ts';
import type { RecordId } from '../ids.ts';
import { namesIn, withoutNames } from '../rules/names.ts';
import { namedPlaces, plainAlias, unnamedPeople } from './consent-names.ts';
import { isWords, type Kind, type PracticeFields } from './define.ts';
import * as after from './kinds/after.ts';
import * as aim from './kinds/aim.ts';
import * as capture from './kinds/capture.ts';
import * as consent from './kinds/consent.ts';
import * as debrief from './kinds/debrief.ts';
import * as messages from './kinds/messages.ts';
import * as people from './kinds/people.ts';
import * as prepare from './kinds/prepare.ts';
import { aliasCopy } from './messages-copy.ts';
import { openPractice, type Practice } from './practice.ts';

const PERSON = {
	name: 'Zqriya van der Zqaman',
	email: 'zqriya.private@zqlumen.example',
	employer: 'Zqlumen Bank',
	alias: 'Product lead',
	named: false
} as const;
const PHONE = '+44 7700 900123';
const IDENTITY = ['Zqriya', 'zqriya', 'ZQRIYA', 'Zqaman', 'Zqlumen', 'zqlumen', '7700'];
/** What people write of somebody, where only they read it. */
const PRIVATE = `Zqriya (Zqaman, ${PERSON.email}, ${PHONE}) at Zqlumen Bank: zqunshared`;
/** What they write where others read it, before the names are noticed. */
const SHARED = 'ZQRIYA’s manager, Zqaman, and zqriya.private@zqlumen.example of Zqlumen';

type AnyKind = Kind<PracticeFields>;
const modules: readonly object[] = [after, aim, capture, consent, debrief, messages, people, prepare];
const kinds = modules
	.flatMap((module): unknown[] => Object.values(module))
	.filter((value): value is AnyKind => typeof value === 'object' && value !== null && 'home' in value);

/** A record with these words in each of its texts, and these records in each of its references. */
const filled = (kind: AnyKind, words: string, refs: Readonly<Record<string, RecordId>>) =>
	Object.fromEntries(
		Object.entries(kind.fields).flatMap(([name, field]) =>
			isWords(field) ? [[name, words]] : refs[name] ? [[name, refs[name]]] : []
		)
	);

interface Adding {
	add(input: object): { readonly ok: boolean };
}
interface Binding {
	add(talk: RecordId, input: object): { readonly ok: boolean };
}
const collection = <Some>(tables: object, table: string): Some =>
	(tables as Readonly<Record<string, Some>>)[table]!;

function everything(practice: Practice, person: RecordId, talk: RecordId, shared: string): void {
	for (const kind of kinds) {
		const { table, home } = kind;
		const words = home === 'shared' ? shared : PRIVATE;
		const input = filled(kind, words, { person, talk, about: talk });
		const { talk: _, ...rest } = input;
		const added =
			home === 'with-talk'
				? collection<Binding>(practice.bound, table).add(talk, rest)
				: collection<Adding>(practice.records, table).add(input);
		expect([table, added.ok]).toEqual([table, true]);
	}
}

const holds = (doc: Y.Doc, text: string): boolean => {
	const [bytes, wanted] = [Y.encodeStateAsUpdate(doc), utf8(text)];
	return bytes.some((_, at) => wanted.every((byte, index) => bytes[at + index] === byte));
};

function scene(shared: (people: ReturnType<typeof unnamedPeople>) => string) {
	const { sam, ana } = pair();
	const { commands, tables } = sam.journal;
	const practice = openPractice(sam.journal);
	const person = must(commands.addPerson(PERSON));
	const agreed = { agreedNotes: true, agreedSharing: false };
	const talk = must(commands.addTalk({ person, date: '2026-11-02', ...agreed }));
	const own = tables.personalNotes.get(talk)!;
	sam.journal.edit(own.fields.culture, PRIVATE);
	sam.journal.edit(own.reflections, PRIVATE);
	everything(practice, person, talk, shared(unnamedPeople(sam.journal)));
	exchange(sam, ana);
	return { sam, ana, practice, person, talk };
}

test('every kind of record takes part', () => {
	const { records, bound } = openPractice(seeker().journal);
	expect(kinds.map(({ table }) => table).sort()).toEqual(Object.keys({ ...records, ...bound }).sort());
	expect(
		kinds
			.filter(({ home }) => home === 'with-talk')
			.map(({ table }) => table)
			.sort()
	).toEqual([...BOUND_TABLES].sort());
});

test('R2-38: the mentor’s whole document has no name, part of it, address, employer or telephone number', () => {
	const { sam, ana, practice } = scene((people) => withoutNames(SHARED, people));
	for (const word of IDENTITY) expect([word, holds(ana.shared, word)]).toEqual([word, false]);
	expect(holds(ana.shared, 'zqunshared')).toBe(false);
	expect(holds(ana.shared, 'Product lead’s manager')).toBe(true);
	// The same search does find it where it may be.
	expect(holds(sam.personal, 'Zqriya') && holds(sam.personal, '7700')).toBe(true);
	expect(practice.unreadable()).toEqual([]);
});

test('R2-38: a name in any kind of shared record is found', () => {
	const { sam } = scene(() => SHARED);
	const found = new Set(namedPlaces(sam.journal, unnamedPeople(sam.journal)).map(({ table }) => table));
	const worded = kinds.filter(
		({ home, fields }) => home === 'shared' && Object.values(fields).some((field) => isWords(field))
	);
	expect([...found].sort()).toEqual(worded.map(({ table }) => table).sort());
});

test('R2-33: after the agreement to notes is taken back, no kind of record has words of what was heard', () => {
	const { sam, ana, talk } = scene((people) => withoutNames(SHARED, people));
	must(sam.journal.commands.setAgreedSharing(talk, true));
	exchange(sam, ana);
	expect(holds(ana.shared, 'zqunshared')).toBe(true);
	must(sam.journal.commands.forgetNotes(talk));
	exchange(sam, ana);
	for (const doc of [ana.shared, sam.shared]) expect(holds(doc, 'zqunshared')).toBe(false);
	const left = BOUND_TABLES.filter((table) => sam.personal.getMap(table).size > 0);
	expect(left).toEqual(['debriefs', 'followups']);
});

test('R2-38: an alias that has the name in it is not written in place of the name', () => {
	const { journal } = seeker();
	const id = must(journal.commands.addPerson({ ...PERSON, alias: 'Zqriya at the bank' }));
	const person = () => journal.tables.people.get(id)!;
	expect(plainAlias(journal, person())).toBe('Person 1');
	expect(withoutNames('ask Zqriya', unnamedPeople(journal))).toBe('ask Person 1');
	must(journal.commands.editPerson(id, { alias: 'Product lead' }));
	expect(plainAlias(journal, person())).toBe('Product lead');
});

test('R2-38: who is named in the shared document only, or by their own word only, is not named', () => {
	const { sam, ana } = pair();
	const { named: _, ...person } = PERSON;
	const yes = must(sam.journal.commands.addPerson({ ...person, named: true }));
	const no = must(sam.journal.commands.addPerson({ ...person, named: false }));
	exchange(sam, ana);
	const unnamed = () => unnamedPeople(sam.journal).map(({ id }) => id);
	const say = (id: RecordId, named: boolean) =>
		(ana.shared.getMap('people').get(id) as Y.Map<unknown>).set('named', named);
	expect(unnamed()).toEqual([no]);
	say(no, true);
	exchange(sam, ana);
	expect(unnamed()).toEqual([no]);
	say(yes, false);
	exchange(sam, ana);
	expect(unnamed().sort()).toEqual([yes, no].sort());
});

test.each(['unreadable', 'deleted'] as const)(
	'R2-38: a shared record that an editor made %s leaves the name as unnamed as it was',
	(how) => {
		const { sam, ana } = pair();
		const id = must(sam.journal.commands.addPerson({ ...PERSON, named: true }));
		exchange(sam, ana);
		expect(unnamedPeople(sam.journal)).toEqual([]);
		const people = ana.shared.getMap('people');
		if (how === 'deleted') people.delete(id);
		else (people.get(id) as Y.Map<unknown>).set('number', 'none');
		exchange(sam, ana);
		const unnamed = unnamedPeople(sam.journal);
		expect(unnamed.map((person) => person.id)).toEqual([id]);
		// What the mentor's copy is made with, what a field warns of, and what looks through shared words.
		const words = 'Dear Zqriya van der Zqaman of Zqlumen Bank';
		expect(aliasCopy(words, unnamed)).toBe('Dear somebody of their employer');
		expect(namesIn(words, unnamed).map(({ kind }) => kind)).toEqual(['name', 'employer']);
		must(openPractice(sam.journal).records.goals.add({ talk: null, goal: words }));
		expect(namedPlaces(sam.journal, unnamed)).toHaveLength(1);
	}
);
