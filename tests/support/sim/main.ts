// `node tests/support/sim/main.ts --seeds 1000 [--from 1] [--all]` looks for a seed that fails (for all) and shows it;
// `node tests/support/sim/main.ts --seed 7 [--trace]` runs that one again. `--tally` tells in the end how often what happened.

import { parseArgs } from 'node:util';
import { simulate } from './simulate.ts';

const { values } = parseArgs({
	options: {
		seeds: { type: 'string', default: '100' },
		from: { type: 'string', default: '1' },
		seed: { type: 'string' },
		all: { type: 'boolean', default: false },
		trace: { type: 'boolean', default: false },
		tally: { type: 'boolean', default: false }
	}
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const first = Number(values.seed ?? values.from);
const count = values.seed === undefined ? Number(values.seeds) : 1;
if (!Number.isSafeInteger(first) || !Number.isSafeInteger(count))
	throw new RangeError('a seed is a whole number');

const happened = new Map<string, number>();
for (let seed = first; seed < first + count; seed++) {
	try {
		const run = await simulate(seed, values.trace ? say : null);
		const { digest, events, entries, retries } = run;
		for (const [what, times] of run.happened) happened.set(what, (happened.get(what) ?? 0) + times);
		say(`seed ${seed}: ${events} events, ${entries} entries, ${retries} sent again, ${digest.slice(0, 16)}`);
	} catch (error) {
		say(
			error instanceof Error
				? `${error.message}\n${String((error.cause as Error | undefined)?.stack)}`
				: String(error)
		);
		process.exitCode = 1;
		if (values.seed === undefined && !values.all) break;
	}
}
if (values.tally) for (const [what, times] of [...happened].sort()) say(`${what}: ${times}`);
