// What end-to-end encrypted syncing costs in bytes and in time, on a real trace of two people writing: `npm run bench:sync`.
// `--json` prints one line of JSON for each row, `--runs=N` repeats the catching up (3 unless said).

import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { foundRoom } from '../../src/lib/core/protocol/membership.ts';
import { newLogId } from '../../src/lib/core/ids.ts';
import { newMember } from '../support/relay-peer.ts';
import { author } from '../support/room-scene.ts';
import { createSyncCrypto } from '../support/sync-crypto.ts';
import { Sealer } from './relay/devices/sealer.ts';
import { median } from './relay/measure.ts';
import { ServerProcess } from './relay/server-process.ts';
import { catchUp, type Steps } from './sync-catchup.ts';
import { type Replayed, replayTrace } from './sync-trace.ts';

const { values } = parseArgs({
	options: { json: { type: 'boolean', default: false }, runs: { type: 'string', default: '3' } }
});
const runs = Number(values.runs);

type Row = Readonly<Record<string, string | number>>;

function print(rows: readonly Row[]): void {
	if (values.json) return rows.forEach((row) => void process.stdout.write(`${JSON.stringify(row)}\n`));
	const titles = Object.keys(rows[0] ?? {});
	const lines = [titles, ...rows.map((row) => titles.map((title) => String(row[title])))];
	const widths = titles.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
	for (const line of lines)
		process.stdout.write(`${line.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')}\n`);
	process.stdout.write('\n');
}

const sum = (parts: readonly Uint8Array[]): number => parts.reduce((all, { length }) => all + length, 0);

/** Bytes of the trace on the relay, before and after a snapshot has taken the log's place. */
async function sizes({ keys, turns, state }: Replayed): Promise<Row[]> {
	const crypto = createSyncCrypto();
	const writer = await author(crypto);
	const chain = await foundRoom(crypto, writer.device, newMember());
	const sealer = new Sealer(
		crypto,
		chain,
		writer,
		newLogId((length) => crypto.random(length))
	);
	const sealed = async (updates: readonly Uint8Array[]): Promise<Uint8Array[]> => {
		const entries: Uint8Array[] = [];
		for (const update of updates) entries.push(...(await sealer.change(update)));
		return entries;
	};
	const row = (what: string, plain: readonly Uint8Array[], stored: readonly Uint8Array[]): Row => ({
		measure: 'size',
		what,
		pieces: stored.length,
		bytes: sum(stored),
		plainBytes: sum(plain)
	});
	return [
		row('log, an entry for each key', keys, await sealed(keys)),
		row('log, an entry for each turn', turns, await sealed(turns)),
		row('snapshot', [state], await sealer.snapshot(state, { seq: keys.length, hash: new Uint8Array(32) }))
	];
}

async function times({ keys }: Replayed, count: number): Promise<Row[]> {
	const found: Awaited<ReturnType<typeof catchUp>>[] = [];
	for (let run = 0; run < runs; run++) {
		const server = await ServerProcess.start({
			host: 'soundings',
			arguments: [],
			putsOff: 0,
			profile: null
		});
		found.push(await catchUp(server, keys.slice(0, count)));
		await server.stop();
	}
	const row = (from: 'log' | 'snapshot'): Row => {
		const step = (name: keyof Steps): number =>
			Math.round(median(found.map((each) => each[from][name])) * 10) / 10;
		const [download, verify, decrypt, apply] = [
			step('download'),
			step('verify'),
			step('decrypt'),
			step('apply')
		];
		const all = Math.round((download + verify + decrypt + apply) * 10) / 10;
		return {
			measure: 'catch-up ms',
			from,
			keys: count,
			download,
			verify,
			decrypt,
			apply,
			all,
			floor: step('floor')
		};
	};
	return [row('log'), row('snapshot')];
}

process.stderr.write(`load ${loadavg()[0]!.toFixed(1)}\n`);
const trace = replayTrace();
print(await sizes(trace));
print([...(await times(trace, 1000)), ...(await times(trace, 10_000))]);
process.exit(0);
