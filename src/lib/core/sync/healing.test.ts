import { beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { Scratch } from './healing.ts';

/** What a writer wrote, change by change. */
let changes: Uint8Array[];
beforeEach(() => {
	changes = [];
	const writer = new Y.Doc();
	writer.on('update', (update: Uint8Array) => changes.push(update));
	const text = writer.getText('t');
	text.insert(0, 'one ');
	text.insert(4, 'two ');
	text.insert(8, 'three ');
	text.delete(0, 4);
});

const holding = (...which: readonly number[]): Y.Doc => {
	const doc = new Y.Doc();
	for (const i of which) Y.applyUpdate(doc, changes[i]!);
	return doc;
};
const showing = (...which: readonly number[]): Scratch => {
	const scratch = new Scratch();
	for (const i of which) scratch.add(changes[i]!);
	return scratch;
};

describe('S7: what waits for an earlier change is missing from a log that lacks it', () => {
	test.each([
		['an insertion', [1], []],
		['a deletion', [3], []],
		['one of two', [2, 1], [2]],
		['a deletion beside an insertion', [2, 3], [2]],
		['beside what does not wait', [0, 2], [0]]
	])('%s', (_, held, shown) => {
		const missing = showing(...shown).missingFrom(holding(...held));
		expect(missing).not.toBeNull();
		// With what it waits for, it is what the device would have had.
		const [healed, whole] = [new Y.Doc(), new Y.Doc()];
		for (const update of [...shown.map((i) => changes[i]!), missing!, changes[0]!, changes[1]!])
			Y.applyUpdate(healed, update);
		for (const i of [...held, 0, 1]) Y.applyUpdate(whole, changes[i]!);
		expect(healed.getText('t').toJSON()).toBe(whole.getText('t').toJSON());
		expect(Y.equalSnapshots(Y.snapshot(healed), Y.snapshot(whole))).toBe(true);
	});

	test.each([
		['nothing waits', [0], [0]],
		['the log has it', [1, 2, 3], [1, 2, 3]],
		['the log has it, in another order', [3, 2], [2, 3]],
		['the log has it as one', [2, 1], [1, 2]]
	])('S14: but nothing when %s', (_, held, shown) => {
		expect(showing(...shown).missingFrom(holding(...held))).toBeNull();
	});
});
