// A real trace of two people who write into one text at the same time. It reaches its end content only if each transaction
// is applied where exactly its parents' ancestors have arrived, and agent 0 has the lower client id.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export interface Trace {
	readonly endContent: string;
	readonly txns: readonly {
		readonly parents: readonly number[];
		readonly agent: 0 | 1;
		readonly patches: readonly (readonly [position: number, deleted: number, inserted: string])[];
	}[];
}

const FILE = new URL('../fixtures/friendsforever.json.gz', import.meta.url);

export const readTrace = (): Trace => JSON.parse(gunzipSync(readFileSync(FILE)).toString()) as Trace;

/** For each transaction, the newest one of the other agent that its author knew; -1 for none. */
export function knownOfOther({ txns }: Trace): number[] {
	const newest: [number, number][] = [];
	return txns.map(({ parents, agent }, index) => {
		const own: [number, number] = [-1, -1];
		for (const parent of parents) {
			const [first, second] = newest[parent]!;
			own[0] = Math.max(own[0], first);
			own[1] = Math.max(own[1], second);
		}
		const known = own[1 - agent]!;
		own[agent] = index;
		newest.push(own);
		return known;
	});
}
