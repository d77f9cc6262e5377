// What goes wrong, at random: lines, devices, their disks and clocks, and the relay.

import { crash, crashRelay, hasUnsaved } from './crashes.ts';
import { editAtRandom, scribble, takeBack } from './edits.ts';
import type { SimDevice } from './device.ts';
import type { Sent } from './frame-watch.ts';
import { HOSTILE_EDITOR_DEEDS, HOSTILE_RELAY_DEEDS } from './hostile.ts';
import { LOSSES } from './losses.ts';
import type { Kind, World } from './world.ts';
import { SNAPSHOT_TROUBLES } from './snapshot-troubles.ts';

/** Something that happens to a world, or to one device of it. @returns false when it could not happen now */
export type Deed = (world: World, device: SimDevice) => unknown;

interface Weighted {
	readonly weight: number;
	readonly run: Deed;
}

/** What people do; nothing of it in a lull. */
const DOINGS: Readonly<Record<string, Weighted>> = {
	edit: { weight: 50, run: (world, device) => edit(world, device) },
	burst: {
		weight: 6,
		run: (world, device) => {
			for (let i = world.random.int(3, 12); i > 0; i--)
				world.time.after(world.random.int(0, 400), () => edit(world, device));
		}
	},
	scribble: {
		weight: 5,
		run: (world, device) => {
			for (let i = 0; i < 2 * world.random.int(2, 4); i++)
				world.time.after(i * world.random.int(300, 500), () => scribbleOn(world, device));
		}
	},
	takeBack: { weight: 2, run: (world, device) => takeBackOn(world, device) },
	look: { weight: 5, run: (world, device) => look(world, device) }
};

const FAULTS: Readonly<Record<string, Weighted>> = {
	cut: { weight: 8, run: (world, device) => world.network.cut(device.name) },
	silence: { weight: 3, run: (world, device) => world.network.silence(device.name) },
	part: {
		weight: 5,
		run: (world, device) => {
			world.network.part(device.name);
			world.time.after(world.random.int(500, 40_000), () => world.network.join(device.name));
		}
	},
	/** The relay has it and says so, and the device does not hear it for a long time, in which others make snapshots. */
	lostAck: {
		weight: 2,
		run: (world) => {
			const isAck = (_: string, { way, message }: Sent): boolean => way === 'down' && message.type === 'ack';
			world.traps.set(isAck, (who) => {
				world.tally.count('lostAck');
				world.network.cut(who);
				world.network.part(who);
				world.time.after(world.random.int(30_000, 70_000), () => world.network.join(who));
				const others = world.devices.filter(({ name }) => name !== who);
				world.time.after(1000, () => others.find((other) => takeBackOn(world, other)));
			});
			return false;
		}
	},
	crash: { weight: 5, run: (world, device) => crash(world, device) },
	reload: {
		weight: 3,
		run: (world, device) => {
			if (hasUnsaved(device)) return false;
			world.watched(device.close());
			world.time.after(world.random.int(100, 2000), () => world.start(device));
			return true;
		}
	},
	failingDisk: {
		weight: 4,
		run: (world, device) => {
			for (let i = world.random.int(1, 3); i > 0; i--) device.failStore('quota');
		}
	},
	slowDisk: {
		weight: 3,
		run: (world, device) => {
			device.latency = world.random.int(500, 5000);
			world.journal.note(device.name, `storage takes up to ${device.latency} ms`);
			world.time.after(world.random.int(5000, 30_000), () => (device.latency = 20));
		}
	},
	clock: {
		weight: 2,
		run: (world, device) => {
			world.clocksWereWrong = true;
			device.skew = world.random.int(-300_000, 300_000);
			world.journal.note(device.name, `clock is off by ${device.skew}`);
		}
	},
	relayCrash: { weight: 4, run: (world) => crashRelay(world, 6000) },
	relayFull: {
		weight: 2,
		run: (world) => {
			world.relay.limits.room = world.relay.used + world.random.int(0, 3000);
			world.journal.note('relay', 'is full');
			world.time.after(world.random.int(2000, 50_000), () => (world.relay.limits.room = 2 ** 40));
		}
	},
	/** While something larger than that is on its way. */
	smallerEntries: {
		weight: 1,
		run: (world) => {
			const most = world.random.pick([1024, 2048]);
			const isLarge = (_: string, { message }: Sent): boolean =>
				message.type === 'append' && message.entry.length > most;
			world.traps.set(isLarge, () => {
				world.tally.count('smallerEntries');
				world.relay.limits.entry = most;
				world.entriesShrank = true;
				world.time.after(0, () => crashRelay(world, 500));
			});
			return false;
		}
	},
	backup: { weight: 2, run: (world) => world.backups.push(world.relay.disk) },
	...SNAPSHOT_TROUBLES
};

const OF_ITS_KIND: Readonly<Record<Kind, Readonly<Record<string, Weighted>>>> = {
	orderly: {},
	lossy: LOSSES,
	'hostile editor': HOSTILE_EDITOR_DEEDS,
	'hostile relay': HOSTILE_RELAY_DEEDS
};

/** Every name that a tally may have. */
export const TROUBLES: readonly string[] = [
	...Object.keys(DOINGS),
	...Object.keys(FAULTS),
	...Object.values(OF_ITS_KIND).flatMap((deeds) => Object.keys(deeds))
];

/** Does one thing, chosen by the world's chances. @param isLull nobody writes anything now */
export async function actAtRandom(world: World, isLull: boolean): Promise<void> {
	const deeds = { ...(isLull ? {} : DOINGS), ...FAULTS, ...OF_ITS_KIND[world.kind] };
	const weights = Object.fromEntries(Object.entries(deeds).map(([name, { weight }]) => [name, weight]));
	const name = world.random.weighted(weights);
	const done = await deeds[name]!.run(world, world.random.pick(world.devices));
	if (done !== false) world.tally.count(name);
}

function edit(world: World, device: SimDevice): boolean {
	const { page } = device;
	if (!page || device.role === 'viewer') return false;
	page.doc.transact(() => {
		const kind = editAtRandom(page.doc, world.random);
		world.journal.note(device.name, `edits: ${kind}`);
	});
	return true;
}

function scribbleOn(world: World, { page, role, name }: SimDevice): void {
	if (!page || role === 'viewer') return;
	world.journal.note(name, 'scribbles');
	page.doc.transact(() => scribble(page.doc, world.random));
}

function takeBackOn(world: World, device: SimDevice): boolean {
	const { page, role, name, clock } = device;
	if (!page || role === 'viewer') return false;
	world.journal.note(name, 'takes something back');
	page.doc.transact(() => takeBack(page.doc, clock.now()));
	return true;
}

/** Opens something, in whatever version it is now; or decides that nobody need know. */
function look({ random }: World, device: SimDevice): void {
	if (random.chance(0.15)) return device.see(null);
	device.see(new Map(device.seen).set(`item${random.int(1, 4)}`, `v${random.int(1, 1e6)}`));
}
