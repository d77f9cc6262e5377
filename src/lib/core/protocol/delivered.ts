// A device's word that it has a room's log, up to some entry, on its own disk. Signed, so that the relay can pass it on and
// nobody need believe the relay: room 32 · log id 16 · seq 8 · hash 32 · device 32 · signature 64.

import { fromBase64url } from '../bytes.ts';
import type { DeviceId, LogId, RoomId } from '../ids.ts';
import type { Signer, Verifier } from './crypto.ts';
import { concat } from '../bytes.ts';
import { labelled, parse, Writer } from './wire.ts';

const LABEL = 'soundings/delivered/1';
const SIGNED_BYTES = 120;

export interface Delivered {
	readonly room: RoomId;
	readonly logId: LogId;
	/** Everything up to this entry is stored on the device. */
	readonly seq: number;
	/** The log's running hash there, 32 bytes. */
	readonly hash: Uint8Array;
	readonly device: DeviceId;
}

/** The statement as it travels. */
export async function signDelivered(what: Delivered, signer: Signer): Promise<Uint8Array<ArrayBuffer>> {
	const signed = new Writer()
		.id(what.room, 32)
		.id(what.logId, 16)
		.u64(what.seq)
		.fixed(what.hash)
		.id(what.device, 32)
		.done();
	return concat(signed, await signer.sign(labelled(LABEL, signed)));
}

/** What a statement says, when the device that it names has signed it; else null. */
export async function readDelivered(bytes: Uint8Array, verifier: Verifier): Promise<Delivered | null> {
	const read = parse(bytes, (reader) => ({
		room: reader.id<RoomId>(32),
		logId: reader.id<LogId>(16),
		seq: reader.u64(),
		hash: reader.fixed(32),
		device: reader.id<DeviceId>(32),
		signature: reader.fixed(64)
	}));
	const key = read && fromBase64url(read.device);
	if (!read || !key) return null;
	const { signature, ...what } = read;
	const signed = labelled(LABEL, bytes.subarray(0, SIGNED_BYTES));
	return (await verifier.verify(key, signed, signature)) ? what : null;
}
