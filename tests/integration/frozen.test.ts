// Documents of earlier builds, as bytes that are never made again (tests/fixtures/README.md): this build reads all that
// is in them, and writes nothing by looking.

import { readFileSync } from 'node:fs';
import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { fromBase64url } from '../../src/lib/core/bytes.ts';
import type { RecordId } from '../../src/lib/core/ids.ts';
import { must } from '../../src/lib/core/journal/testing.ts';
import { UNFIT } from '../../src/lib/core/schema/field.ts';
import { KINDS, type Takes } from '../support/freeze-fields.ts';
import { FROZEN, frozenJson } from '../support/freeze-files.ts';
import {
	expectedOf,
	frozenState,
	openFrozen,
	openState,
	openUpdates,
	VERSIONS
} from '../support/freeze-open.ts';
import { countsOf, outline } from '../support/freeze-outline.ts';

type Opened = ReturnType<typeof openFrozen>;

/** A later build may say more of a record than was known when it was frozen, never less. */
const says = ({ journal, practice }: Opened) => outline(journal, practice);
const bytesOf = ({ shared, personal }: Opened) => [shared, personal].map((doc) => Y.encodeStateAsUpdate(doc));
/** What a document of this state encodes to that nobody looked into. */
function unopened(state: Uint8Array): Uint8Array {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, state);
	return Y.encodeStateAsUpdate(doc);
}
const vectorsOf = ({ shared, personal }: Opened) => [shared, personal].map((doc) => Y.encodeStateVector(doc));

describe.each(VERSIONS)('%s', (version) => {
	describe('S18: a journal of that version', () => {
		test.each(['journal', 'unfinished'])('%s: every record of every kind reads as it did', (name) => {
			expect(says(openFrozen(`${version}/${name}`))).toMatchObject(expectedOf(`${version}/${name}`).says);
		});

		test('has records of every kind', () => {
			const { counts } = frozenJson<{ counts: Record<string, number> }>(`${version}/journal.expected.json`);
			const page = openFrozen(`${version}/journal`);
			expect(countsOf(says(page))).toMatchObject(counts);
			expect(Object.entries(counts).filter(([, count]) => count === 0)).toEqual([['intents', 0]]);
		});

		test('is the same when it is read update by update', () => {
			const { me, says: expected } = expectedOf(`${version}/journal`);
			const page = openUpdates(me, `${version}/journal`);
			expect(says(page)).toMatchObject(expected);
			expect(vectorsOf(page)).toEqual(vectorsOf(openFrozen(`${version}/journal`)));
		});

		test.each(['journal', 'unfinished', 'later', 'raised'])(
			'S14: opening %s and reading everything in it writes nothing',
			(name) => {
				const state = frozenState(`${version}/${name}`);
				const page = openState(expectedOf(`${version}/${name}`).me, state);
				says(page);
				page.practice.close();
				page.journal.close();
				expect(page.written()).toBe(0);
				expect(bytesOf(page)).toEqual([unopened(state.shared), unopened(state.personal)]);
			}
		);

		test('begins without history, and what is done to it can be taken back', () => {
			const page = openFrozen(`${version}/journal`);
			const { journal, practice } = page;
			const before = says(page);
			expect([journal.history.canUndo(), journal.history.canRedo()]).toEqual([false, false]);
			const talk = journal.tables.talks.rows().find(({ agreedSharing }) => agreedSharing)!.id;
			const words = journal.tables.notes.get(talk)!.fields.skills;
			const read = words.toString();
			journal.edit(words, `${read} More.`);
			must(journal.commands.setTalkDate(talk, '2026-10-07'));
			must(practice.records.profiles.set(practice.records.profiles.rows()[0]!.id, { cadence: 90 }));
			expect(words.toString()).toBe(`${read} More.`);
			expect([journal.history.undo(), journal.history.undo(), journal.history.undo()]).toEqual([
				true,
				true,
				true
			]);
			expect(says(page)).toEqual(before);
			expect(journal.history.canUndo()).toBe(false);
			while (journal.history.redo());
			expect(journal.tables.talks.get(talk)!.date).toBe('2026-10-07');
		});
	});

	test('S18: whatever is bound to the notes of a talk goes home with them', () => {
		const bound = Object.entries(
			frozenJson<Readonly<Record<string, Takes>>>(`${version}/fields.expected.json`)
		).flatMap(([table, { home }]) => (home === 'with-talk' ? [table] : []));
		const page = openFrozen(`${version}/journal`);
		const { journal, shared } = page;
		const talk = journal.tables.talks.rows().find(({ agreedSharing }) => agreedSharing)!.id;
		const ofTalk = () => bound.map((table) => [table, says(page).bound[table]!.ofTalks[talk]]);
		const leftIn = (doc: Y.Doc) =>
			bound.filter((table) =>
				Object.values(doc.getMap(table).toJSON() as Record<string, { talk: string }>).some(
					(record) => record.talk === talk
				)
			);
		const before = ofTalk();
		expect(leftIn(shared)).toEqual(bound);
		must(journal.commands.setAgreedSharing(talk, false));
		expect(leftIn(shared)).toEqual([]);
		expect(ofTalk()).toEqual(before);
		expect(journal.queries.unfinished()).toEqual([]);
	});

	test('S18: what crashes left of every command is finished by this build', () => {
		const { begun } = frozenJson<{ begun: Record<string, string> }>(`${version}/unfinished.expected.json`);
		const page = openFrozen(`${version}/unfinished`);
		const { journal } = page;
		const about = (kind: string) => Object.keys(begun).find((id) => begun[id] === kind) as RecordId;
		expect(journal.queries.unfinished().map(({ kind }) => kind)).toEqual(Object.values(begun));
		for (const item of journal.queries.unfinished()) must(journal.commands.finish(item));
		expect(journal.queries.unfinished()).toEqual([]);
		expect(journal.tables.intents.rows()).toEqual([]);

		const { people, talks, identities } = journal.tables;
		const notes = (kind: string) => {
			const found = journal.queries.notesOf(talks.get(about(kind))!);
			return [found.place, 'fields' in found ? found.fields.skills.toString() : null];
		};
		expect(people.get(about('add-person'))).toMatchObject({ aliasText: 'Half', named: false });
		expect(people.get(about('edit-person'))).toMatchObject({ aliasText: 'Edited alias', nameText: '' });
		expect(people.get(about('name'))).toMatchObject({ named: true, nameText: 'Who name' });
		expect(people.get(about('unname'))).toMatchObject({ named: false, nameText: '', employerText: '' });
		expect(identities.get(about('unname'))).toMatchObject({ corrected: 'Who unname Corrected' });
		expect(talks.get(about('add-talk'))).toMatchObject({ date: '2026-12-01', agreedSharing: true });
		expect(notes('agree-notes')).toEqual(['personal', '']);
		expect(notes('share-notes')).toEqual(['shared', 'Words on their way']);
		expect(notes('withdraw-notes')).toEqual(['personal', 'Words on their way']);
		expect(notes('forget-notes')).toEqual(['none', null]);
	});

	test('S18: the app’s own copy of a journal holds both documents whole, and says the same in plain text', () => {
		interface Part {
			readonly content: Readonly<Record<string, unknown>>;
			readonly update: string;
		}
		interface Copy {
			readonly format: string;
			readonly shared: Part;
			readonly personal: Part;
		}
		const copy = JSON.parse(readFileSync(new URL(`${version}/app-copy.json`, FROZEN), 'utf8')) as Copy;
		const { documents, ...head } = frozenJson<{ documents: string; format: string }>(
			`${version}/app-copy.expected.json`
		);
		expect(copy).toMatchObject(head);
		const { me, says: expected } = expectedOf(`${version}/${documents}`);
		const page = openState(me, {
			shared: fromBase64url(copy.shared.update)!,
			personal: fromBase64url(copy.personal.update)!
		});
		expect(says(page)).toMatchObject(expected);
		const spelled = ({ content }: Part) => JSON.stringify(content);
		expect(spelled(copy.shared)).toContain('Words on their way');
		for (const side of ['shared', 'personal'] as const)
			for (const [name, content] of Object.entries(copy[side].content))
				expect([side, name, page[side].getMap(name).toJSON()]).toEqual([side, name, content]);
	});

	describe('S18: what people could choose then still reads as that', () => {
		const taken = frozenJson<Readonly<Record<string, Takes>>>(`${version}/fields.expected.json`);

		test.each(Object.entries(taken))('%s', (table, { home, ordered, fields }) => {
			const kind = KINDS.get(table);
			expect(kind).toMatchObject({ home, ordered });
			for (const [name, takes] of Object.entries(fields)) {
				const field = kind!.fields[name];
				const read = (value: unknown) => [name, field?.read(value)];
				if (takes === 'words') expect([name, field?.read(new Y.Text())]).not.toEqual([name, UNFIT]);
				else if ('one' in takes) for (const option of takes.one) expect(read(option)).toEqual([name, option]);
				else if ('many' in takes)
					expect(new Set(read(takes.many)[1] as string[])).toEqual(new Set(takes.many));
				else for (const end of [takes.from, takes.to]) expect(read(end)).toEqual([name, end]);
			}
		});
	});
});
