import * as fc from 'fast-check';
import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { phaseKind } from '../schema/phase.ts';
import { openTable } from './table.ts';
import { idOf, must, pair, PRIYA, exchange, seeker } from './testing.ts';

test('typing in one title makes a new row of it alone; the others stay the same objects', () => {
	const { journal } = seeker();
	const first = must(journal.commands.addPhase({ title: 'Look' }));
	const second = must(journal.commands.addPhase({ title: 'Try' }));
	const { phases } = journal.tables;
	const before = phases.rows();
	let heard = 0;
	const stop = phases.observe(() => heard++);
	journal.edit(phases.get(first)!.title, 'Look around');
	expect(phases.rows().map((row) => row.titleText)).toEqual(['Look around', 'Try']);
	expect(phases.get(first)).not.toBe(before[0]);
	expect(phases.get(second)).toBe(before[1]);
	expect(phases.rows()).toBe(phases.rows());
	expect(heard).toBe(1);
	stop();
	journal.edit(phases.get(second)!.title, 'Try out');
	expect(heard).toBe(1);
	expect(phases.get(second)!.titleText).toBe('Try out');
});

test('a table hears of its own records only', () => {
	const { journal } = seeker();
	let heard = 0;
	journal.tables.phases.observe(() => heard++);
	must(journal.commands.addPerson(PRIYA));
	expect(heard).toBe(0);
});

test('S18: a record of a later version is listed, kept and refused to every command', () => {
	const { shared, journal } = seeker();
	const record = new Y.Map<unknown>([
		['v', 2],
		['title', { rich: 'title' }],
		['order', 17]
	]);
	shared.getMap('phases').set(idOf('later'), record);
	const before = Y.encodeStateAsUpdate(shared);
	expect(journal.queries.unreadable()).toEqual([{ table: 'phases', key: idOf('later'), newer: true }]);
	expect(journal.tables.phases.newer()).toEqual([{ key: idOf('later'), version: 2 }]);
	expect(journal.tables.phases.rows()).toEqual([]);
	expect(journal.tables.phases.nonconforming()).toEqual([]);
	const refusal = { ok: false, reason: 'unreadable' };
	expect(journal.commands.setPhaseTitle(idOf('later'), 'Mine')).toEqual(refusal);
	expect(journal.commands.archivePhase(idOf('later'))).toEqual(refusal);
	expect(journal.commands.movePhase(idOf('later'), null)).toEqual(refusal);
	expect(journal.commands.addMilestone({ phase: idOf('later'), title: 'x' })).toEqual(refusal);
	expect(Y.encodeStateAsUpdate(shared)).toEqual(before);
});

test('a record that does not fit is listed by its fields, without their content', () => {
	const { shared, journal } = seeker();
	const phases = shared.getMap<unknown>('phases');
	const title = () => new Y.Text('words');
	phases.set(idOf('scalar'), 'not a record');
	phases.set(
		'not an id',
		new Y.Map<unknown>([
			['title', title()],
			['order', 'a0']
		])
	);
	phases.set(
		idOf('order'),
		new Y.Map<unknown>([
			['title', title()],
			['order', '!!']
		])
	);
	phases.set(
		idOf('title'),
		new Y.Map<unknown>([
			['title', 'plain'],
			['order', 'a0']
		])
	);
	phases.set(
		idOf('version'),
		new Y.Map<unknown>([
			['v', 'two'],
			['title', title()],
			['order', 'a0']
		])
	);
	phases.set(
		idOf('archived'),
		new Y.Map<unknown>([
			['archived', title()],
			['title', 'x']
		])
	);
	const problems = Object.fromEntries(
		journal.tables.phases.nonconforming().map(({ key, problem }) => [key, problem])
	);
	expect(problems).toEqual({
		[idOf('scalar')]: 'not a record',
		'not an id': 'key',
		[idOf('order')]: 'order',
		[idOf('title')]: 'title',
		[idOf('version')]: 'v',
		[idOf('archived')]: 'title, order, archived'
	});
	expect(journal.tables.phases.rows()).toEqual([]);
	expect(journal.commands.setPhaseTitle(idOf('title'), 'Mine')).toEqual({ ok: false, reason: 'unreadable' });
});

test('a record becomes readable when what was wrong with it is mended', () => {
	const { shared, journal } = seeker();
	const record = new Y.Map<unknown>([['title', new Y.Text('Look')]]);
	shared.getMap('phases').set(idOf('mended'), record);
	expect(journal.tables.phases.rows()).toEqual([]);
	record.set('order', 'a0');
	expect(journal.tables.phases.rows().map((row) => row.titleText)).toEqual(['Look']);
	expect(journal.tables.phases.nonconforming()).toEqual([]);
	shared.getMap('phases').delete(idOf('mended'));
	expect(journal.tables.phases.get(idOf('mended'))).toBeNull();
});

test('S18: fields that this version does not know survive every command about their record', () => {
	const { sam, ana } = pair();
	const { commands } = sam.journal;
	const person = must(commands.addPerson(PRIYA));
	const talk = must(
		commands.addTalk({ person, date: '2024-05-01', agreedNotes: true, agreedSharing: false })
	);
	const phase = must(commands.addPhase({ title: 'Look' }));
	const milestone = must(commands.addMilestone({ phase, title: 'Five talks' }));
	const records = [
		['people', person],
		['talks', talk],
		['notes', talk],
		['phases', phase],
		['milestones', milestone]
	] as const;
	const recordIn = (doc: Y.Doc, [table, id]: readonly [string, string]) =>
		doc.getMap<Y.Map<unknown>>(table).get(id)!;
	exchange(sam, ana);
	for (const record of records) recordIn(sam.shared, record).set('later', { deep: [1] });
	must(commands.editPerson(person, { name: 'P', alias: 'Lead' }));
	must(commands.setNamed(person, true));
	must(commands.setNamed(person, false));
	must(commands.setAgreedSharing(talk, true));
	must(commands.setAgreedNotes(talk, false));
	must(commands.movePhase(phase, null));
	must(commands.moveMilestone(milestone, { phase, after: null }));
	must(commands.setDone(milestone, true));
	must(commands.archiveMilestone(milestone));
	while (sam.journal.history.undo());
	while (sam.journal.history.redo());
	for (const record of records) expect(recordIn(sam.shared, record).get('later')).toEqual({ deep: [1] });
});

test('no content of a root map makes a table throw', () => {
	const scalar = fc.oneof(
		fc.anything({ withNullPrototype: false, maxDepth: 1 }).map(json),
		fc.constant('a0')
	);
	const value = fc.oneof(
		scalar.map((plain) => () => plain),
		fc.string().map((words) => () => new Y.Text(words)),
		fc.constant(() => new Y.Array()),
		fc.constant(() => new Y.XmlText('x')),
		fc.constant(() => new Y.Map([['title', 1]]))
	);
	const keys = fc.constantFrom('title', 'order', 'archived', 'v', '__proto__', 'constructor', 'other');
	const record = fc.array(fc.tuple(keys, value)).map((fields) => () => {
		const map = new Y.Map<unknown>();
		for (const [key, make] of fields) map.set(key, make());
		return map;
	});
	const key = fc.oneof(fc.constantFrom('__proto__', '', idOf('one'), idOf('two')), fc.string());
	fc.assert(
		fc.property(fc.array(fc.tuple(key, fc.oneof(record, value))), (entries) => {
			const doc = new Y.Doc();
			const table = openTable(doc, phaseKind);
			const map = doc.getMap<unknown>('phases');
			for (const [name, make] of entries) map.set(name, make());
			const listed = [...table.rows(), ...table.archived(), ...table.nonconforming(), ...table.newer()];
			expect(listed).toHaveLength(map.size);
			expect(openTable(doc, phaseKind).rows()).toEqual(table.rows());
		})
	);
});

/** What Y.Map can hold of it. */
const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null) ?? 'null');
