// Who writes: a pair in each of a few rooms, each by a device of its own.

import { samAndAna } from '../support/relay-scenes.ts';
import type { Random } from '../support/sim/random.ts';
import { Writer } from './writer.ts';

const ROOMS = 3;

export async function newWriters(random: Random): Promise<readonly Writer[]> {
	const scenes = await Promise.all(Array.from({ length: ROOMS }, () => samAndAna()));
	return scenes.flatMap(({ sam, ana, chain }) => [
		new Writer(sam, chain, random),
		new Writer(ana, chain, random)
	]);
}
