import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { StorageError, type StorageFault } from '../core/sync/ports.ts';
import { UnsavedEdits } from './unsaved.ts';

/** Sam's document, a disk whose writes the test settles one by one, and a clock it advances. */
function samTypes() {
	const disk: { update: Uint8Array; done: () => void; fail: (fault: StorageFault) => void }[] = [];
	const timers: { ms: number; run: () => void }[] = [];
	const states: string[] = [];
	const stored: Uint8Array[] = [];
	const edits = new UnsavedEdits({
		write: (update) =>
			new Promise((done, fail) =>
				disk.push({ update, done, fail: (fault) => fail(new StorageError(fault)) })
			),
		after(ms, run) {
			const timer = { ms, run };
			timers.push(timer);
			return () => timers.splice(timers.indexOf(timer), 1);
		},
		changed: () =>
			states.push(edits.state.kind === 'failed' ? `failed: ${edits.state.fault}` : edits.state.kind),
		stored: (update) => stored.push(update)
	});
	const doc = new Y.Doc();
	doc.on('update', (update: Uint8Array) => edits.add(update));
	const text = doc.getText('note');
	const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
	return {
		edits,
		disk,
		timers,
		states,
		stored,
		type: (word: string) => text.insert(text.length, word),
		turn
	};
}

const read = (update: Uint8Array): string => {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, update);
	return doc.getText('note').toJSON();
};

describe('unsaved edits', () => {
	test('S12: saved is said only when every write is complete', async () => {
		const sam = samTypes();
		sam.type('a');
		sam.type('b');
		sam.disk[0]?.done();
		await sam.turn();
		expect(sam.states).toEqual(['saving']);
		sam.disk[1]?.done();
		await sam.turn();
		expect(sam.states).toEqual(['saving', 'saved']);
		expect(sam.stored).toHaveLength(2);
	});

	test('S12: a failed write is said at once, kept, and tried again with growing pauses', async () => {
		const sam = samTypes();
		sam.type('a');
		const pauses: number[] = [];
		for (let attempt = 0; attempt < 7; attempt++) {
			sam.disk.at(-1)?.fail('quota');
			await sam.turn();
			expect(sam.states).toEqual(['saving', 'failed: quota']);
			expect(sam.timers).toHaveLength(1);
			pauses.push(sam.timers[0]?.ms ?? 0);
			sam.timers.shift()?.run();
		}
		expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
		expect(sam.states).toEqual(['saving', 'failed: quota']);
		sam.disk.at(-1)?.done();
		await sam.turn();
		expect(sam.states.at(-1)).toBe('saved');
		expect(sam.timers).toEqual([]);
		expect(sam.stored.map(read)).toEqual(['a']);
	});

	test('S3: an edit after a failure takes along what failed, so that no stored edit lacks its base', async () => {
		const sam = samTypes();
		sam.type('one ');
		sam.disk[0]?.fail('failed');
		await sam.turn();
		sam.type('two');
		expect(sam.states).toEqual(['saving', 'failed: failed']);
		sam.disk[1]?.done();
		await sam.turn();
		expect(sam.states.at(-1)).toBe('saved');
		expect(read(sam.disk[1]?.update ?? new Uint8Array())).toBe('one two');
		expect(sam.timers).toEqual([]);
	});

	test('S12: a later success does not cover up an earlier failure', async () => {
		const sam = samTypes();
		sam.type('one ');
		sam.type('two');
		sam.disk[0]?.fail('quota');
		await sam.turn();
		sam.disk[1]?.done();
		await sam.turn();
		expect(sam.states).toEqual(['saving', 'failed: quota']);
		expect(read(sam.edits.unsaved ?? new Uint8Array())).toBe('one ');
	});

	test('S17: what no completed write holds is known at every moment, under way or failed', async () => {
		const sam = samTypes();
		expect(sam.edits.unsaved).toBeNull();
		sam.type('one ');
		sam.type('two');
		expect(read(sam.edits.unsaved ?? new Uint8Array())).toBe('one two');
		sam.disk[1]?.fail('failed');
		await sam.turn();
		expect(read(sam.edits.unsaved ?? new Uint8Array())).toBe('one two');
		sam.disk[0]?.done();
		await sam.turn();
		sam.edits.retry();
		sam.disk[2]?.done();
		await sam.turn();
		expect(sam.edits.unsaved).toBeNull();
	});

	test('a database that is gone is not tried again by itself, but when asked', async () => {
		const sam = samTypes();
		sam.type('a');
		sam.disk[0]?.fail('gone');
		await sam.turn();
		expect(sam.states.at(-1)).toBe('failed: gone');
		expect(sam.timers).toEqual([]);
		sam.edits.retry();
		expect(sam.disk).toHaveLength(2);
	});

	test('settling waits for writes under way and tries once more what failed', async () => {
		const sam = samTypes();
		sam.type('a');
		sam.disk[0]?.fail('failed');
		await sam.turn();
		let settled = false;
		const settling = sam.edits.settle().then(() => (settled = true));
		await sam.turn();
		expect(sam.disk).toHaveLength(2);
		expect(settled).toBe(false);
		sam.disk[1]?.fail('failed');
		await settling;
		expect(sam.timers).toEqual([]);
	});
});
