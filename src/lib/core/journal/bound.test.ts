// What another member put into the shared document, in whatever shape, when a talk's records cross over.

import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { utf8 } from '../bytes.ts';
import type { RecordId } from '../ids.ts';
import { addWords } from './bound.ts';
import { ANA, exchange, idOf, must, pair, PRIYA, SAM } from './testing.ts';
import type { Peer } from './testing.ts';

const holds = (doc: Y.Doc, text: string): boolean => {
	const [bytes, wanted] = [Y.encodeStateAsUpdate(doc), utf8(text)];
	return bytes.some((_, at) => wanted.every((byte, index) => bytes[at + index] === byte));
};

const SHARED = { agreedNotes: true, agreedSharing: true };
const PRIVATE = { agreedNotes: true, agreedSharing: false };

function talked(agreed: { agreedNotes: boolean; agreedSharing: boolean }) {
	const { sam, ana } = pair();
	const person = must(sam.journal.commands.addPerson(PRIYA));
	const talk = must(sam.journal.commands.addTalk({ person, date: '2026-11-02', ...agreed }));
	exchange(sam, ana);
	return { sam, ana, talk };
}

type Fields = Readonly<Record<string, unknown>>;

function put(doc: Y.Doc, table: string, key: string, fields: Fields): Y.Map<unknown> {
	const record = new Y.Map<unknown>(Object.entries(fields));
	doc.getMap(table).set(key, record);
	return record;
}
const text = (words: string) => new Y.Text(words);
const sams = (talk: RecordId, fields: Fields) => ({ talk, ...fields, createdAt: 5, createdBy: SAM });
const read = (doc: Y.Doc, table: string, key: string): unknown => doc.getMap(table).toJSON()[key];
const finishAll = ({ journal }: Peer) => {
	for (const item of journal.queries.unfinished()) must(journal.commands.finish(item));
	expect(journal.queries.unfinished()).toEqual([]);
};

test('adding words twice is as good as once', () => {
	const doc = new Y.Doc();
	const to = put(doc, 'facts', 'to', { summary: text('mine') });
	const from = put(doc, 'facts', 'from', { summary: text('theirs') });
	addWords(to, from);
	addWords(to, from);
	expect(to.toJSON()).toEqual({ summary: 'mine\ntheirs' });
});

test('S12: words are added to a record without a field that could make it unreadable, and none is lost', () => {
	const doc = new Y.Doc();
	const to = put(doc, 'facts', 'to', { summary: text('mine'), impact: 3 });
	addWords(to, put(doc, 'facts', 'from', { impact: text('not a number'), hours: 'x', summary: text('') }));
	expect(to.toJSON()).toEqual({ summary: 'mine\nnot a number', impact: 3 });
});

describe('sharing', () => {
	test.each<[string, Fields]>([
		['texts of another type', { talk: null, means: 'planted', heard: 5, createdAt: 1, createdBy: ANA }],
		['a later version', { v: 9, means: text('planted'), heard: text(''), createdAt: 1, createdBy: ANA }],
		['the same stamps', { means: 'planted', heard: text(''), createdAt: 5, createdBy: SAM }],
		['an unknown field', { means: text('planted'), heard: text(''), led: 7, createdAt: 5, createdBy: SAM }],
		['a flag that is none', { means: text('planted'), archived: 7, createdAt: 5, createdBy: SAM }]
	])('S12: no word is lost to a record that lies there with %s', (_, planted) => {
		const { sam, ana, talk } = talked(PRIVATE);
		put(sam.personal, 'debriefs', talk, sams(talk, { means: text('My words'), heard: text('') }));
		put(ana.shared, 'debriefs', talk, planted);
		exchange(sam, ana);
		must(sam.journal.commands.setAgreedSharing(talk, true));
		const whole = { means: 'My words\nplanted', heard: '', talk, createdAt: 5, createdBy: SAM };
		expect(read(sam.shared, 'debriefs', talk)).toEqual(whole);
		expect(sam.personal.getMap('debriefs').size).toBe(0);
		sam.journal.history.undo();
		expect(read(sam.personal, 'debriefs', talk)).toMatchObject({ means: 'My words' });
	});

	test('S12: the same record that lies there already says what the holder’s says', () => {
		const { sam, ana, talk } = talked(PRIVATE);
		const id = idOf('mention');
		put(sam.personal, 'mentions', id, sams(talk, { title: text('Go, daily'), kind: 'skill' }));
		put(ana.shared, 'mentions', id, sams(talk, { title: text('Go'), kind: 'tool' }));
		exchange(sam, ana);
		must(sam.journal.commands.setAgreedSharing(talk, true));
		expect(read(sam.shared, 'mentions', id)).toMatchObject({ title: 'Go, daily', kind: 'skill' });
	});

	test('S12: what is not in the shared document by the end of it stays in the personal one', () => {
		const { sam, talk } = talked(PRIVATE);
		put(sam.personal, 'mentions', idOf('mention'), sams(talk, { title: text('Go') }));
		const map = sam.shared.getMap('mentions');
		// Another device removes it at once.
		map.observe(() => map.delete(idOf('mention')));
		must(sam.journal.commands.setAgreedSharing(talk, true));
		expect(sam.personal.getMap('mentions').size).toBe(1);
		expect(sam.journal.queries.unfinished()).toMatchObject([{ kind: 'disputed-sharing' }]);
	});
});

describe('ending sharing', () => {
	test('S12: a record that another made again with less in it takes no words from the holder’s', () => {
		const { sam, ana, talk } = talked(SHARED);
		const id = idOf('mention');
		put(sam.shared, 'mentions', id, sams(talk, { title: text('Go') }));
		must(sam.journal.commands.setAgreedSharing(talk, false));
		const title = (sam.personal.getMap<Y.Map<unknown>>('mentions').get(id)?.get('title') ??
			text('')) as Y.Text;
		sam.journal.edit(title, 'Go and a long private story');
		put(ana.shared, 'mentions', id, sams(talk, { title: text(''), more: 'x' }));
		exchange(sam, ana);
		finishAll(sam);
		expect(read(sam.personal, 'mentions', id)).toEqual(sams(talk, { title: 'Go and a long private story' }));
		expect(sam.shared.getMap('mentions').size).toBe(0);
	});

	test('S12: nor does a debrief of theirs when the agreement to notes is gone', () => {
		const { sam, ana, talk } = talked(PRIVATE);
		put(sam.personal, 'debriefs', talk, sams(talk, { means: text('My thoughts'), heard: text('') }));
		must(sam.journal.commands.forgetNotes(talk));
		put(ana.shared, 'debriefs', talk, sams(talk, { means: text(''), heard: text('planted') }));
		exchange(sam, ana);
		finishAll(sam);
		expect(read(sam.personal, 'debriefs', talk)).toMatchObject({ means: 'My thoughts', heard: '' });
	});

	test.each(['takeSharingBack', 'forgetNotes'] as const)(
		'R2-33: words leave a record that says it is another talk’s (%s)',
		(command) => {
			const { sam, ana, talk } = talked(PRIVATE);
			put(sam.personal, 'facts', talk, sams(talk, { summary: text('Their words') }));
			must(sam.journal.commands.setAgreedSharing(talk, true));
			exchange(sam, ana);
			const record = ana.shared.getMap('facts').get(talk);
			if (record instanceof Y.Map) record.set('talk', null);
			exchange(sam, ana);
			must(sam.journal.commands[command](talk));
			exchange(sam, ana);
			expect(holds(ana.shared, 'Their words')).toBe(false);
			expect(sam.journal.queries.unfinished()).toEqual([]);
			const home = { summary: 'Their words', talk };
			if (command === 'takeSharingBack') expect(read(sam.personal, 'facts', talk)).toMatchObject(home);
			else expect(holds(sam.personal, 'Their words')).toBe(false);
		}
	);
});

const nest = (record: Y.Map<unknown>) =>
	record.doc?.transact(() => {
		let at = record;
		for (let depth = 0; depth < 6000; depth++) {
			const next = new Y.Map<unknown>();
			at.set('x', next);
			at = next;
		}
	});

const POISON: Readonly<Record<string, (record: Y.Map<unknown>) => void>> = {
	'a document': (record) => record.set('x', new Y.Doc()),
	'a nested record': (record) => record.set('x', new Y.Map([['a', 1]])),
	'an element': (record) => record.set('x', new Y.XmlElement('script')),
	'records nested deeper than any stack': nest,
	'such records embedded in a text': (record) => {
		const top = new Y.Map<unknown>();
		const title = record.get('title');
		if (title instanceof Y.Text) title.insertEmbed(0, top);
		nest(top);
	},
	'a text with something embedded': (record) => {
		const words = new Y.Text('a');
		record.set('x', words);
		words.insertEmbed(0, new Y.Map());
	}
};

describe.each(['takeSharingBack', 'forgetNotes'] as const)('R2-33: %s', (command) => {
	function shared() {
		const scene = talked(SHARED);
		const { sam, ana, talk } = scene;
		put(sam.shared, 'mentions', idOf('mention'), sams(talk, { title: text('Their words') }));
		sam.journal.edit(sam.journal.tables.notes.get(talk)!.fields.pace, 'Their notes');
		exchange(sam, ana);
		return scene;
	}
	function gone({ sam, ana, talk }: ReturnType<typeof shared>) {
		exchange(sam, ana);
		for (const words of ['Their words', 'Their notes']) {
			expect([words, holds(ana.shared, words)]).toEqual([words, false]);
			expect([words, holds(sam.personal, words)]).toEqual([words, command === 'takeSharingBack']);
		}
		expect(read(sam.shared, 'talks', talk)).toMatchObject({ agreedSharing: false });
		expect(sam.shared.getMap('withdrawals').size).toBe(1);
		finishAll(sam);
	}

	test.each(['mentions', 'debriefs'].flatMap((table) => Object.keys(POISON).map((name) => [table, name])))(
		'is not stopped by a record of %s with %s in it',
		(table, name) => {
			const scene = shared();
			const { sam, ana, talk } = scene;
			const fields = { talk, title: text('t'), means: text('m'), createdAt: 1, createdBy: ANA };
			const record = put(ana.shared, table, table === 'debriefs' ? talk : idOf('planted'), fields);
			POISON[name]!(record);
			exchange(sam, ana);
			must(sam.journal.commands[command](talk));
			gone(scene);
		}
	);

	test.each<[string, (shared: Y.Doc, talk: RecordId) => void]>([
		['a mark that is none', (doc, talk) => doc.getMap<Y.Map<unknown>>('notes').get(talk)?.set('movedBy', 5)],
		['a later version', (doc, talk) => doc.getMap<Y.Map<unknown>>('notes').get(talk)?.set('v', 9)],
		['a string for a text', (doc, talk) => doc.getMap<Y.Map<unknown>>('notes').get(talk)?.set('skills', 'x')],
		[
			'a talk that cannot be read',
			(doc, talk) => doc.getMap<Y.Map<unknown>>('talks').get(talk)?.set('date', 5)
		]
	])('is not stopped by %s in the shared document', (_, spoil) => {
		const scene = shared();
		const { sam, ana, talk } = scene;
		spoil(ana.shared, talk);
		exchange(sam, ana);
		must(sam.journal.commands[command](talk));
		gone(scene);
		expect(sam.journal.tables.notes.get(talk)).not.toBeNull();
	});

	test('brings nothing twice and leaves nothing when there are no shared notes at all', () => {
		const { sam, ana, talk } = talked(SHARED);
		ana.shared.getMap('notes').delete(talk);
		exchange(sam, ana);
		must(sam.journal.commands[command](talk));
		expect(sam.journal.tables.personalNotes.get(talk)).toMatchObject({ agreedSharing: false });
		finishAll(sam);
	});
});

test('R2-33: ending sharing without a withdrawal is not stopped by notes that cannot be read either', () => {
	const { sam, ana, talk } = talked(SHARED);
	sam.journal.edit(sam.journal.tables.notes.get(talk)!.fields.pace, 'Their notes');
	exchange(sam, ana);
	const record = ana.shared.getMap('notes').get(talk);
	if (record instanceof Y.Map) record.set('movedBy', 5);
	exchange(sam, ana);
	must(sam.journal.commands.setAgreedSharing(talk, false));
	exchange(sam, ana);
	expect(ana.journal.tables.notes.get(talk)!.fields.pace.toString()).toBe('');
	expect(sam.journal.tables.personalNotes.get(talk)!.fields.pace.toString()).toBe('Their notes');
});
