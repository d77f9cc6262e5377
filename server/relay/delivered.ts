// A device's signed word on how far it has the log: the relay keeps the latest and passes it on as it is. It checks what
// it can, so that nobody is sent nonsense; whether to believe it is the reader's to decide.

import { equal, fromBase64url } from '../../src/lib/core/bytes.ts';
import type { DeviceId } from '../../src/lib/core/ids.ts';
import { readDelivered } from '../../src/lib/core/protocol/delivered.ts';
import type { Report } from '../store/store.ts';
import type { RelayPorts } from './ports.ts';
import type { Room } from './room.ts';

/** Room 32 · log id 16 · seq 8 · hash 32 · device 32 · signature 64. */
const LENGTH = 184;
const SEQ_AT = 48;
const DEVICE_AT = 88;
const DEVICE_BYTES = 32;

/** The sequence number in a statement of the right length. */
export const seqOf = (statement: Uint8Array): number =>
	Number(Buffer.from(statement.buffer, statement.byteOffset, statement.length).readBigUInt64BE(SEQ_AT));

/** The one that this device made, or null. */
export function ownAmong(statements: readonly Uint8Array[], device: DeviceId): Uint8Array | null {
	const id = fromBase64url(device)!;
	const isOwn = (one: Uint8Array) => equal(one.subarray(DEVICE_AT, DEVICE_AT + DEVICE_BYTES), id);
	return statements.find(isOwn) ?? null;
}

/**
 * @param latest how far this device has said that it has the log; what says no more is passed over unchecked
 * @returns what is to be kept; `'forged'` when it is no statement by this device about this room; null when it is about
 * a log that this room does not have (now)
 */
export async function judgeDelivered(
	{ crypto, store }: RelayPorts,
	room: Room,
	device: DeviceId,
	statement: Uint8Array,
	latest: number
): Promise<Extract<Report, { kind: 'delivered' }> | 'forged' | null> {
	if (statement.length !== LENGTH) return 'forged';
	if (seqOf(statement) <= latest) return null;
	const said = await readDelivered(statement, crypto);
	if (said?.room !== room.id || said.device !== device) return 'forged';
	const { logId, seq, hash } = said;
	if (logId !== room.logId) return null;
	const ours = await store.hashAt(room.id, seq);
	if (!ours || !equal(ours, hash)) return null;
	return { kind: 'delivered', room: room.id, device, logId, seq, bytes: statement };
}
