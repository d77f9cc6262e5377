// What happens in a world: sam founds a journal, ana edits it with him, vik may only read, and noa joins late. For a
// while everything goes wrong; then everything works again, and everybody must have everything.

import { checkCursor, checkLog, checkReaders, checkSame } from './checks.ts';
import { SimDevice } from './device.ts';
import { found, invite, join } from './person.ts';
import { actAtRandom } from './troubles.ts';
import { demand } from './violation.ts';
import { World } from './world.ts';

const TROUBLED_MS = 90_000;
/** The longest that a healed world may take until nothing waits any more. */
const QUIET_MS = 400_000;
const EVERYBODY = 4;

/** @returns the world at its end */
export async function play(seed: number, trace: ((line: string) => void) | null): Promise<World> {
	const sam = await found(seed, 'sam');
	const world = new World(seed, sam, trace);
	world.relay.start();
	world.devices.push(new SimDevice(world, 'sam', 'owner', sam));
	world.start(world.devices[0]!);
	await world.pass(3000);
	world.watched(bring(world, 'ana', 'editor'));
	await world.pass(5000);
	world.watched(bring(world, 'vik', 'viewer'));
	await world.pass(5000);
	world.backups.push(world.relay.disk);
	world.time.after(world.random.int(0, TROUBLED_MS), () => world.watched(bring(world, 'noa', 'editor')));
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
	const { time, random } = world;
	const end = time.now + TROUBLED_MS;
	for (let deeds = random.int(40, 90); deeds > 0; deeds--) {
		time.at(random.int(time.now, end), () => world.watched(actAtRandom(world)));
	}
	await world.pass(TROUBLED_MS);
}

/** Everything works again; after a while everybody must have everything. */
async function heal(world: World): Promise<void> {
	world.journal.note('world', 'heals');
	world.relay.limits.room = 2 ** 40;
	world.relay.start();
	await untilQuiet(world);
	await check(world);
}

/** S14: everybody closes and opens without an edit, and nothing has become more. */
async function comeAndGo(world: World): Promise<void> {
	const before = world.stored;
	for (const device of world.devices) world.watched(device.close());
	await world.pass(3000);
	for (const device of world.devices) world.start(device);
	await untilQuiet(world);
	await check(world);
	demand(world.stored === before, 'S14', () => 'opening and closing without an edit stored something');
}

async function untilQuiet(world: World): Promise<void> {
	const end = world.time.now + QUIET_MS;
	// Long enough for the relay to notice a line that fell silent.
	await world.pass(50_000);
	while (!isQuiet(world)) {
		demand(world.time.now < end, 'S11', () => `never quiet: ${states(world)}`);
		await world.pass(10_000);
	}
	// Presence that a busy relay dropped is said again every 15 s.
	await world.pass(20_000);
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
	for (const device of world.devices) await checkCursor(world, device);
}
