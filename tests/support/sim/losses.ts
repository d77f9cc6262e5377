// What a relay loses, or seems to: its disk, some of it, or the other half of itself.

import type { World } from './world.ts';

/** How many devices there are once everybody has come. */
export const EVERYBODY = 4;

export const LOSSES = {
	wipe: { weight: 1, run: (world: World) => world.relay.replaceDisk(new Map()) },
	setBack: { weight: 1.5, run: (world: World) => world.relay.replaceDisk(world.random.pick(world.backups)) },
	/** From a backup, by the book. */
	restore: { weight: 1.5, run: (world: World) => world.relay.restore(world.random.pick(world.backups)) },
	/** The same, and nothing is missing. */
	move: { weight: 1, run: (world: World) => world.relay.restore(world.relay.disk) },
	/** An older copy takes over for a while, and then what was there before comes back. */
	fork: {
		weight: 1,
		run: (world: World) => {
			// Whoever is invited on one side is not on the other: that is another story, with another end.
			if (world.devices.length < EVERYBODY) return false;
			const one = world.relay.disk;
			world.relay.replaceDisk(world.random.pick(world.backups));
			world.time.after(world.random.int(5000, 40_000), () => world.relay.replaceDisk(one));
			return true;
		}
	}
} as const;
