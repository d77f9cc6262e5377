import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { utf8 } from '../bytes.ts';
import { exchange, idOf, must, pair, PRIYA, seeker } from './testing.ts';
import type { Peer } from './testing.ts';

const holds = (doc: Y.Doc, text: string): boolean => {
	const bytes = Y.encodeStateAsUpdate(doc);
	const wanted = utf8(text);
	return bytes.some((_, at) => wanted.every((byte, index) => bytes[at + index] === byte));
};

const person = (peer: Peer, id: string) => peer.journal.tables.people.get(id)!;

test('R2-38: a person who did not agree to be named has no name, e-mail or employer in the shared document', () => {
	const { sam, ana } = pair();
	const id = must(sam.journal.commands.addPerson(PRIYA));
	exchange(sam, ana);
	for (const words of [PRIYA.name, PRIYA.email, PRIYA.employer]) {
		expect(holds(sam.personal, words)).toBe(true);
		expect(holds(sam.shared, words)).toBe(false);
		expect(holds(ana.shared, words)).toBe(false);
	}
	expect(holds(ana.shared, PRIYA.alias)).toBe(true);
	expect(sam.journal.queries.displayName(person(sam, id))).toBe('Priya Raman');
	expect(ana.journal.queries.displayName(person(ana, id))).toBe('Product lead, fintech');
	expect(sam.journal.queries.sharedLabel(person(sam, id))).toBe('Product lead, fintech');
});

test('being named shares name and employer and never the e-mail address; taking it back clears them', () => {
	const { sam, ana } = pair();
	const { commands } = sam.journal;
	const id = must(commands.addPerson({ ...PRIYA, alias: '' }));
	must(commands.setNamed(id, true));
	exchange(sam, ana);
	expect(ana.journal.queries.displayName(person(ana, id))).toBe('Priya Raman');
	expect(person(ana, id).employerText).toBe('Lumen Bank');
	expect(holds(ana.shared, PRIYA.email)).toBe(false);
	must(commands.editPerson(id, { name: 'Priya R. Raman' }));
	exchange(sam, ana);
	expect(person(ana, id).nameText).toBe('Priya R. Raman');
	must(commands.setNamed(id, false));
	exchange(sam, ana);
	expect(person(ana, id)).toMatchObject({ named: false, nameText: '', employerText: '' });
	expect(ana.journal.queries.displayName(person(ana, id))).toBe('Person 1');
	expect(sam.journal.queries.displayName(person(sam, id))).toBe('Priya R. Raman');
});

test('what somebody else made of the shared name is kept beside the original when it is taken back', () => {
	const { sam, ana } = pair();
	const id = must(sam.journal.commands.addPerson({ ...PRIYA, named: true }));
	exchange(sam, ana);
	ana.journal.edit(person(ana, id).name, 'Priya Ramanathan');
	exchange(sam, ana);
	must(sam.journal.commands.setNamed(id, false));
	const identity = sam.journal.tables.identities.get(id)!;
	expect([identity.nameText, identity.corrected]).toEqual(['Priya Raman', 'Priya Ramanathan']);
	expect(person(sam, id).nameText).toBe('');
});

test('undoing a person who was added by name leaves neither name nor employer with anybody', () => {
	const { sam, ana } = pair();
	const id = must(sam.journal.commands.addPerson({ ...PRIYA, named: true }));
	exchange(sam, ana);
	expect(person(ana, id)).toMatchObject({ named: true, nameText: 'Priya Raman' });
	sam.journal.history.undo();
	exchange(sam, ana);
	expect(person(ana, id)).toMatchObject({ archived: true, named: false, nameText: '', employerText: '' });
	for (const words of [PRIYA.name, PRIYA.employer]) expect(holds(ana.shared, words)).toBe(false);
	expect(sam.journal.history.canUndo()).toBe(false);
	sam.journal.history.redo();
	exchange(sam, ana);
	expect(person(ana, id)).toMatchObject({ archived: false, named: true, nameText: 'Priya Raman' });
	expect(sam.journal.tables.identities.get(id)).toMatchObject({ named: true, nameText: 'Priya Raman' });
});

test('an absurd number that somebody wrote does not keep people from being added', () => {
	const { sam, ana } = pair();
	const forged = must(ana.journal.commands.addPerson(PRIYA));
	(ana.shared.getMap('people').get(forged) as Y.Map<unknown>).set('number', Number.MAX_SAFE_INTEGER);
	exchange(sam, ana);
	const id = must(sam.journal.commands.addPerson({ ...PRIYA, alias: '' }));
	expect(sam.journal.queries.aliasOf(person(sam, id))).toBe('Person 1');
	expect(person(sam, forged).aliasText).toBe(PRIYA.alias);
	expect(sam.journal.queries.unreadable()).toEqual([]);
});

test('two people who got the same number offline keep both labels, the same on every device', () => {
	const { sam, ana } = pair();
	const nameless = { ...PRIYA, alias: ' ' };
	must(sam.journal.commands.addPerson(nameless));
	must(ana.journal.commands.addPerson(nameless));
	exchange(sam, ana);
	const labels = (peer: Peer) =>
		peer.journal.tables.people.rows().map((row) => [row.id, peer.journal.queries.sharedLabel(row)]);
	expect(labels(sam)).toEqual(labels(ana));
	expect(new Set(labels(sam).map(([, label]) => label))).toEqual(new Set(['Person 1', 'Person 1b']));
	const third = must(sam.journal.commands.addPerson(nameless));
	expect(sam.journal.queries.aliasOf(person(sam, third))).toBe('Person 2');
});

test('only who holds the identity names a person or edits it; the alias is for both', () => {
	const { sam, ana } = pair();
	const id = must(sam.journal.commands.addPerson(PRIYA));
	exchange(sam, ana);
	const { commands } = ana.journal;
	expect(commands.setNamed(id, true)).toEqual({ ok: false, reason: 'not-yours' });
	expect(commands.editPerson(id, { name: 'X', alias: 'Y' })).toEqual({ ok: false, reason: 'not-yours' });
	expect(person(ana, id).aliasText).toBe(PRIYA.alias);
	must(commands.editPerson(id, { alias: 'Head of product' }));
	exchange(sam, ana);
	expect(person(sam, id).aliasText).toBe('Head of product');
});

test('an archived person leaves the list, stays readable and comes back', () => {
	const { journal } = seeker();
	const id = must(journal.commands.addPerson(PRIYA));
	must(journal.commands.archivePerson(id));
	expect(journal.tables.people.rows()).toEqual([]);
	expect(journal.tables.people.archived().map((row) => row.id)).toEqual([id]);
	expect(journal.tables.people.get(id)).not.toBeNull();
	must(journal.commands.restorePerson(id));
	expect(journal.tables.people.rows()).toHaveLength(1);
});

test('a command about a record that is not there writes nothing', () => {
	const { journal, shared, personal } = seeker();
	let updates = 0;
	for (const doc of [shared, personal]) doc.on('update', () => updates++);
	const missing = { ok: false, reason: 'no-such-record' };
	expect(journal.commands.archivePerson(idOf('nobody'))).toEqual(missing);
	expect(journal.commands.setNamed(idOf('nobody'), true)).toEqual(missing);
	expect(journal.commands.editPerson(idOf('nobody'), { alias: 'x' })).toEqual(missing);
	expect(updates).toBe(0);
});

test('a person of whom nothing is written is refused, and any one field is enough', () => {
	const { journal } = seeker();
	const blank = { name: ' ', email: '', employer: '\t', alias: '  ', named: false };
	expect(journal.commands.addPerson(blank)).toEqual({ ok: false, reason: 'empty' });
	expect(journal.tables.people.rows()).toEqual([]);
	for (const field of ['name', 'email', 'employer', 'alias'] as const) {
		must(journal.commands.addPerson({ ...blank, [field]: 'Priya' }));
	}
	expect(journal.tables.people.rows()).toHaveLength(4);
});
