// A fresh device fetches a journal of 1.6 MB, while its other member is there: the document of a server that has documents
// is in memory already. The server that keeps nothing sends as many bytes out of memory.

import { quantile } from '../measure.ts';
import { type Content, journalContent } from '../../sync-content.ts';
import type { Scenario } from './scenario.ts';

const HALF_YEARS = 3;
const WARM = 10;
const JOINS = 40;

/** Made once for all runs. */
let content: Content | null = null;

export const join: Scenario = async ({ server, network, scaled }) => {
	content ??= journalContent(HALF_YEARS);
	const room = await network.room();
	await room.fill(content);
	if (network.keeps) await room.enter({ seat: 0, has: content });
	const times: number[] = [];
	const joins = async (count: number): Promise<void> => {
		for (let i = 0; i < count; i++) {
			const begun = performance.now();
			const device = await room.enter({ seat: 1, has: null });
			times.push(performance.now() - begun);
			await device.leave();
		}
	};
	await joins(scaled(WARM));
	await server.rest();
	times.length = 0;

	const before = await server.cpu();
	await joins(scaled(JOINS));
	await server.rest();
	const cpu = (await server.cpu()) - before;
	return {
		serverCpuMsPerJoin: cpu / times.length,
		p50ms: quantile(times, 0.5),
		p99ms: quantile(times, 0.99)
	};
};
