// What a hostile editor and a hostile relay do. Neither can make anything undone that some device still holds.

import * as Y from 'yjs';
import type { Random } from './random.ts';
import { offerSnapshot } from './twin.ts';
import type { World } from './world.ts';

/** By the device that ana's keys are on: an editor's. */
const lie = (stateOf: (world: World, rows: readonly Uint8Array[]) => Uint8Array) => ({
	weight: 2.5,
	run: (world: World): boolean => {
		const ana = world.devices.find(({ name }) => name === 'ana');
		if (!ana) return false;
		const state = stateOf(world, ana.store.documentUpdates());
		world.journal.note('ana', 'makes a snapshot that is none', state);
		offerSnapshot(world, ana, { state });
		return true;
	}
});

export const HOSTILE_EDITOR_DEEDS = {
	emptySnapshot: lie(() => Y.encodeStateAsUpdate(new Y.Doc())),
	partialSnapshot: lie(({ random }, rows) => someOf(rows, random)),
	rubbishSnapshot: lie(({ random }) =>
		Uint8Array.from({ length: random.int(1, 9000) }, () => random.int(0, 255))
	)
} as const;

/** As if the program had lost track of the rest. */
function someOf(rows: readonly Uint8Array[], random: Random): Uint8Array {
	const kept = rows.filter(() => random.chance(0.6));
	return kept.length > 0 ? Y.mergeUpdates(kept) : Y.encodeStateAsUpdate(new Y.Doc());
}

const plant = (bytesOf: (world: World, written: readonly Uint8Array[]) => Uint8Array) => ({
	weight: 2.5,
	run: (world: World): boolean => {
		const written = world.relay.room?.rows.map(({ bytes }) => bytes) ?? [];
		if (written.length === 0) return false;
		world.relay.plant(bytesOf(world, written));
		return true;
	}
});

export const HOSTILE_RELAY_DEEDS = {
	replayedEntry: plant(({ random }, written) => random.pick(written)),
	flippedEntry: plant(({ random }, written) => {
		const bytes = random.pick(written).slice();
		bytes[random.int(0, bytes.length - 1)]! ^= 1 << random.int(0, 7);
		return bytes;
	}),
	truncatedEntry: plant(({ random }, written) => {
		const bytes = random.pick(written);
		return bytes.slice(0, random.int(1, bytes.length - 1));
	}),
	inventedEntry: plant(({ random }) =>
		Uint8Array.from({ length: random.int(1, 900) }, () => random.int(0, 255))
	)
} as const;
