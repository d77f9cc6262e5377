import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { newMemberId } from '../../core/ids.ts';
import { createCommands } from '../../core/journal/commands.ts';
import { openJournal, type Journal } from '../../core/journal/journal.ts';
import { startJournal } from '../../core/journal/start.ts';
import { JournalView } from './journal-view.svelte.ts';

let journal: Journal;
let view: JournalView;

beforeEach(() => {
	let byte = 0;
	const random = (length: number) => Uint8Array.from({ length }, () => byte++ % 256);
	const ports = { shared: new Y.Doc(), personal: new Y.Doc(), me: newMemberId(random), random, now: () => 1 };
	startJournal(ports, { title: 'From classroom to product', name: 'Sam' });
	journal = openJournal({ ...ports, commands: createCommands });
	view = new JournalView(journal);
});

afterEach(() => journal.close());

/** Runs `read` in an effect, as a template would, and collects what it saw. */
function watch<Value>(read: () => Value): { seen: Value[]; stop: () => void } {
	const seen: Value[] = [];
	const stop = $effect.root(() => {
		$effect(() => {
			seen.push(read());
		});
	});
	flushSync();
	return { seen, stop };
}

test('a command, typing inside a title and undo are seen by whoever reads the rows', () => {
	const { seen, stop } = watch(() => view.tables.phases.rows().map(({ titleText }) => titleText));
	view.commands.addPhase({ title: 'Exploration' });
	flushSync();
	const phase = view.tables.phases.rows()[0];
	if (!phase) throw new Error('no phase');
	journal.edit(phase.title, 'Explorations');
	flushSync();
	view.undo();
	flushSync();
	expect(seen).toEqual([[], ['Exploration'], ['Explorations'], ['Exploration']]);
	stop();
});

test('a query over several tables follows each of them', () => {
	const { seen, stop } = watch(() =>
		view.tables.people.rows().map((person) => view.queries.displayName(person))
	);
	view.commands.addPerson({ name: 'Priya', email: '', employer: '', alias: 'Lead', named: false });
	flushSync();
	expect(seen.at(-1)).toEqual(['Priya']);
	stop();
});

test('what one reads does not wake who reads another table', () => {
	const { seen, stop } = watch(() => view.tables.talks.rows().length);
	view.commands.addPhase({ title: 'Exploration' });
	flushSync();
	expect(seen).toEqual([0]);
	stop();
});

test('whether something can be undone and the title are reactive too', () => {
	const undo = watch(() => view.canUndo);
	const title = watch(() => view.title);
	view.commands.renameJournal('Another');
	flushSync();
	expect(undo.seen).toEqual([false, true]);
	expect(title.seen).toEqual(['From classroom to product', 'Another']);
	undo.stop();
	title.stop();
});

test('a record that cannot be read is listed, by its fields and never by its content', () => {
	const { seen, stop } = watch(() => view.unreadable.map(({ table, why }) => `${table}: ${why}`));
	journal.shared.getMap('people').set('AAAAAAAAAAAA', new Y.Map(Object.entries({ alias: 'not a text' })));
	flushSync();
	expect(seen.at(-1)).toHaveLength(1);
	expect(seen.at(-1)?.[0]).toMatch(/^people: .*alias/);
	expect(seen.at(-1)?.[0]).not.toContain('not a text');
	stop();
});
