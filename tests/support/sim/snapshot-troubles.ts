// What goes wrong in the middle of a snapshot that is made or loaded: each waits for the moment.

import * as Y from 'yjs';
import { decodeChunk } from '../../../src/lib/core/protocol/snapshot.ts';
import { crash, crashRelay } from './crashes.ts';
import type { SimDevice } from './device.ts';
import type { Sent } from './frame-watch.ts';
import { offerSnapshot } from './twin.ts';
import type { World } from './world.ts';

/** A device of the world has sent a chunk that is not the last. */
const isStaged = (_: string, { way, message }: Sent): boolean => {
	if (way !== 'up' || message.type !== 'snapshot') return false;
	const header = decodeChunk(message.chunk)?.header;
	return header !== undefined && header.part < header.parts - 1;
};

const isLoading = (who: string, { way, message }: Sent): boolean =>
	way === 'down' && message.type === 'chunk' && !who.endsWith("'");

/** What happens a moment after a message of that kind. */
const later = (name: string, isIt: typeof isLoading, run: (world: World, device: SimDevice) => unknown) => ({
	weight: 1.5,
	run: (world: World): false => {
		world.traps.set(isIt, (who) => {
			const device = world.devices.find((known) => known.name === who);
			if (!device) return;
			world.tally.count(name);
			world.time.after(world.random.int(0, 150), () => world.watched(Promise.resolve(run(world, device))));
		});
		return false;
	}
});

export const SNAPSHOT_TROUBLES = {
	relayCrashWhileStaged: later('relayCrashWhileStaged', isStaged, (world) => crashRelay(world, 3000)),
	cutWhileStaged: later('cutWhileStaged', isStaged, (world, { name }) => world.network.cut(name)),
	crashWhileLoading: later('crashWhileLoading', isLoading, (world, device) => crash(world, device)),
	cutWhileLoading: later('cutWhileLoading', isLoading, (world, { name }) => world.network.cut(name)),
	relayCrashWhileLoading: later('relayCrashWhileLoading', isLoading, (world) => crashRelay(world, 3000)),
	slowWhileLoading: later('slowWhileLoading', isLoading, (world, device) =>
		world.random.chance(0.5)
			? world.network.stall(device.name, world.random.int(1000, 60_000))
			: (device.latency = world.random.int(500, 5000))
	),
	/** Two make a snapshot at the same time, of the same log. */
	rival: {
		weight: 2,
		run: (world: World): false => {
			const begins = (who: string, { way, message }: Sent): boolean =>
				way === 'up' && message.type === 'snapshot' && !who.endsWith("'");
			world.traps.set(begins, (who, { message }) => {
				const device = world.devices.find(({ name }) => name === who);
				if (!device?.page || message.type !== 'snapshot' || !('chunk' in message)) return;
				const { logId, base } = decodeChunk(message.chunk)!.header;
				const state = Y.encodeStateAsUpdate(device.page.doc);
				world.tally.count('rival');
				world.journal.note(who, 'has a rival');
				offerSnapshot(world, device, { state, covers: { logId, ...base } });
			});
			return false;
		}
	}
} as const;
