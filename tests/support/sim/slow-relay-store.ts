// The relay's store as a disk would be: an operation takes effect a little later, in order, and its answer comes later
// still. A process that dies in between never learns that it was done.

import type { RelayStore } from '../../../server/store/store.ts';
import type { Random } from './random.ts';
import type { VirtualTime } from './time.ts';

export interface SlowPorts {
	readonly time: VirtualTime;
	readonly random: Random;
	/** Whether the process that asks is still there. */
	readonly isAlive: () => boolean;
	/** Something may have been written. */
	readonly written: () => void;
}

/** The longest that an operation takes, and its answer, ms. */
const EFFECT_MS = 15;
const ANSWER_MS = 6;

export function slowed(store: RelayStore, { time, random, isAlive, written }: SlowPorts): RelayStore {
	let effect = 0;
	let answer = 0;
	const later = <T>(operation: () => Promise<T>): Promise<T> =>
		new Promise((resolve, reject) => {
			effect = Math.max(effect, time.now + random.int(0, EFFECT_MS));
			answer = Math.max(answer, effect + random.int(0, ANSWER_MS));
			const answerAt = answer;
			time.at(effect, () => {
				if (!isAlive()) return;
				const outcome = operation();
				// What a store in memory does is done when the call returns. How it ended is known later.
				written();
				outcome.catch(() => undefined);
				time.at(answerAt, () => {
					if (isAlive()) outcome.then(resolve, reject);
				});
			});
		});
	return {
		createRoom: (room) => later(() => store.createRoom(room)),
		room: (id) => later(() => store.room(id)),
		countRooms: () => later(() => store.countRooms()),
		chain: (id) => later(() => store.chain(id)),
		addStatements: (id, length, added, box) => later(() => store.addStatements(id, length, added, box)),
		append: (batch, reports) => later(() => store.append(batch, reports)),
		entriesAfter: (id, seq, most) => later(() => store.entriesAfter(id, seq, most)),
		hashAt: (id, seq) => later(() => store.hashAt(id, seq)),
		reports: (id) => later(() => store.reports(id)),
		stageChunk: (upload, index, chunk) => later(() => store.stageChunk(upload, index, chunk)),
		dropUpload: (upload) => later(() => store.dropUpload(upload)),
		takeSnapshot: (id, snapshot) => later(() => store.takeSnapshot(id, snapshot)),
		chunk: (id, digest, index) => later(() => store.chunk(id, digest, index)),
		takeBox: (id, invite, device) => later(() => store.takeBox(id, invite, device)),
		idle: (id) => store.idle(id),
		dropBox: (id, invite) => later(() => store.dropBox(id, invite)),
		check: () => later(() => store.check()),
		close: () => later(() => store.close())
	};
}
