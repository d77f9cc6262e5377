// What a person should know of two rooms, or do about them. Pure, and fetched only when there is something to say.

import { CLOSE } from '../../core/protocol/close.ts';
import type { RoomStatus } from '../../core/sync/room-status.ts';
import { type Problem, storageProblem } from '../problems.ts';
import { isClockWrong, type RoomFacts } from './sync-facts.ts';

/** Gravest first, each once. @param rooms the one that others are in first */
export function problemsOf(rooms: readonly RoomFacts[]): Problem[] {
	const found = new Set<Problem>();
	for (const { saved } of rooms) if (saved.kind === 'failed') found.add(storageProblem(saved.fault));
	const closed = closedProblem(rooms);
	if (closed) found.add(closed);
	for (const { status } of rooms) {
		const { problem, ended, turnedAway } = status;
		if (problem) found.add(syncProblem(problem, status));
		// It has ended because of what it could not read, or for want of a token, which has just been said.
		if (ended && problem?.kind !== 'newer-chain' && ended.reason !== 'admission')
			found.add(endProblem(ended.code, ended.reason));
		if (turnedAway) found.add(awayProblem(turnedAway.reason));
		if (isClockWrong(status)) found.add('clock-wrong');
	}
	const lost = lossProblem(rooms);
	if (lost) found.add(lost);
	if (rooms.some(({ status }) => status.held > 0)) found.add('entries-held');
	if (rooms.some((room) => room.unreadableRows > 0)) found.add('unreadable-records');
	return [...found];
}

/** What is shared may be there already: then only this person's own part is not taken. */
function closedProblem(rooms: readonly RoomFacts[]): Problem | null {
	const refused = rooms.map(({ closed, status }) => closed || status.ended?.reason === 'admission');
	if (refused[0]) return 'relay-closed';
	return refused.includes(true) ? 'relay-closed-own' : null;
}

/** By the relay's words for its log; whatever they are, the device comes back by itself. */
function awayProblem(reason: string): Problem {
	if (reason.includes('rooms')) return 'relay-no-rooms';
	return reason.includes('owner') ? 'relay-owner-first' : 'relay-busy';
}

/**
 * What the relay's logs lacked of what had been there, and whether they have it again: one answer for both rooms. What
 * only this device can give back, its person's own part, does not make it the one that gave the journal back.
 */
function lossProblem(rooms: readonly RoomFacts[]): Problem | null {
	const [first] = rooms;
	const lost = rooms.filter(({ status }) => status.loss !== null);
	const lacking = rooms.filter(({ status }) => status.healed && status.loss === null);
	if (lost.length === 0) {
		if (lacking.length === 0) return null;
		return lacking.every(isMended) ? 'relay-completed' : 'relay-lacked';
	}
	if (first && first.status.loss !== null && first.status.role === 'viewer') return 'relay-lost-viewer';
	const whole = [...lost, ...lacking].every(isMended);
	if (lost.every(({ status }) => status.loss === 'restored'))
		return whole ? 'relay-caught-up' : 'relay-set-back';
	if (!whole) return 'relay-lost-room';
	return first?.status.healed ? 'relay-given-back' : 'relay-has-again';
}

const isMended = ({ mended }: RoomFacts): boolean => mended === true;

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
			return reason === 'removed' ? reason : 'not-a-member';
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
