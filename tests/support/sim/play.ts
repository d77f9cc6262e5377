// What happens in a world: sam founds a journal, ana edits it with him, vik may only read, and noa joins late. For a
// while everything goes wrong; then everything works again, and everybody must have everything.

import { checkCursor, checkDelivered, checkSaid } from './check-cursor.ts';
import { checkKept, checkTaken } from './check-kept.ts';
import { checkLog, checkOthers, checkReaders, checkSame } from './checks.ts';
import { SimDevice } from './device.ts';
import { editAtRandom, takenBackAt } from './edits.ts';
import { HOSTILE_EDITOR_DEEDS } from './hostile.ts';
import { EVERYBODY } from './losses.ts';
import { found, invite, join } from './person.ts';
import { actAtRandom } from './troubles.ts';
import { twisted } from './twist.ts';
import { demand } from './violation.ts';
import { World } from './world.ts';

/** Times in which people write, and after each a lull: a snapshot waits for one. */
const ACTS = 3;
const BUSY_MS = 30_000;
const LULL_MS = 30_000;
/** The longest that a healed world may take until nothing waits any more. */
const QUIET_MS = 600_000;
/** What the relay makes of a line that fell silent, and every timer of a device, is over by then. */
const SETTLES_MS = 70_000;

const LIES = Object.values(HOSTILE_EDITOR_DEEDS);
const CHECKS = { cursor: checkCursor, said: checkSaid, taken: checkTaken, twisted };

/** @returns the world at its end */
export async function play(seed: number, trace: ((line: string) => void) | null): Promise<World> {
	const sam = await found(seed, 'sam');
	const world = new World(seed, sam, { trace, checks: CHECKS });
	world.relay.start();
	world.devices.push(new SimDevice(world, 'sam', 'owner', sam));
	world.start(world.devices[0]!);
	await world.pass(3000);
	world.watched(bring(world, 'ana', 'editor'));
	await world.pass(5000);
	world.watched(bring(world, 'vik', 'viewer'));
	await world.pass(5000);
	world.backups.push(world.relay.disk);
	const arrives = world.random.int(0, ACTS * (BUSY_MS + LULL_MS));
	world.time.after(arrives, () => world.watched(bring(world, 'noa', 'editor')));
	await beInTrouble(world);
	await heal(world);
	await comeAndGo(world);
	return world;
}

/** The owner invites, the invited one asks until it is in. */
async function bring(world: World, name: string, role: 'editor' | 'viewer'): Promise<void> {
	const { time, random, network, devices } = world;
	for (let attempt = 1; ; attempt++) {
		await time.sleep(random.int(100, 900));
		const { membership: owner, page } = devices[0]!;
		if (page?.sync.status.link !== 'live') continue;
		const { link, statement, box } = await invite(owner, page.sync.status.chain, role, time.now);
		// A page that crashes never answers.
		const submitted = await Promise.race([page.sync.submit(statement, box), time.sleep(30_000)]);
		if (submitted !== 'done') continue;
		// Some people press a button twice.
		if (random.chance(0.3)) void page.sync.submit(statement, box);
		if (random.chance(0.4)) time.after(random.int(100, 500), () => network.cut(name));
		const clock = { now: () => time.now, after: time.after.bind(time) };
		const open = network.from(name, () => true);
		const membership = await join(`${world.seed}/${name}/${attempt}`, link, { clock, open });
		if (typeof membership !== 'string') {
			const device = new SimDevice(world, name, role, membership);
			devices.push(device);
			return device.open();
		}
		demand(!world.isOrderly, 'S16', () => `${name} could not redeem: ${membership}`);
	}
}

async function beInTrouble(world: World): Promise<void> {
	for (let act = 0; act < ACTS; act++) {
		await go(world, BUSY_MS, world.random.int(12, 26), false);
		await go(world, LULL_MS, world.random.int(2, 7), true);
	}
}

/** So many things happen in that time. */
async function go(world: World, ms: number, deeds: number, isLull: boolean): Promise<void> {
	const { time, random } = world;
	for (let i = 0; i < deeds; i++) {
		time.after(random.int(0, ms), () => world.watched(actAtRandom(world, isLull)));
	}
	await world.pass(ms);
}

/** Everything works again; after a while everybody must have everything. */
async function heal(world: World): Promise<void> {
	world.journal.note('world', 'heals');
	world.isTroubled = false;
	world.traps.clear();
	world.relay.limits.room = 2 ** 40;
	world.relay.start();
	for (const device of world.devices) device.mend();
	// By a clock that was fast, something was taken back at a time that has not come yet.
	const marks = world.pages.map(([, { doc }]) => takenBackAt(doc) ?? 0);
	await world.pass(Math.max(0, ...marks.map((at) => at - world.time.now)));
	await untilQuiet(world);
	if (world.hasHostileSnapshots) await lieToEverybody(world);
	const end = world.time.now + QUIET_MS;
	for (let words = -1; words !== world.traps.words;) {
		demand(world.time.now < end, 'S11', () => 'each time that everybody comes back there is more to say');
		({ words } = world.traps);
		for (const { name } of world.devices) world.network.cut(name);
		await untilQuiet(world);
	}
	await check(world);
}

/**
 * S5: who is connected all the time looks at the snapshots of others too. And nobody is believed to have what somebody wrote
 * who has read a snapshot in which it was left out.
 */
async function lieToEverybody(world: World): Promise<void> {
	const { random, devices } = world;
	const away = devices.find(({ name }) => name === 'noa')!;
	const author = devices[0]!.page;
	world.watched(away.close());
	await world.pass(1000);
	for (let i = 0; i < 3; i++) author?.doc.transact(() => editAtRandom(author.doc, random));
	await world.pass(3000);
	// The first for everything that was said, the second so that the relay lets go of it.
	for (const lie of [random.pick(LIES), random.pick(LIES)]) {
		lie.run(world);
		await world.pass(random.int(500, 4000));
	}
	world.start(away);
	for (let i = 0; i < 30; i++) {
		await world.pass(500);
		checkDelivered(world);
	}
	await untilQuiet(world);
	checkSame(world);
	await checkKept(world);
}

/** S14: everybody closes and opens without an edit, and nothing has become more. */
async function comeAndGo(world: World): Promise<void> {
	const { stored, traps } = world;
	const { words } = traps;
	for (const device of world.devices) world.watched(device.close());
	await world.pass(3000);
	for (const device of world.devices) world.start(device);
	await untilQuiet(world);
	await check(world);
	// What a hostile editor made is looked at again by whoever did not believe it.
	demand(
		world.stored === stored || world.hasHostileSnapshots,
		'S14',
		() => 'opening and closing without an edit stored something'
	);
	demand(traps.words === words, 'S14', () => 'opening and closing without an edit said something');
}

async function untilQuiet(world: World): Promise<void> {
	const end = world.time.now + QUIET_MS;
	for (let words = -1; !isQuiet(world) || words !== world.traps.words;) {
		demand(world.time.now < end, 'S11', () => `never quiet: ${states(world)}`);
		({ words } = world.traps);
		await world.pass(SETTLES_MS);
	}
}

function isQuiet({ devices, pages }: World): boolean {
	const everybody = devices.length === EVERYBODY && pages.length === EVERYBODY;
	return everybody && pages.every(([, page]) => page.isQuiet);
}

function states({ devices }: World): string {
	return devices
		.map(({ name, page }) => {
			const { link, waiting, problem, ended } = page?.sync.status ?? {};
			return `${name} ${link ?? 'closed'} waiting ${waiting} problem ${problem?.kind} ended ${ended?.code}`;
		})
		.join(', ');
}

async function check(world: World): Promise<void> {
	checkSame(world);
	await checkLog(world);
	checkReaders(world);
	checkOthers(world);
	checkDelivered(world);
	await checkKept(world);
	for (const device of world.devices) await checkCursor(world, device);
}
