// In a real browser, over a real IndexedDB: what a restore does when what it replaces cannot be kept.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs';
import type { Counts } from '../core/journal/as-of.ts';
import type { JournalId } from '../core/ids.ts';
import { success } from '../core/journal/result.ts';
import { must, PRIYA, seeker, type Peer } from '../core/journal/testing.ts';
import { StorageError } from '../core/sync/ports.ts';
import { deleteCheckpoints } from '../platform/checkpoint-names.ts';
import { CheckpointStore } from '../platform/checkpoint-store.ts';
import { Checkpoints, type Earlier } from './checkpoints.svelte.ts';

const ID = 'checkpoints-restored' as JournalId;
const COUNTS: Counts = { changed: 1, back: 0, putAway: 0 };
let sam: Peer;
let checkpoints: Checkpoints;

beforeEach(() => {
	sam = seeker();
	must(sam.journal.commands.addPerson(PRIYA));
	checkpoints = new Checkpoints({ id: ID, journal: sam.journal, rooms: [] });
});
afterEach(async () => {
	vi.restoreAllMocks();
	sam.shared.destroy();
	await deleteCheckpoints(ID);
});

/** An earlier state that counts how often it was restored. */
function earlier() {
	const restore = vi.fn(() => success(COUNTS));
	const state: Earlier = { counts: () => COUNTS, restore, close: () => undefined };
	return { state, restore };
}

const whys = async () => {
	const store = new CheckpointStore(ID);
	const rows = await store.list();
	store.close();
	return rows.map(({ why }) => why);
};

test('what was there before is kept first', async () => {
	const { state, restore } = earlier();
	expect(await checkpoints.restore(state)).toEqual({ step: 'tried', result: success(COUNTS) });
	expect(restore).toHaveBeenCalledOnce();
	expect(await whys()).toEqual(['before']);
	// It is kept already.
	expect(await checkpoints.restore(state)).toMatchObject({ step: 'tried' });
	expect(await whys()).toEqual(['before']);
});

test.each([
	['quota', 'storage-full'],
	['failed', 'storage-failed']
] as const)('S12: where that is refused (%s) nothing is restored', async (fault, why) => {
	vi.spyOn(CheckpointStore.prototype, 'add').mockRejectedValue(new StorageError(fault));
	const { state, restore } = earlier();
	expect(await checkpoints.restore(state)).toEqual({ step: 'not-kept', why });
	expect(restore).not.toHaveBeenCalled();
});

test('S12: nor while something is still arriving, and once it has it is', async () => {
	const far = new Doc();
	applyUpdate(far, encodeStateAsUpdate(sam.shared));
	const before = encodeStateVector(far);
	far.getMap('notes').set('first', 'one');
	const between = encodeStateVector(far);
	const first = encodeStateAsUpdate(far, before);
	far.getMap('notes').set('second', 'two');
	applyUpdate(sam.shared, encodeStateAsUpdate(far, between));
	const { state, restore } = earlier();
	expect(await checkpoints.restore(state)).toEqual({ step: 'not-kept', why: 'waiting' });
	expect(restore).not.toHaveBeenCalled();
	applyUpdate(sam.shared, first);
	expect(await checkpoints.restore(state)).toMatchObject({ step: 'tried' });
});
