// From what two rooms know about themselves to what the screen may claim. Pure. What is wrong with them is said in
// room-problems.ts, which is fetched only when something is.

import type { RoomStatus } from '../../core/sync/room-status.ts';
import type { SyncFacts } from '../../core/sync/status-words.ts';
import type { SavedState } from '../../platform/unsaved.ts';

export interface RoomFacts {
	readonly status: RoomStatus;
	readonly saved: SavedState;
	/** Stored rows that could not be read into the document. */
	readonly unreadableRows: number;
	/** Since the log was last read, the relay has had everything from here. */
	readonly mended?: boolean;
	/** The relay does not make this room without an admission token, as far as is known. */
	readonly closed?: boolean;
	/** Of the room that others are in: what is proven of them. */
	readonly others?: Pick<SyncFacts, 'deliveredTo' | 'seenBy'> | null;
}

/** A clock that is off by this much, ms, makes days wrong. */
const DAY_MS = 24 * 60 * 60 * 1000;

/** Whether there is anything to say about them. */
export const isTroubled = (rooms: readonly RoomFacts[]): boolean =>
	rooms.some(
		({ status, ...room }) =>
			room.saved.kind === 'failed' ||
			room.unreadableRows > 0 ||
			room.closed ||
			status.problem ||
			status.ended ||
			status.turnedAway ||
			status.loss ||
			status.healed ||
			status.held > 0 ||
			isClockWrong(status)
	);

export const isClockWrong = ({ clockSkew }: RoomStatus): boolean => Math.abs(clockSkew ?? 0) >= DAY_MS;

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
	const live = statuses.filter((status) => status.link === 'live').length;
	if (statuses.some((status) => status.ended)) return live > 0 ? 'partly' : 'stopped';
	if (live === statuses.length) return 'online';
	if (statuses.some((status) => status.link === 'off' || status.link === 'connecting')) return 'offline';
	return 'connecting';
}
