// npm run fuzz:frames -- --count 100000 [--seed 7]

import { parseArgs } from 'node:util';
import { fuzz } from './fuzz.ts';

const { values } = parseArgs({
	options: { count: { type: 'string', default: '100000' }, seed: { type: 'string' } }
});
const count = Number(values.count);
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const MIB = 1024 * 1024;
const MOST_HEAP_GROWTH = 8 * MIB;
const MOST_RSS_GROWTH = 48 * MIB;

print(`fuzz:frames: ${count} frames, --seed ${seed}`);
const started = performance.now();
try {
	const { frames, connections, codes, heapGrowth, rssGrowth, control, errors } = await fuzz(count, seed);
	const ends = [...codes].sort(([a], [b]) => a - b).map(([code, times]) => `${code}: ${times}`);
	print(
		`${frames} frames on ${connections} connections in ${Math.round((performance.now() - started) / 1000)} s`
	);
	print(`ended with ${ends.join(', ')}`);
	print(
		`memory, second half, after a collection: heap ${(heapGrowth / MIB).toFixed(1)} MiB, resident ${(rssGrowth / MIB).toFixed(1)} MiB more`
	);
	print(
		`a pair elsewhere synced ${control.entries} entries, the slowest in ${Math.round(control.slowestMs)} ms`
	);
	const problems = [
		heapGrowth > MOST_HEAP_GROWTH ? 'the heap has grown' : '',
		rssGrowth > MOST_RSS_GROWTH ? 'the process has grown' : '',
		errors === '' ? '' : `it complained: ${errors}`
	].filter((problem) => problem !== '');
	if (problems.length > 0) throw new Error(problems.join('; '));
} catch (error) {
	print(
		`FAILED with --seed ${seed}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
	);
	process.exit(1);
}
