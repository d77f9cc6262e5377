// From what two rooms know about themselves to what the screen may claim and what the person should know. Pure.

import { CLOSE } from '../../core/protocol/close.ts';
import type { RoomStatus } from '../../core/sync/room-status.ts';
import type { SyncFacts } from '../../core/sync/status-words.ts';
import type { SavedState } from '../../platform/unsaved.ts';
import { type Problem, storageProblem } from '../problems.ts';

export interface RoomFacts {
	readonly status: RoomStatus;
	readonly saved: SavedState;
	/** Stored rows that could not be read into the document. */
	readonly unreadableRows: number;
	/** Since the log was last read, the relay has had everything from here. */
	readonly mended?: boolean;
	/** Of the room that others are in: what is proven of them. */
	readonly others?: Pick<SyncFacts, 'deliveredTo' | 'seenBy'> | null;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** What the words of the sync status are made from: a claim about both rooms is the weaker of the two. */
export function syncFacts(rooms: readonly RoomFacts[]): SyncFacts {
	const statuses = rooms.map((room) => room.status);
	const saved = rooms.map((room) => room.saved.kind);
	const pending = statuses.reduce((sum, status) => sum + status.waiting, 0);
	const since = statuses.flatMap((status) => status.waitingSince ?? []);
	const settled = statuses.map((status) => status.settledAt);
	// While something waits, they cannot have it.
	const others = pending === 0 ? rooms.find((room) => room.others)?.others : null;
	const proven =
		pending === 0 && statuses.every((status) => status.link === 'live' && status.settledAt !== null);
	return {
		saved: saved.includes('failed') ? 'failed' : saved.includes('saving') ? 'saving' : 'saved',
		connection: connectionOf(statuses),
		pending,
		pendingSince: since.length > 0 ? Math.min(...since) : null,
		onRelayAt: proven ? Math.max(...settled.map((at) => at ?? 0)) : null,
		deliveredTo: others?.deliveredTo ?? [],
		seenBy: others?.seenBy ?? []
	};
}

function connectionOf(statuses: readonly RoomStatus[]): SyncFacts['connection'] {
	if (statuses.some((status) => status.ended !== null)) return 'stopped';
	if (statuses.every((status) => status.link === 'live')) return 'online';
	if (statuses.some((status) => status.link === 'off' || status.link === 'connecting')) return 'offline';
	return 'connecting';
}

/** What the person should know or do, gravest first, each once. */
export function problemsOf(rooms: readonly RoomFacts[]): Problem[] {
	const found = new Set<Problem>();
	for (const { saved } of rooms) if (saved.kind === 'failed') found.add(storageProblem(saved.fault));
	for (const room of rooms) {
		const { problem, ended, clockSkew, held } = room.status;
		if (problem) found.add(syncProblem(problem, room.status));
		// It has ended because of what it could not read, which has just been said.
		if (ended && problem?.kind !== 'newer-chain') found.add(endProblem(ended.code, ended.reason));
		if (clockSkew !== null && Math.abs(clockSkew) >= DAY_MS) found.add('clock-wrong');
		const lost = lossProblem(room);
		if (lost) found.add(lost);
		if (held > 0) found.add('entries-held');
	}
	if (rooms.some((room) => room.unreadableRows > 0)) found.add('unreadable-records');
	return [...found];
}

/** What the relay's log lacked of what had been there, and whether it has that again. */
function lossProblem({ status: { loss, healed, role }, mended }: RoomFacts): Problem | null {
	if (!loss) return healed ? (mended ? 'relay-completed' : 'relay-lacked') : null;
	if (role === 'viewer') return 'relay-lost-viewer';
	if (loss === 'restored') return mended ? 'relay-caught-up' : 'relay-set-back';
	if (!mended) return 'relay-lost-room';
	return healed ? 'relay-given-back' : 'relay-has-again';
}

function syncProblem(problem: NonNullable<RoomStatus['problem']>, { role }: RoomStatus): Problem {
	switch (problem.kind) {
		case 'storage':
			return storageProblem(problem.fault);
		case 'quota':
			return role === 'owner' ? 'relay-full' : 'relay-full-share';
		case 'fork':
			return 'relay-fork';
		case 'newer-chain':
			return 'newer-membership';
		case 'read-only':
			return 'viewer-wrote';
		case 'snapshot-unreadable':
		case 'not-read':
		case 'not-fetched':
			return problem.kind;
	}
	return problem satisfies never;
}

function endProblem(code: NonNullable<RoomStatus['ended']>['code'], reason: string): Problem {
	switch (code) {
		case CLOSE.malformed:
			return 'relay-bad-message';
		case CLOSE.notAuthenticated:
			return 'not-authenticated';
		case CLOSE.notAllowed:
			return reason === 'admission' ? 'relay-closed' : reason === 'removed' ? reason : 'not-a-member';
		case CLOSE.noSuchRoom:
			return 'relay-lost-room';
		case CLOSE.fork:
			return 'relay-fork';
		case CLOSE.tooOld:
			return 'client-too-old';
		case CLOSE.tryLater:
			return 'relay-busy';
		case CLOSE.slowReader:
			return 'relay-unreachable';
	}
	return code satisfies never;
}
