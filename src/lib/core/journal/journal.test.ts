import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { newMemberId } from '../ids.ts';
import { createCommands } from './commands.ts';
import { openJournal } from './journal.ts';
import { TABLE_NAMES } from './tables.ts';
import { joinJournal, nameReader, startJournal } from './start.ts';
import { ANA, exchange, must, pair, portsFor, PRIYA, seededRandom, seeker, stored } from './testing.ts';

test('S14: opening, reading and closing a journal writes nothing', () => {
	const sam = seeker();
	must(sam.journal.commands.addPerson(PRIYA));
	const before = stored(sam);
	let updates = 0;
	for (const doc of [sam.shared, sam.personal]) doc.on('update', () => updates++);
	const again = openJournal({ ...sam, commands: createCommands });
	again.queries.unfinished();
	for (const name of TABLE_NAMES) again.tables[name].rows();
	again.meta.current();
	again.close();
	expect(updates).toBe(0);
	expect(stored(sam)).toEqual(before);
	const empty = portsFor(ANA, 3);
	openJournal({ ...empty, commands: createCommands }).close();
	expect(Y.encodeStateVector(empty.shared)).toEqual(Y.encodeStateVector(new Y.Doc()));
});

test('starting and joining give both their name, once', () => {
	const { sam, ana } = pair();
	for (const { journal } of [sam, ana]) {
		expect(journal.tables.members.rows().map((row) => row.nameText)).toEqual(['Ana', 'Sam']);
		expect(journal.meta.current()).toMatchObject({ titleText: 'Product work', startedBy: sam.me });
		expect(journal.readOnly()).toBeNull();
	}
	expect(startJournal(sam, { title: '', name: 'Sam' })).toEqual({ ok: false, reason: 'exists' });
	expect(joinJournal(ana, { name: 'Ana' })).toEqual({ ok: false, reason: 'exists' });
	expect(joinJournal({ ...ana, me: newMemberId(seededRandom(9)) }, { name: ' ' })).toEqual({
		ok: false,
		reason: 'empty'
	});
	must(ana.journal.commands.renameMe('Ana B.'));
	must(sam.journal.commands.renameJournal('Product, maybe'));
	exchange(sam, ana);
	expect(sam.journal.queries.memberName(ana.me)).toBe('Ana B.');
	expect(ana.journal.meta.current()!.titleText).toBe('Product, maybe');
	expect(sam.journal.commands.renameMe('  ')).toEqual({ ok: false, reason: 'empty' });
});

test('the owner writes down the name of a member who may only read, once', () => {
	const { sam } = pair();
	const reader = newMemberId(seededRandom(9));
	expect(nameReader(sam, reader, '  ')).toEqual({ ok: false, reason: 'empty' });
	must(nameReader(sam, reader, ' Vera '));
	expect(sam.journal.queries.memberName(reader)).toBe('Vera');
	expect(nameReader(sam, reader, 'Somebody else')).toEqual({ ok: false, reason: 'exists' });
	expect(sam.journal.history.canUndo()).toBe(false);
});

test.each([
	['newer-schema', 'shared', 2],
	['newer-schema', 'personal', 9],
	['damaged-meta', 'shared', 'one']
] as const)('S18: %s in the %s document makes the journal read-only', (reason, side, schema) => {
	const sam = seeker();
	const { commands, tables, history } = sam.journal;
	const phase = must(commands.addPhase({ title: 'Look' }));
	let heard = 0;
	sam.journal.meta.observe(() => heard++);
	sam[side].getMap('meta').set('schema', schema);
	const before = stored(sam);
	expect(heard).toBe(1);
	expect(sam.journal.readOnly()).toBe(reason);
	const refusal = { ok: false, reason: 'read-only' };
	expect(commands.addPerson(PRIYA)).toEqual(refusal);
	expect(commands.addPhase({ title: 'x' })).toEqual(refusal);
	expect(commands.setPhaseTitle(phase, 'x')).toEqual(refusal);
	expect(commands.archivePhase(phase)).toEqual(refusal);
	expect(commands.renameMe('x')).toEqual(refusal);
	expect(commands.renameJournal('x')).toEqual(refusal);
	sam.journal.edit(tables.phases.get(phase)!.title, 'x');
	expect([history.canUndo(), history.undo()]).toEqual([false, false]);
	expect(tables.phases.get(phase)!.titleText).toBe('Look');
	expect(stored(sam)).toEqual(before);
});

test('a viewer reads everything and changes nothing, until they may', () => {
	const { sam } = pair();
	let role = 'viewer';
	const journal = openJournal({ ...sam, commands: createCommands, mayWriteShared: () => role !== 'viewer' });
	expect(journal.readOnly()).toBe('viewer');
	expect(journal.commands.addPhase({ title: 'x' })).toEqual({ ok: false, reason: 'read-only' });
	role = 'editor';
	expect(journal.readOnly()).toBeNull();
	must(journal.commands.addPhase({ title: 'x' }));
});

test('a closed journal no longer follows its documents', () => {
	const { sam, ana } = pair();
	let heard = 0;
	sam.journal.tables.phases.observe(() => heard++);
	sam.journal.close();
	must(ana.journal.commands.addPhase({ title: 'x' }));
	exchange(sam, ana);
	expect(heard).toBe(0);
});
