// Waiting for a room that is fetched from the relay: whether all of it came.

import type { RoomStatus, SyncProblem } from '../core/sync/room-status.ts';
import type { Outcome } from './contract.ts';
import { browserClock } from './here.ts';
import type { Problem } from './problems.ts';
import type { RoomLeader } from './room/room-leader.ts';

/** No news from the relay for so long: it is not worth waiting for. */
const SILENCE_MS = 30_000;

const no = (problem: Problem): Outcome<never> => ({ ok: false, problem });

/** Connects, and settles when the room's log has been read to its end, from its beginning, or cannot be. */
export function caughtUp(leader: RoomLeader): Promise<Outcome<RoomStatus>> {
	return new Promise((resolve) => {
		let cancel: () => void = () => undefined;
		const end = (outcome: Outcome<RoomStatus>) => {
			cancel();
			stop();
			resolve(outcome);
		};
		const wait = () => {
			cancel();
			cancel = browserClock.after(SILENCE_MS, () => end(no('relay-unreachable')));
		};
		const stop = leader.sync.subscribe(() => {
			const { status } = leader.sync;
			// First of all: it may have read to the end, and yet not what the log begins with.
			if (status.problem !== null) end(no(whyNot(status.problem)));
			else if (status.link === 'live') end({ ok: true, value: status });
			else if (status.ended !== null) end(no('relay-unreachable'));
			else wait();
		});
		wait();
		leader.connect();
	});
}

/** What a person is told who asked for the journal. */
function whyNot(problem: SyncProblem): Problem {
	switch (problem.kind) {
		case 'storage':
			return problem.fault === 'quota' ? 'storage-full' : 'storage-unavailable';
		case 'fork':
			return 'relay-fork';
		case 'newer-chain':
			return 'newer-membership';
		case 'snapshot-unreadable':
		case 'not-fetched':
			return problem.kind;
		case 'quota':
		case 'read-only':
		case 'not-read':
			return 'relay-unreachable';
	}
	return problem satisfies never;
}
