// npm run torture -- --rounds 100 [--seed 7]: devices append and compact while the relay is killed at random moments and
// started again. Every acknowledgement must still hold (S1, S4). A kill leaves the operating system's cache as it is, so a
// system-call trace shows besides that a disk sync precedes every batch of acknowledgements.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { newPlace } from '../support/server-under-test.ts';
import { Random } from '../support/sim/random.ts';
import { checkStore } from './check.ts';
import { TorturedRelay } from './relay.ts';
import { newWriters } from './scene.ts';
import { proveSyncs } from './syncs.ts';
import { TortureError } from './writer.ts';

const { values } = parseArgs({
	options: { rounds: { type: 'string', default: '100' }, seed: { type: 'string' } }
});
const rounds = Number(values.rounds);
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** How long a relay lives, at most. */
const MOST_LIFE_MS = 250;
const REPORT_EVERY = 10;

print(`torture: ${rounds} rounds, --seed ${seed}`);
const place = await newPlace();
try {
	const random = new Random(seed);
	const writers = await newWriters(random);
	for (let round = 1; round <= rounds; round++) {
		const relay = new TorturedRelay(place);
		const address = await relay.address();
		if (round === 1) for (const writer of writers) await writer.prepare(address);
		if (!(await relay.isDurable()))
			throw new TortureError('the running relay`s connection is not WAL, synchronous FULL');
		const work = writers.map((writer) => writer.work(address));
		const over = Promise.all(work);
		await Promise.race([over, new Promise((resolve) => setTimeout(resolve, random.int(1, MOST_LIFE_MS)))]);
		await relay.kill();
		await over;
		if (round % REPORT_EVERY === 0 || round === rounds)
			print(
				`round ${round}: ${writers.reduce((sum, writer) => sum + writer.acked.size, 0)} entries acknowledged`
			);
	}
	print(await checkStore(place.data, writers));
	print(await proveSyncs(place));
} catch (error) {
	const kept = existsSync(join(place.data, 'soundings.sqlite')) ? ` The store is kept in ${place.data}.` : '';
	print(
		`FAILED with --seed ${seed}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}.${kept}`
	);
	process.exit(1);
}
await place.remove();
