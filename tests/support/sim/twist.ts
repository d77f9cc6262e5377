// A relay that plays tricks with what it sends: the same again, what it sent a device long ago, and, for as long as the
// connection lasts, less than there is.

import type { Line } from './line.ts';
import type { World } from './world.ts';

const ENTRIES = 66;
/** The first byte of the messages that it plays with: entries, acks, snapshot, delivered, receipts. */
const TRICKED: ReadonlySet<number> = new Set([ENTRIES, 67, 71, 72, 79]);
/** Where a message of entries says whether more of the replay follows. */
const MORE_AT = 9;

/** @returns what arrives in place of a frame */
export function twisted(world: World): (line: Line, frame: Uint8Array) => readonly Uint8Array[] {
	/** By device: frames of earlier lines too. */
	const earlier = new Map<string, Uint8Array[]>();
	/** Lines that have been sent the log to its end. */
	const ready = new WeakSet<Line>();
	return (line, frame) => {
		const type = frame[0] ?? 0;
		if (!world.isTroubled || !TRICKED.has(type)) return [frame];
		const known = earlier.get(line.name) ?? [];
		earlier.set(line.name, [...known.slice(-20), frame]);
		// In the middle of a replay it would say that the log ends where it does not: a relay that contradicts itself.
		const mayRepeat = known.length > 0 && ready.has(line);
		if (type === ENTRIES && frame[MORE_AT] === 0) ready.add(line);
		const { random, tally, journal } = world;
		const trick = random.weighted({ none: 20, twice: 3, again: mayRepeat ? 2 : 0, withheld: 0.5 });
		if (trick === 'none') return [frame];
		tally.count(`relay says ${trick}`);
		journal.note(line.name, `what comes is ${trick}`);
		switch (trick) {
			case 'twice':
				return [frame, frame];
			case 'again':
				return [random.pick(known), frame];
			case 'withheld':
				return [];
		}
		return trick satisfies never;
	};
}
