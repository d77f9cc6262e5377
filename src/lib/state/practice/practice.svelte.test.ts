import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { idOf, must, seeker } from '#lib/core/journal/testing.ts';
import { practiceOf } from './practice.svelte.ts';

/** What `read` gave, each time that something it follows changed. */
function watch<Value>(read: () => Value): { seen: Value[]; stop: () => void } {
	const seen: Value[] = [];
	const stop = $effect.root(() => {
		$effect(() => void seen.push(read()));
	});
	flushSync();
	return { seen, stop };
}

test('S18: a record of the practice that cannot be read is told of as soon as it is there', () => {
	const { journal, shared } = seeker();
	const practice = practiceOf(journal);
	const { seen, stop } = watch(() => practice.unreadable());
	shared.getMap('assumptions').set(idOf('later'), new Y.Map(Object.entries({ v: 2 })));
	flushSync();
	shared.getMap('mentions').set(idOf('unfit'), new Y.Map());
	flushSync();
	const later = { table: 'assumptions', key: idOf('later'), newer: true };
	expect(seen).toEqual([[], [later], [later, { table: 'mentions', key: idOf('unfit'), newer: false }]]);
	stop();
});

test('every reading follows its table, and a command does not', () => {
	const { journal } = seeker();
	const { records } = practiceOf(journal);
	const { seen, stop } = watch(() => records.assumptions.rows().length);
	const commands = watch(() => records.strengths.add({ title: 'x' }).ok);
	must(records.assumptions.add({ statement: 'x' }));
	flushSync();
	expect([seen, commands.seen]).toEqual([[0, 1], [true]]);
	for (const { stop: end } of [commands, { stop }]) end();
});
