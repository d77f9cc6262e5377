// Hostile frames against the real server process: it must neither end, nor grow, nor let another room feel it.

import { samAndAna } from '../support/relay-scenes.ts';
import { newPlace, ServerUnderTest } from '../support/server-under-test.ts';
import { Random } from '../support/sim/random.ts';
import { attack } from './attack.ts';
import type { Attacker } from './attack.ts';
import { startControl } from './control.ts';

export interface FuzzReport {
	readonly frames: number;
	readonly connections: number;
	/** How often connections ended with which close code. */
	readonly codes: ReadonlyMap<number, number>;
	/** In bytes, after a collection: what grew during the second half. */
	readonly heapGrowth: number;
	readonly rssGrowth: number;
	/** What a pair in another room did meanwhile. */
	readonly control: { readonly entries: number; readonly slowestMs: number };
	/** What the server printed besides its log; it should be nothing. */
	readonly errors: string;
}

const ATTACKERS = 6;
/** Connections after which one of them founds another room. */
const RENEWED_EVERY = 100;
/** Connections at once. */
const AT_ONCE = 8;
/** What is allowed here and limited elsewhere: how often an address may come, and found rooms. */
const OPEN_DOORS = ['--hellos-per-minute', '900000000', '--rooms-per-hour', '900000000'];

/** @throws when the server has ended or a bystander was harmed */
export async function fuzz(count: number, seed: number): Promise<FuzzReport> {
	const place = await newPlace();
	const server = new ServerUnderTest(place, OPEN_DOORS);
	const died = server.exit.then((code): never => {
		throw new Error(`the server ended with ${code}: ${server.err}`);
	});
	try {
		const seen = await Promise.race([attackFor(server, count, new Random(seed)), died]);
		died.catch(() => undefined);
		const code = await server.stop();
		if (code !== 0) throw new Error(`the server stopped with ${code}: ${server.err}`);
		return { ...seen, errors: server.err };
	} finally {
		server.signal('SIGKILL');
		await place.remove();
	}
}

async function attackFor(
	server: ServerUnderTest,
	count: number,
	random: Random
): Promise<Omit<FuzzReport, 'errors'>> {
	const address = await server.address();
	const control = await startControl(address);
	const attackers = await Promise.all(Array.from({ length: ATTACKERS }, newAttacker));
	const codes = new Map<number, number>();
	let [frames, connections] = [0, 0];
	const worker = async (until: number): Promise<void> => {
		while (frames < until) {
			connections += 1;
			// Their journals grow; now and then somebody begins a new one.
			if (connections % RENEWED_EVERY === 0) attackers[random.int(0, ATTACKERS - 1)] = await newAttacker();
			const outcome = await attack(address, random.pick(attackers), random);
			frames += outcome.frames;
			codes.set(outcome.code, (codes.get(outcome.code) ?? 0) + 1);
		}
	};
	const run = (until: number) => Promise.all(Array.from({ length: AT_ONCE }, () => worker(until)));
	// Until then it may take what it needs to work at all.
	await run(count / 2);
	const before = await server.memory();
	await run(count);
	const after = await server.memory();
	const heapGrowth = after.heapUsed + after.external - before.heapUsed - before.external;
	return {
		frames,
		connections,
		codes,
		heapGrowth,
		rssGrowth: after.rss - before.rss,
		control: await control.stop()
	};
}

async function newAttacker(): Promise<Attacker> {
	const { ana, chain } = await samAndAna();
	return { device: ana, chain };
}
