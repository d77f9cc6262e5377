// In each of 100 rooms somebody types, four keys on their way at a time, and somebody else reads along.

import type { Device, Room } from '../devices/device.ts';
import { quantile } from '../measure.ts';
import { typedKeys } from '../../sync-content.ts';
import { rooms, type Scenario } from './scenario.ts';

const ROOMS = 100;
/** Keys in each room before the clock runs, and while it does. */
const WARM = 300;
const KEYS = 500;
const IN_FLIGHT = 4;

export const pairs: Scenario = async ({ server, network, scaled }) => {
	const keys = typedKeys(scaled(WARM) + scaled(KEYS));
	const made = await rooms(network, scaled(ROOMS), async () => undefined);
	const all: Pair[] = [];
	for (const room of made) all.push(await pair(room, keys));
	await Promise.all(all.map((each) => each.run(scaled(WARM))));
	await server.rest();
	for (const each of all) each.forget();

	const before = await server.cpu();
	const begun = performance.now();
	await Promise.all(all.map((each) => each.run(scaled(KEYS))));
	const seconds = (performance.now() - begun) / 1000;
	await server.rest();
	const cpu = (await server.cpu()) - before;

	const count = all.length * scaled(KEYS);
	const delays = all.flatMap((each) => each.delays);
	const acks = all.flatMap((each) => each.acks);
	return {
		updatesPerSec: count / seconds,
		serverCpuUsPerUpdate: (cpu * 1000) / count,
		p50ms: quantile(delays, 0.5),
		p99ms: quantile(delays, 0.99),
		...(acks.length > 0 && { ackP50ms: quantile(acks, 0.5) })
	};
};

interface Pair {
	/** Milliseconds from sending a key until the reader has it, and until the writer is told. */
	readonly delays: number[];
	readonly acks: number[];
	/** Types this many keys more; resolves when the reader has them. */
	run(count: number): Promise<void>;
	forget(): void;
}

async function pair(room: Room, keys: readonly Uint8Array[]): Promise<Pair> {
	const writer: Device = await room.enter({ seat: 0, has: null });
	const reader = await room.enter({ seat: 1, has: null });
	const frames = await room.frames(keys);
	const sent: number[] = [];
	const delays: number[] = [];
	const acks: number[] = [];
	let read = 0;
	let acked = 0;
	let end = 0;
	let done = (): void => undefined;
	const type = (): void => {
		while (sent.length < end && sent.length < read + IN_FLIGHT) {
			sent.push(performance.now());
			writer.send(frames[sent.length - 1]!);
		}
	};
	writer.onAcks = (count) => {
		const now = performance.now();
		for (let i = 0; i < count; i++) acks.push(now - sent[acked++]!);
	};
	reader.onChanges = (count) => {
		const now = performance.now();
		for (let i = 0; i < count; i++) delays.push(now - sent[read++]!);
		if (read === end) done();
		else type();
	};
	return {
		delays,
		acks,
		run: (count) =>
			new Promise((finished) => {
				end += count;
				done = finished;
				type();
			}),
		forget: () => {
			delays.length = 0;
			acks.length = 0;
		}
	};
}
