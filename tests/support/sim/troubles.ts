// What goes wrong, at random: lines, devices, their disks and clocks, and the relay.

import { checkCursor } from './checks.ts';
import { editAtRandom } from './edits.ts';
import type { SimDevice } from './device.ts';
import type { World } from './world.ts';

type Deed = keyof typeof DEEDS;

const WEIGHTS: Readonly<Record<Deed, number>> = {
	edit: 60,
	burst: 6,
	cut: 8,
	silence: 3,
	part: 5,
	crash: 5,
	reload: 3,
	failingDisk: 4,
	slowDisk: 3,
	clock: 3,
	relayCrash: 4,
	relayFull: 2,
	smallerEntries: 1,
	backup: 2,
	loss: 0
};

/** Does one thing, chosen by the world's chances. */
export async function actAtRandom(world: World): Promise<void> {
	const weights = world.isOrderly ? WEIGHTS : { ...WEIGHTS, loss: 3 };
	await DEEDS[world.random.weighted(weights)](world, world.random.pick(world.devices));
}

const DEEDS = {
	edit: (world: World, device: SimDevice) => edit(world, device),
	burst: (world: World, device: SimDevice) => {
		for (let i = world.random.int(3, 12); i > 0; i--)
			world.time.after(world.random.int(0, 400), () => edit(world, device));
	},
	cut: (world: World, device: SimDevice) => world.network.cut(device.name),
	silence: (world: World, device: SimDevice) => world.network.silence(device.name),
	part: (world: World, device: SimDevice) => {
		world.network.part(device.name);
		world.time.after(world.random.int(500, 40_000), () => world.network.join(device.name));
	},
	crash: async (world: World, device: SimDevice) => {
		if (hasUnsaved(device)) return;
		device.crash();
		await checkCursor(world, device);
		world.time.after(world.random.int(0, 8000), () => world.start(device));
	},
	reload: async (world: World, device: SimDevice) => {
		if (hasUnsaved(device)) return;
		world.watched(device.close());
		world.time.after(world.random.int(100, 2000), () => world.start(device));
	},
	failingDisk: (world: World, device: SimDevice) => {
		for (let i = world.random.int(1, 3); i > 0; i--) device.failStore('quota');
	},
	slowDisk: (world: World, device: SimDevice) => {
		device.latency = world.random.int(500, 5000);
		world.journal.note(device.name, `storage takes up to ${device.latency} ms`);
		world.time.after(world.random.int(5000, 30_000), () => (device.latency = 20));
	},
	clock: (world: World, device: SimDevice) => {
		device.skew = world.random.int(-3_600_000, 3_600_000);
		world.journal.note(device.name, `clock is off by ${device.skew}`);
	},
	relayCrash: (world: World) => {
		world.relay.crash();
		world.time.after(world.random.int(50, 6000), () => world.relay.start());
	},
	relayFull: (world: World) => {
		world.relay.limits.room = world.relay.used + world.random.int(0, 3000);
		world.journal.note('relay', 'is full');
		world.time.after(world.random.int(2000, 50_000), () => (world.relay.limits.room = 2 ** 40));
	},
	smallerEntries: (world: World) => {
		world.relay.limits.entry = world.random.pick([1024, 2048, 4096]);
		world.entriesShrank = true;
		world.relay.crash();
		world.time.after(world.random.int(50, 500), () => world.relay.start());
	},
	backup: (world: World) => {
		world.backups.push(world.relay.disk);
	},
	loss: (world: World) => {
		world.archive.learn(world.relay.disk);
		world.relay.replaceDisk(world.random.chance(0.5) ? new Map() : world.random.pick(world.backups));
	}
};

/** What a full disk refused is lost with its page, and later edits that were stored wait for it: the page says so. */
const hasUnsaved = ({ page }: SimDevice): boolean => page?.unsaved.state.kind === 'failed';

function edit(world: World, device: SimDevice): void {
	const { page } = device;
	if (!page || device.role === 'viewer') return;
	page.doc.transact(() => {
		const kind = editAtRandom(page.doc, world.random);
		world.journal.note(device.name, `edits: ${kind}`);
	});
}
