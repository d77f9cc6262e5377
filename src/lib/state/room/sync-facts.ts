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
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** What the words of the sync status are made from: a claim about both rooms is the weaker of the two. */
export function syncFacts(rooms: readonly RoomFacts[]): SyncFacts {
	const statuses = rooms.map((room) => room.status);
	const saved = rooms.map((room) => room.saved.kind);
	const pending = statuses.reduce((sum, status) => sum + status.waiting, 0);
	const since = statuses.flatMap((status) => status.waitingSince ?? []);
	const settled = statuses.map((status) => status.settledAt);
	const proven =
		pending === 0 && statuses.every((status) => status.link === 'live' && status.settledAt !== null);
	return {
		saved: saved.includes('failed') ? 'failed' : saved.includes('saving') ? 'saving' : 'saved',
		connection: connectionOf(statuses),
		pending,
		pendingSince: since.length > 0 ? Math.min(...since) : null,
		onRelayAt: proven ? Math.max(...settled.map((at) => at ?? 0)) : null,
		deliveredTo: [],
		seenBy: []
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
	for (const { status } of rooms) {
		if (status.problem) found.add(syncProblem(status.problem));
		if (status.ended) found.add(endProblem(status.ended.code, status.ended.reason));
		if (status.clockSkew !== null && Math.abs(status.clockSkew) >= DAY_MS) found.add('clock-wrong');
		if (status.healed) found.add('relay-lost-room');
		if (status.held > 0) found.add('entries-held');
	}
	if (rooms.some((room) => room.unreadableRows > 0)) found.add('unreadable-records');
	return [...found];
}

function syncProblem(problem: NonNullable<RoomStatus['problem']>): Problem {
	switch (problem.kind) {
		case 'storage':
			return storageProblem(problem.fault);
		case 'quota':
			return 'relay-full';
		case 'fork':
			return 'relay-fork';
		case 'newer-chain':
			return 'newer-journal';
		case 'read-only':
			return 'viewer';
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
			return reason === 'admission' ? 'not-authenticated' : 'removed';
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
