// Whether an entry may be appended now. The relay reads the header alone: it cannot open the rest, and every reader
// verifies the signature.

import { toBase64url } from '../../src/lib/core/bytes.ts';
import type { DeviceId } from '../../src/lib/core/ids.ts';
import type { Nack } from '../../src/lib/core/protocol/close.ts';
import type { EntryHeader } from '../../src/lib/core/protocol/entry.ts';
import { currentRole } from '../../src/lib/core/protocol/membership.ts';
import type { Role } from '../../src/lib/core/protocol/membership.ts';
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
	header: EntryHeader,
	size: number,
	limits: RelayLimits
): Nack | 'forged' | null {
	if (header.room !== room.id || header.device !== device) return 'forged';
	if (size > limits.entry) return 'size';
	if (header.logId !== room.logId) return 'log';
	if (!room.chain.numbers.has(toBase64url(header.membership))) return 'membership';
	if (header.epoch !== room.chain.epoch) return 'epoch';
	const role = currentRole(room.chain, device);
	if (!role || !mayAppend(role)) return 'role';
	return room.size + size > limits.room ? 'quota' : null;
}

// Whatever its kind and format: one that this relay does not know may change content, and a viewer's would stay with
// every reader that does not know it either. Receipts, a viewer's only kind, are reserved.
function mayAppend(role: Role): boolean {
	switch (role) {
		case 'owner':
		case 'editor':
			return true;
		case 'viewer':
			return false;
	}
	return role satisfies never;
}
