// Whose records are read and edited where: what was agreed to decides, never what lies in the shared document.

import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { utf8 } from '../bytes.ts';
import { ANA, exchange, idOf, must, pair, PRIYA } from '../journal/testing.ts';
import type { Peer } from '../journal/testing.ts';
import { openPractice } from './practice.ts';

const holds = (doc: Y.Doc, text: string): boolean => {
	const [bytes, wanted] = [Y.encodeStateAsUpdate(doc), utf8(text)];
	return bytes.some((_, at) => wanted.every((byte, index) => bytes[at + index] === byte));
};

const practise = <Some extends Peer>(peer: Some) => ({ ...peer, practice: openPractice(peer.journal) });

const SHARED = { agreedNotes: true, agreedSharing: true };
const PRIVATE = { agreedNotes: true, agreedSharing: false };
const NONE = { agreedNotes: false, agreedSharing: false };

/** Sam has talked with Priya. */
function talked(agreed: { agreedNotes: boolean; agreedSharing: boolean }) {
	const { sam: one, ana: other } = pair();
	const [sam, ana] = [practise(one), practise(other)];
	const person = must(sam.journal.commands.addPerson(PRIYA));
	const talk = must(sam.journal.commands.addTalk({ person, date: '2026-11-02', ...agreed }));
	exchange(sam, ana);
	return { sam, ana, talk };
}

/** What any member's device can write: a record with all the texts that its kind has. */
function plant({ shared }: Peer, table: string, key: string, fields: Record<string, unknown>): void {
	const texts = {
		mentions: ['title', 'detail'],
		facts: ['successNear', 'successFar', 'summary'],
		debriefs: [
			...['heard', 'means', 'resonated', 'surprised', 'responsibilitiesBecause'],
			...['skillsBecause', 'paceBecause', 'cultureBecause', 'growthBecause']
		]
	}[table]!;
	const record = { ...Object.fromEntries(texts.map((name) => [name, new Y.Text()])), ...fields };
	const stamped = { createdAt: 1, createdBy: ANA, ...record };
	shared.getMap(table).set(key, new Y.Map<unknown>(Object.entries(stamped)));
}

describe.each([
	['notes are agreed to, not sharing', PRIVATE],
	['nothing is agreed to', NONE]
])('R2-33: while %s', (_, agreed) => {
	test.each(['the talk', 'no talk', 'another talk'])(
		'S12: a debrief that the mentor put there for %s is not what the holder writes into',
		(said) => {
			const { sam, ana, talk } = talked(agreed);
			const named = said === 'the talk' ? talk : said === 'no talk' ? null : idOf('another');
			plant(ana, 'debriefs', talk, { talk: named, means: new Y.Text('planted') });
			exchange(sam, ana);
			const { debriefs } = sam.practice.bound;
			expect([debriefs.of(talk), debriefs.get(talk)]).toEqual([[], null]);
			sam.journal.edit(must(debriefs.open(talk)).means, 'I would hate working there');
			must(debriefs.set(talk, { confidence: 1 }));
			exchange(sam, ana);
			expect(holds(ana.shared, 'I would hate')).toBe(false);
			expect(debriefs.of(talk)).toMatchObject([{ meansText: 'I would hate working there', confidence: 1 }]);
			// It is listed, and finishing takes it home.
			const [item] = sam.journal.queries.unfinished();
			expect(item).toMatchObject({ kind: 'withdraw-notes', about: talk });
			must(sam.journal.commands.finish(item!));
			expect(sam.journal.queries.unfinished()).toEqual([]);
			expect(sam.shared.getMap('debriefs').size).toBe(0);
			expect(debriefs.get(talk)!.meansText).toBe('I would hate working there\nplanted');
		}
	);
});

test('R2-33: what another added offline after sharing ended is not edited where they can read it', () => {
	const { sam, ana, talk } = talked(SHARED);
	const added = must(ana.practice.bound.mentions.add(talk, { title: 'from Ana' }));
	must(ana.practice.bound.facts.open(talk));
	must(sam.journal.commands.setAgreedSharing(talk, false));
	exchange(sam, ana);
	expect(sam.practice.bound.mentions.get(added)).toBeNull();
	expect(sam.practice.bound.mentions.set(added, { kind: 'task' })).toEqual({
		ok: false,
		reason: 'no-such-record'
	});
	sam.journal.edit(must(sam.practice.bound.facts.open(talk)).summary, 'not shared any more');
	exchange(sam, ana);
	expect(holds(ana.shared, 'not shared')).toBe(false);
	must(sam.journal.commands.finish(sam.journal.queries.unfinished()[0]!));
	sam.journal.edit(sam.practice.bound.mentions.get(added)!.title, 'from Ana, and worded anew');
	exchange(sam, ana);
	expect(holds(ana.shared, 'worded anew')).toBe(false);
	expect(sam.practice.bound.facts.get(talk)!.summaryText).toBe('not shared any more');
});

test('S12: a mention that the mentor forged for a talk that is not shared counts nowhere', () => {
	const { sam, ana, talk } = talked(PRIVATE);
	plant(ana, 'mentions', idOf('forged'), { talk, title: new Y.Text('She hates it') });
	exchange(sam, ana);
	for (const { practice } of [sam, ana]) {
		const { mentions } = practice.bound;
		expect([mentions.rows(), mentions.of(talk), mentions.archivedOf(talk)]).toEqual([[], [], []]);
	}
});

test('S12: a shared record under the talk’s id that says it is another’s is taken for what its key says', () => {
	const { sam, ana, talk } = talked(SHARED);
	plant(ana, 'facts', talk, { talk: null, summary: new Y.Text('ours') });
	exchange(sam, ana);
	expect(sam.practice.bound.facts.of(talk)).toEqual([]);
	expect(must(sam.practice.bound.facts.open(talk)).summaryText).toBe('ours');
	expect(sam.practice.bound.facts.of(talk)).toHaveLength(1);
});

test('R2-33: what was captured is not read once the agreement to notes is gone, put away or not', () => {
	const { sam, talk } = talked(PRIVATE);
	const { stamps } = sam.practice.bound;
	must(stamps.add(talk, { stamp: 'new' }));
	must(stamps.archive(must(stamps.add(talk, { stamp: 'challenges' }))));
	expect([stamps.of(talk).length, stamps.archivedOf(talk).length]).toEqual([1, 1]);
	must(sam.journal.commands.setAgreedNotes(talk, false));
	expect([stamps.of(talk), stamps.archivedOf(talk), stamps.rows()]).toEqual([[], [], []]);
});

test('R2-33: nothing is added to a shared talk whose notes cannot be read', () => {
	const { sam, ana, talk } = talked(SHARED);
	const record = ana.shared.getMap('notes').get(talk);
	if (record instanceof Y.Map) record.set('movedBy', 5);
	exchange(sam, ana);
	expect(sam.practice.bound.mentions.add(talk, {})).toEqual({ ok: false, reason: 'unreadable' });
});

test('R2-33: whose own record of a talk cannot be read neither reads nor writes what is shared of it', () => {
	const { sam, ana, talk } = talked(SHARED);
	const added = must(ana.practice.bound.mentions.add(talk, { title: 'from Ana' }));
	exchange(sam, ana);
	const record = sam.personal.getMap('notes').get(talk);
	if (record instanceof Y.Map) record.set('agreedSharing', 5);
	const { mentions } = sam.practice.bound;
	expect([mentions.rows(), mentions.of(talk), mentions.get(added)]).toEqual([[], [], null]);
	expect(mentions.add(talk, {})).toEqual({ ok: false, reason: 'unreadable' });
});

describe('R2-33: what was put away or undone', () => {
	function scene() {
		const { sam, ana, talk } = talked(PRIVATE);
		const { mentions } = sam.practice.bound;
		const undone = must(mentions.add(talk, { title: 'typed and undone' }));
		sam.journal.history.undo();
		const archived = must(mentions.add(talk, { title: 'typed and put away' }));
		must(mentions.archive(archived));
		must(mentions.add(talk, { title: 'kept' }));
		must(sam.journal.commands.setAgreedSharing(talk, true));
		exchange(sam, ana);
		return { sam, ana, talk, undone, archived, mentions };
	}

	test('stays with the holder when the rest is shared, and nothing is unfinished about it', () => {
		const { sam, ana, talk, mentions } = scene();
		expect(ana.practice.bound.mentions.of(talk).map((row) => row.titleText)).toEqual(['kept']);
		expect([holds(ana.shared, 'and undone'), holds(ana.shared, 'put away')]).toEqual([false, false]);
		expect(mentions.of(talk)).toHaveLength(1);
		expect(mentions.archivedOf(talk)).toHaveLength(2);
		expect(sam.journal.queries.unfinished()).toEqual([]);
		must(sam.journal.commands.setAgreedSharing(talk, false));
		expect([mentions.of(talk).length, mentions.archivedOf(talk).length]).toEqual([1, 2]);
	});

	test.each(['undone', 'archived'] as const)(
		'is shared when it is brought back, as one step of undo (%s)',
		(which) => {
			const { sam, ana, talk, mentions, [which]: id } = scene();
			const seen = () => {
				exchange(sam, ana);
				expect(sam.journal.queries.unfinished()).toEqual([]);
				return [ana.practice.bound.mentions.get(id), mentions.get(id)].map((row) => row?.archived);
			};
			must(mentions.restore(id));
			expect(seen()).toEqual([false, false]);
			expect(sam.personal.getMap('mentions').has(id)).toBe(false);
			sam.journal.history.undo();
			expect(seen()).toEqual([undefined, true]);
			sam.journal.history.redo();
			expect(seen()).toEqual([false, false]);
			expect(mentions.of(talk)).toHaveLength(2);
		}
	);

	test('a stray that is put away still comes home', () => {
		const { sam, ana, talk } = talked(SHARED);
		must(sam.journal.commands.setAgreedSharing(talk, false));
		const { mentions } = ana.practice.bound;
		must(mentions.archive(must(mentions.add(talk, { title: 'put away in a train' }))));
		exchange(sam, ana);
		must(sam.journal.commands.finish(sam.journal.queries.unfinished()[0]!));
		exchange(sam, ana);
		expect(holds(ana.shared, 'in a train')).toBe(false);
		expect(sam.practice.bound.mentions.archivedOf(talk)).toHaveLength(1);
	});
});
