// A receipt is an entry that is not for the log: of each device the latest is kept. Every member may write one.

import type { DeviceId } from '../../src/lib/core/ids.ts';
import type { Nack } from '../../src/lib/core/protocol/close.ts';
import { ENTRY_FORMAT, KIND } from '../../src/lib/core/protocol/entry.ts';
import { judgeHeader } from './appends.ts';
import type { HeaderToJudge } from './header.ts';
import type { RelayLimits } from './ports.ts';
import type { Room } from './room.ts';

/** `forged`: it names another room or device than this connection's, or is no receipt. */
export function judgeReceipt(
	room: Room,
	device: DeviceId,
	header: HeaderToJudge,
	size: number,
	limits: RelayLimits
): Nack | 'forged' | null {
	if (header.room !== room.id || header.device !== device) return 'forged';
	if (header.kind !== KIND.receipt || header.format !== ENTRY_FORMAT) return 'forged';
	if (header.critical || header.parts !== 1) return 'forged';
	return size > limits.receipt ? 'size' : judgeHeader(room, header);
}
