// A journal as half a year of use leaves it, the same for the same seed: 360 talks with 90 people, a plan, written in
// many sessions, word by word and with second thoughts, because what an editor stores depends on how it was written.

import * as Y from 'yjs';
import { createCommands } from '../../src/lib/core/journal/commands.ts';
import { openJournal, type Journal, type JournalOptions } from '../../src/lib/core/journal/journal.ts';
import type { Result } from '../../src/lib/core/journal/result.ts';
import { NOTE_FIELDS } from '../../src/lib/core/schema/notes.ts';
import type { MemberId, RecordId } from '../../src/lib/core/ids.ts';
import { seededRandom } from '../support/sync-crypto.ts';

const TALKS = 360;
const PEOPLE = 90;
const PHASES = 6;
const MILESTONES_EACH = 8;
/** Page loads: each writes under a Yjs client of its own. */
const SESSIONS = 60;
const DAY_MS = 86_400_000;

const WORDS = (
	'they we I it the a and but often never first team product review customer argue write decide ship wait lead ' +
	'mentor budget roadmap meeting hours week quiet pressure growth learning skill interview report question data ' +
	'design research manager change people trust conflict promotion travel remote office deadline quality support'
).split(' ');

export interface GeneratedDocs {
	readonly shared: Y.Doc;
	readonly personal: Y.Doc;
}

export interface Generated extends GeneratedDocs {
	/** What was added to the documents, one Yjs update for each session. */
	readonly updates: { readonly shared: Uint8Array[]; readonly personal: Uint8Array[] };
	/** A talk whose notes are shared, with something in every field. */
	readonly talk: RecordId;
}

/** Goes on from the documents of a journal that was just started. The documents given are not changed. */
export function generateJournal(started: GeneratedDocs, me: MemberId, seed: string): Generated {
	const random = seededRandom(seed);
	const below = (limit: number): number => new DataView(random(4).buffer).getUint32(0) % limit;
	const updates = { shared: [] as Uint8Array[], personal: [] as Uint8Array[] };
	let docs: GeneratedDocs = {
		shared: copyOf(started.shared, below),
		personal: copyOf(started.personal, below)
	};
	const people: RecordId[] = [];
	let talk: RecordId | null = null;
	for (let session = 0; session < SESSIONS; session++) {
		const before = { shared: docs.shared, personal: docs.personal };
		docs = { shared: copyOf(before.shared, below), personal: copyOf(before.personal, below) };
		const journal = openJournal({
			...docs,
			me,
			random,
			now: () => Date.now() - DAY_MS,
			commands: createCommands
		} satisfies JournalOptions);
		const write = writer(journal, below);
		const share = (all: number): number => Math.ceil(all / SESSIONS);
		for (let i = 0; i < share(PEOPLE) && people.length < PEOPLE; i++) people.push(write.person());
		for (let i = 0; i < share(TALKS); i++) talk = write.talk(people[below(people.length)]!) ?? talk;
		if (session % (SESSIONS / PHASES) === 0) write.phase();
		journal.close();
		for (const side of ['shared', 'personal'] as const)
			updates[side].push(Y.encodeStateAsUpdate(docs[side], Y.encodeStateVector(before[side])));
	}
	if (talk === null) throw new Error('no talk was generated');
	return { ...docs, updates, talk };
}

/** Bytes of the content alone, as compact JSON. */
export function jsonBytes({ shared, personal }: GeneratedDocs): number {
	const content = (doc: Y.Doc): unknown =>
		Object.fromEntries([...doc.share.keys()].map((name) => [name, doc.getMap(name).toJSON()]));
	return Buffer.byteLength(JSON.stringify({ shared: content(shared), personal: content(personal) }));
}

function copyOf(doc: Y.Doc, below: (limit: number) => number): Y.Doc {
	const copy = new Y.Doc();
	copy.clientID = 1 + below(2 ** 32 - 1);
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
	return copy;
}

function writer(journal: Journal, below: (limit: number) => number) {
	const words = (count: number): string =>
		Array.from({ length: count }, () => WORDS[below(WORDS.length)]).join(' ');
	/** A few words at a time at the end, every tenth time taking some back, now and then a word in the middle. */
	const type = (text: Y.Text, count: number): void => {
		text.doc?.transact(() => {
			for (let written = 0; written < count; written += 4) {
				text.insert(text.length, `${words(4)} `);
				if (below(10) === 0) text.delete(text.length - 6, 6);
				if (below(20) === 0) text.insert(below(text.length), ` ${words(1)}`);
			}
		});
	};
	return {
		person: (): RecordId =>
			made(
				journal.commands.addPerson({
					name: words(2),
					email: `${words(1)}@example.org`,
					employer: words(1),
					alias: words(3),
					named: below(4) === 0
				})
			),
		/** Its id when its notes are shared. */
		talk(person: RecordId): RecordId | null {
			const date = new Date(Date.now() - below(180) * DAY_MS).toISOString().slice(0, 10);
			const agreedSharing = below(3) > 0;
			const id = made(journal.commands.addTalk({ person, date, agreedNotes: true, agreedSharing: true }));
			if (!agreedSharing) journal.commands.setAgreedSharing(id, false);
			const talk = journal.tables.talks.get(id);
			const notes = talk && journal.queries.notesOf(talk);
			if (notes?.place === 'shared' || notes?.place === 'personal')
				for (const field of NOTE_FIELDS) type(notes.fields[field], 20 + below(40));
			const reflections = talk && journal.queries.reflectionsOf(talk);
			if (reflections) type(reflections, below(40));
			return agreedSharing ? id : null;
		},
		phase(): void {
			const phase = made(journal.commands.addPhase({ title: words(2) }));
			for (let i = 0; i < MILESTONES_EACH; i++) {
				const id = made(journal.commands.addMilestone({ phase, title: words(5) }));
				if (i % 2 === 0) journal.commands.setDone(id, true);
			}
		}
	};
}

function made<Value>(result: Result<Value>): Value {
	if (!result.ok) throw new Error(`refused: ${result.reason}`);
	return result.value;
}
