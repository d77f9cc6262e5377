import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { AIM } from '../practice/kinds/aim.ts';
import { openPractice, type Practice } from '../practice/practice.ts';
import { buildSample } from '../practice/sample/build.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import type { RecordId } from '../ids.ts';
import { countsAsOf, restoreAsOf, type Documents, type Known } from './as-of.ts';
import { exchange, must, pair, PRIYA, seededRandom, seeker, type Peer } from './testing.ts';

interface Desk {
	readonly peer: Peer;
	readonly practice: Practice;
}
const deskOf = (peer: Peer): Desk => ({ peer, practice: openPractice(peer.journal) });

/** Both documents as they are now. */
function kept({ peer }: Desk): Documents {
	const [shared, personal] = [new Y.Doc(), new Y.Doc()];
	Y.applyUpdate(shared, Y.encodeStateAsUpdate(peer.shared));
	Y.applyUpdate(personal, Y.encodeStateAsUpdate(peer.personal));
	return { shared, personal };
}

const known = ({ peer, practice }: Desk): Known => ({
	tables: [...Object.keys(practice.records), ...Object.keys(practice.bound)],
	single: [AIM],
	unreadable: [...peer.journal.queries.unreadable(), ...practice.unreadable()],
	fit: (words) => words
});
const restore = (desk: Desk, was: Documents, also: Partial<Known> = {}) =>
	must(restoreAsOf(desk.peer.journal.context, was, { ...known(desk), ...also }));
const counts = (desk: Desk, was: Documents) => countsAsOf(desk.peer.journal.context, was, known(desk));
const contentOf = (doc: Y.Doc) =>
	Object.fromEntries([...doc.share].map(([name, type]) => [name, type.toJSON() as unknown]));
const content = ({ peer }: Desk) => ({ shared: contentOf(peer.shared), personal: contentOf(peer.personal) });

/** Sam and Ana at their desks, with one person and one talk of Sam's. */
function desks(agreed = { agreedNotes: true, agreedSharing: true }) {
	const { sam, ana } = pair();
	const person = must(sam.journal.commands.addPerson(PRIYA));
	const talk = must(sam.journal.commands.addTalk({ person, date: '2026-11-02', ...agreed }));
	exchange(sam, ana);
	return { sam: deskOf(sam), ana: deskOf(ana), person, talk, meet: () => exchange(sam, ana) };
}

const sharedNote = ({ peer }: Desk, talk: RecordId): Y.Text =>
	peer.journal.tables.notes.get(talk)!.fields.culture;
const personalNote = ({ peer }: Desk, talk: RecordId): Y.Text =>
	peer.journal.tables.personalNotes.get(talk)!.fields.culture;

describe('restoring the journal as of a moment', () => {
	test('S17: words, choices and what was put away read as then, on the other device too', () => {
		const { sam, ana, person, talk, meet } = desks();
		const { journal } = sam.peer;
		const belief = must(
			sam.practice.records.assumptions.add({ statement: 'Managers rarely code', importance: 2 })
		);
		journal.edit(sharedNote(sam, talk), 'Calm mornings');
		meet();
		const was = kept(sam);

		must(journal.commands.archivePerson(person));
		must(journal.commands.setTalkDate(talk, '2026-12-24'));
		ana.peer.journal.edit(sharedNote(ana, talk), 'Loud mornings, they said');
		meet();
		must(sam.practice.records.assumptions.set(belief, { importance: 5, scope: 'role' }));
		journal.edit(sam.practice.records.assumptions.get(belief)!.statement, 'gone');
		expect(counts(sam, was)).toEqual({ changed: 3, back: 1, putAway: 0 });
		expect(restore(sam, was)).toEqual({ changed: 3, back: 1, putAway: 0 });
		expect(counts(sam, was)).toEqual({ changed: 0, back: 0, putAway: 0 });

		meet();
		for (const desk of [sam, ana]) {
			expect(desk.peer.journal.tables.people.get(person)).toMatchObject({ archived: false });
			expect(desk.peer.journal.tables.talks.get(talk)?.date).toBe('2026-11-02');
			expect(sharedNote(desk, talk).toString()).toBe('Calm mornings');
			expect(desk.practice.records.assumptions.get(belief)).toMatchObject({
				statementText: 'Managers rarely code',
				importance: 2,
				scope: null
			});
		}
	});

	test('what came since is put away, not deleted, and can be brought back', () => {
		const { sam, ana, person, meet } = desks();
		const was = kept(sam);
		const later = must(sam.peer.journal.commands.addPerson({ ...PRIYA, alias: 'Another' }));
		const step = must(sam.practice.records.steps.add({ person, stage: 'asked' }));
		must(sam.practice.records.profiles.open(later, { role: 'Designer' }));
		must(ana.practice.records.assumptions.add({ statement: 'Ana’s belief' }));
		meet();
		expect(restore(sam, was)).toEqual({ changed: 0, back: 0, putAway: 3 });
		const { people } = sam.peer.journal.tables;
		expect(people.rows().map(({ id }) => id)).toEqual([person]);
		expect(people.archived().map(({ id }) => id)).toEqual([later]);
		expect(sam.practice.records.steps.archived().map(({ id }) => id)).toEqual([step]);
		expect(sam.practice.records.assumptions.archived()[0]?.statementText).toBe('Ana’s belief');
		must(sam.peer.journal.commands.restorePerson(later));
		expect(sam.practice.records.profiles.get(later)).toMatchObject({ roleText: 'Designer', archived: false });
	});

	test('what is opened under the id of somebody who was there already is emptied and can be written into', () => {
		const { sam, person } = desks();
		const was = kept(sam);
		must(sam.practice.records.profiles.open(person, { role: 'Lead', level: 'senior' }));
		must(sam.practice.records.aims.open(AIM, { purpose: 'A purpose' }));
		restore(sam, was);
		expect(sam.practice.records.profiles.get(person)).toMatchObject({
			roleText: '',
			level: null,
			archived: false
		});
		expect(must(sam.practice.records.aims.open(AIM)).purposeText).toBe('');
	});

	test('one step of undo takes all of it back, in both documents, and redo does it again', () => {
		const { sam, person, talk } = desks({ agreedNotes: true, agreedSharing: false });
		const { journal } = sam.peer;
		journal.edit(personalNote(sam, talk), 'As it was');
		const was = kept(sam);
		journal.edit(personalNote(sam, talk), 'Written since');
		must(journal.commands.editPerson(person, { email: 'new@example.org', alias: 'New alias' }));
		must(journal.commands.addPhase({ title: 'Added since' }));
		const since = content(sam);
		restore(sam, was);
		expect(personalNote(sam, talk).toString()).toBe('As it was');
		expect(journal.tables.identities.get(person)?.emailText).toBe(PRIYA.email);
		const then = content(sam);
		expect(journal.history.undo()).toBe(true);
		expect(content(sam)).toEqual({
			...since,
			shared: { ...since.shared, phases: expect.anything() as unknown }
		});
		expect(journal.tables.phases.rows().map(({ titleText }) => titleText)).toEqual(['Added since']);
		expect(journal.history.redo()).toBe(true);
		expect(content(sam)).toEqual(then);
	});

	test('S2: what another writes at the same time is merged, and a caret stays at its words', () => {
		const { sam, ana, talk, meet } = desks();
		sam.peer.journal.edit(sharedNote(sam, talk), 'Mornings are calm and evenings are long');
		meet();
		const was = kept(sam);
		sam.peer.journal.edit(sharedNote(sam, talk), 'Some mornings are calm and evenings are short');
		meet();
		const text = sharedNote(ana, talk);
		const caret = Y.createRelativePositionFromTypeIndex(text, text.toString().indexOf('calm'));
		restore(sam, was);
		ana.peer.journal.edit(text, 'Some mornings are very calm and evenings are short');
		meet();
		expect(sharedNote(sam, talk).toString()).toBe('Mornings are very calm and evenings are long');
		expect(Y.createAbsolutePositionFromRelativePosition(caret, ana.peer.shared)?.index).toBe(
			text.toString().indexOf('calm')
		);
	});

	test('what a broken program deleted is there again, with its notes; undo puts it away', () => {
		const { sam, ana, person, talk, meet } = desks();
		sam.peer.journal.edit(sharedNote(sam, talk), 'What she said');
		const mention = must(sam.practice.bound.mentions.add(talk, { title: 'SQL' }));
		meet();
		const was = kept(sam);
		ana.peer.shared.transact(() => {
			for (const table of ['people', 'talks', 'notes', 'mentions']) ana.peer.shared.getMap(table).clear();
		});
		meet();
		expect(sam.peer.journal.tables.talks.get(talk)).toBeNull();
		expect(restore(sam, was)).toEqual({ changed: 0, back: 4, putAway: 0 });
		expect(sam.peer.journal.queries.displayName(sam.peer.journal.tables.people.get(person)!)).toBe(
			PRIYA.name
		);
		expect(sharedNote(sam, talk).toString()).toBe('What she said');
		expect(sam.practice.bound.mentions.of(talk).map(({ id }) => id)).toEqual([mention]);
		expect(sam.peer.journal.queries.unfinished()).toEqual([]);
		meet();
		expect(sharedNote(ana, talk).toString()).toBe('What she said');
		sam.peer.journal.history.undo();
		expect(sam.peer.journal.tables.talks.rows()).toEqual([]);
	});

	test('S18: records of kinds, fields and versions that this build does not know stay as they are', () => {
		const { sam, talk } = desks();
		const record = (fields: object) => new Y.Map<unknown>(Object.entries(fields));
		const holders = sam.peer.shared.getMap('holograms');
		holders.set('one', record({ title: 'then' }));
		const talks = sam.peer.shared.getMap<Y.Map<unknown>>('talks');
		talks.get(talk)!.set('weather', new Y.Text('then'));
		sam.peer.shared.getMap('gaps').set('newer-record', record({ v: 9, decision: 'then' }));
		const was = kept(sam);
		holders.set('two', record({ title: 'since' }));
		(holders.get('one') as Y.Map<unknown>).set('title', 'since');
		talks.get(talk)!.set('mood', new Y.Text('since'));
		(sam.peer.shared.getMap('gaps').get('newer-record') as Y.Map<unknown>).set('decision', 'since');
		expect(restore(sam, was)).toEqual({ changed: 0, back: 0, putAway: 0 });
		expect(holders.toJSON()).toEqual({ one: { title: 'since' }, two: { title: 'since' } });
		expect(talks.get(talk)!.toJSON()).toMatchObject({ weather: 'then', mood: 'since' });
		expect(sam.peer.shared.getMap('gaps').toJSON()).toMatchObject({ 'newer-record': { decision: 'since' } });
	});

	test('who may only read, or meets a newer journal, changes nothing', () => {
		const { sam } = desks();
		const was = kept(sam);
		must(sam.peer.journal.commands.addPhase({ title: 'Since' }));
		sam.peer.shared.getMap('meta').set('schema', 99);
		const before = content(sam);
		expect(restoreAsOf(sam.peer.journal.context, was, known(sam))).toEqual({
			ok: false,
			reason: 'read-only'
		});
		expect(content(sam)).toEqual(before);
	});

	test('S14: as of a moment since which nothing changed, nothing is written', () => {
		const { sam } = desks();
		const was = kept(sam);
		const updates: unknown[] = [];
		for (const doc of [sam.peer.shared, sam.peer.personal])
			doc.on('update', (update) => updates.push(update));
		expect(restore(sam, was)).toEqual({ changed: 0, back: 0, putAway: 0 });
		expect(updates).toEqual([]);
	});
});

describe('R2-33: what was agreed to is not turned back', () => {
	test('notes that were taken back since stay gone, and so does what was drawn from them', () => {
		const { sam, ana, talk, person, meet } = desks();
		const { commands } = sam.peer.journal;
		sam.peer.journal.edit(sharedNote(sam, talk), 'zqsixtyhours');
		must(sam.practice.bound.mentions.add(talk, { title: 'zqmention' }));
		must(sam.practice.records.leads.add({ talk, person, lead: 'zqlead' }));
		sam.peer.journal.edit(must(sam.practice.bound.debriefs.open(talk)).heard, 'zqheard');
		meet();
		const [was, theirs] = [kept(sam), kept(ana)];
		must(commands.forgetNotes(talk));
		meet();
		restore(sam, was);
		restore(ana, theirs);
		meet();
		for (const desk of [sam, ana]) expect(JSON.stringify(content(desk))).not.toContain('zq');
		// Nor under a new agreement.
		must(commands.setAgreedNotes(talk, true));
		must(commands.setAgreedSharing(talk, true));
		restore(sam, was);
		expect(JSON.stringify(content(sam))).not.toContain('zq');
	});

	test('words that came home because sharing ended are restored at home, by who holds them only', () => {
		const { sam, ana, talk, meet } = desks();
		sam.peer.journal.edit(sharedNote(sam, talk), 'as it was');
		must(sam.practice.bound.mentions.add(talk, { title: 'a mention' }));
		meet();
		const [was, theirs] = [kept(sam), kept(ana)];
		must(sam.peer.journal.commands.setAgreedSharing(talk, false));
		sam.peer.journal.edit(personalNote(sam, talk), 'since');
		meet();
		expect(restore(ana, theirs)).toEqual({ changed: 0, back: 0, putAway: 0 });
		restore(sam, was);
		meet();
		expect(personalNote(sam, talk).toString()).toBe('as it was');
		expect(sharedNote(sam, talk).toString()).toBe('');
		expect(ana.peer.shared.getMap('mentions').size).toBe(0);
		expect(sam.peer.journal.queries.unfinished()).toEqual([]);
	});

	test('what another kept to themselves then, and shares now, is not emptied', () => {
		const { sam, ana, talk, meet } = desks({ agreedNotes: true, agreedSharing: false });
		sam.peer.journal.edit(personalNote(sam, talk), 'long written');
		must(sam.practice.bound.mentions.add(talk, { title: 'a mention' }));
		meet();
		const theirs = kept(ana);
		must(sam.peer.journal.commands.setAgreedSharing(talk, true));
		meet();
		expect(restore(ana, theirs)).toEqual({ changed: 0, back: 0, putAway: 0 });
		expect(sharedNote(ana, talk).toString()).toBe('long written');
	});

	test('a record that its holder keeps at home is not made anew by another', () => {
		const { sam, ana, talk, meet } = desks();
		const { commands } = sam.peer.journal;
		const mention = must(sam.practice.bound.mentions.add(talk, { title: 'a mention' }));
		meet();
		const theirs = kept(ana);
		must(commands.setAgreedSharing(talk, false));
		must(sam.practice.bound.mentions.archive(mention));
		must(commands.setAgreedSharing(talk, true));
		meet();
		expect(restore(ana, theirs)).toEqual({ changed: 0, back: 0, putAway: 0 });
		expect(ana.peer.shared.getMap('mentions').size).toBe(0);
	});

	test('notes that were missing then are not emptied now', () => {
		const { sam, talk } = desks();
		sam.peer.journal.edit(sharedNote(sam, talk), 'what she said');
		const was = kept(sam);
		was.shared.getMap('notes').clear();
		restore(sam, was);
		expect(sharedNote(sam, talk).toString()).toBe('what she said');
	});

	test('a name that was taken back is not shared again; one that may be shared follows the identity', () => {
		const { sam, ana, person, meet } = desks();
		const { commands } = sam.peer.journal;
		must(commands.setNamed(person, true));
		meet();
		const [was, theirs] = [kept(sam), kept(ana)];
		must(commands.editPerson(person, { name: 'Priya R.' }));
		restore(sam, was);
		meet();
		expect(ana.peer.journal.tables.people.get(person)?.nameText).toBe(PRIYA.name);
		must(commands.takeNameBack(person));
		meet();
		restore(sam, was);
		restore(ana, theirs);
		meet();
		for (const desk of [sam, ana])
			expect(desk.peer.journal.tables.people.get(person)).toMatchObject({ named: false, nameText: '' });
		expect(sam.peer.journal.queries.unfinished()).toEqual([]);
	});

	test('R2-38: shared words are written as they may be written today', () => {
		const { sam } = desks();
		const belief = must(sam.practice.records.assumptions.add({ statement: 'Priya says so' }));
		const was = kept(sam);
		sam.peer.journal.edit(sam.practice.records.assumptions.get(belief)!.statement, 'She says otherwise');
		restore(sam, was, { fit: (words) => words.replace('Priya', 'Product lead') });
		expect(sam.practice.records.assumptions.get(belief)?.statementText).toBe('Product lead says so');
	});
});

/** How the rows of every kind read, without those put away. */
const rows = ({ peer, practice }: Desk): unknown => {
	const { people, talks, phases, milestones, identities } = peer.journal.tables;
	const tables = { people, talks, phases, milestones, identities, ...practice.records, ...practice.bound };
	const plain = (row: object) =>
		Object.entries(row).flatMap(([field, value]) =>
			value instanceof Y.Text ? [] : [[field, value as unknown]]
		);
	return Object.fromEntries(
		Object.entries(tables).map(([name, table]) => [name, (table.rows() as object[]).map(plain)])
	);
};

test('whatever is done to a journal with records of every kind, it reads as it did, and undo takes that back', () => {
	const sam = seeker();
	const desk = deskOf(sam);
	buildSample(sam.journal, desk.practice, '2026-11-22' as CivilDate);
	const was = kept(desk);
	const before = rows(desk);
	const random = seededRandom(22);
	const sometimes = (): boolean => random(1)[0]! < 90;
	for (const doc of [sam.shared, sam.personal])
		for (const [table, root] of doc.share) {
			if (
				!(root instanceof Y.Map) ||
				['members', 'intents', 'consents', 'permissions', 'meta'].includes(table)
			)
				continue;
			for (const record of (root as Y.Map<unknown>).values()) {
				if (!(record instanceof Y.Map) || !sometimes()) continue;
				for (const text of record.values())
					if (text instanceof Y.Text && text.length > 0 && table !== 'people' && sometimes())
						sam.journal.edit(text, `${text.toString().slice(0, 9)} changed ${text.toString().slice(20)}`);
				if (sometimes() && table !== 'identities' && table !== 'notes')
					doc.transact(() => record.set('archived', true), sam.journal.context.changing);
			}
		}
	const since = rows(desk);
	expect(since).not.toEqual(before);
	const done = restore(desk, was);
	expect(done.changed).toBeGreaterThan(20);
	expect(done.back).toBeGreaterThan(20);
	expect(rows(desk)).toEqual(before);
	expect(counts(desk, was)).toEqual({ changed: 0, back: 0, putAway: 0 });
	expect(sam.journal.queries.unfinished()).toEqual([]);
	sam.journal.history.undo();
	expect(rows(desk)).toEqual(since);
});
