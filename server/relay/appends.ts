// Whether an entry may be appended now. The relay reads the header alone: it cannot open the rest, and every reader
// verifies the signature.

import { equal, toBase64url } from '../../src/lib/core/bytes.ts';
import type { DeviceId } from '../../src/lib/core/ids.ts';
import type { Nack } from '../../src/lib/core/protocol/close.ts';
import { KIND } from '../../src/lib/core/protocol/entry.ts';
import { currentRole } from '../../src/lib/core/protocol/membership.ts';
import type { Chain, Role } from '../../src/lib/core/protocol/membership.ts';
import type { HeaderToJudge } from './header.ts';
import type { RelayLimits } from './ports.ts';
import type { Room } from './room.ts';

/** Whether sending it again, as it is or sealed anew, can succeed. */
export const RETRYABLE: Readonly<Record<Nack, boolean>> = {
	epoch: true,
	membership: true,
	role: false,
	quota: true,
	size: false,
	log: true
};

/** `forged`: the header names another room or device than this connection's. */
export function judgeAppend(
	room: Room,
	device: DeviceId,
	header: HeaderToJudge,
	size: number,
	limits: RelayLimits
): Nack | 'forged' | null {
	if (header.room !== room.id || header.device !== device) return 'forged';
	if (size > limits.entry) return 'size';
	const fault = judgeHeader(room, header);
	if (fault) return fault;
	const role = currentRole(room.chain, device);
	if (!role || !mayWrite(role) || NOT_FOR_THE_LOG.has(header.kind)) return 'role';
	return hasRoomFor(room, header, size, quotaOf(role, limits)) ? null : 'quota';
}

/**
 * A change in parts is taken whole or not at all, as far as can be told from its first part, which is as large as any. Of two
 * such changes of which only some parts are in, each would keep the other's author from making a snapshot, and the room full.
 */
function hasRoomFor(room: Room, header: HeaderToJudge, size: number, quota: number): boolean {
	const { device, session, counter, part, parts } = header;
	if (parts > 1) {
		const change = `${session}.${counter - part}`;
		if (part > 0 && room.turnedAway.get(device) === change) return false;
		if (part === 0 && room.size + parts * size > quota) {
			room.turnedAway.set(device, change);
			return false;
		}
		room.turnedAway.delete(device);
	}
	return room.size + size <= quota;
}

/** Whether it was written for this log, in an epoch that is, and by somebody who knew no more of the chain than is here. */
export function judgeHeader(
	room: Room,
	header: HeaderToJudge
): Extract<Nack, 'log' | 'membership' | 'epoch'> | null {
	if (header.logId !== room.logId) return 'log';
	if (!knows(room.chain, header.membership)) return 'membership';
	return header.epoch === room.chain.epoch ? null : 'epoch';
}

/** Whether a statement with this hash is in the chain; mostly it is the last one. */
const knows = ({ head, numbers }: Chain, hash: Uint8Array): boolean =>
	equal(head, hash) || numbers.has(toBase64url(hash));

/**
 * How large a room may become through somebody in this role, bytes. The last part is its owner's: what others append, and
 * the snapshots they make (snapshots.ts), never leave its owner less than that. What counts is `Room.size`. On disk a room
 * takes three times `limits.room` at most: what counts, what the newest snapshot stands for (which counted before it was
 * taken), and the chunks of snapshots that are not whole yet.
 */
export const quotaOf = (role: Role, { room, ownerShare }: RelayLimits): number =>
	role === 'owner' ? room : room - ownerShare;

/** They travel in messages of their own. */
const NOT_FOR_THE_LOG: ReadonlySet<number> = new Set([KIND.snapshot, KIND.receipt]);

// Whatever the kind and format: one that this relay does not know may change content, and a viewer's would stay with
// every reader that does not know it either.
export function mayWrite(role: Role): boolean {
	switch (role) {
		case 'owner':
		case 'editor':
			return true;
		case 'viewer':
			return false;
	}
	return role satisfies never;
}
