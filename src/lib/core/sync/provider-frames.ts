// The few frames that pass between a y-websocket provider and our socket. The provider only ever receives frames that
// are built here; what it sends is read here, and only its awareness goes any further.

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

const SYNC = 0;
const AWARENESS = 1;
const STEP_1 = 0;

/** An empty SyncStep2: sets the provider's `synced`, changes nothing. */
export const EMPTY_STEP_2 = Uint8Array.of(SYNC, 1, 2, 0, 0);

/** An awareness message about nobody: keeps the provider's 30 s watchdog quiet. */
export const KEEPALIVE = Uint8Array.of(AWARENESS, 1, 0);

/** One client's presence as it travels: what Yjs calls an awareness state. */
export interface PresenceState {
	readonly client: number;
	readonly clock: number;
	/** JSON; the text `null` when the client has gone. */
	readonly state: string;
}

export function awarenessFrame(states: readonly PresenceState[]): Uint8Array {
	const update = encoding.createEncoder();
	encoding.writeVarUint(update, states.length);
	for (const { client, clock, state } of states) {
		encoding.writeVarUint(update, client);
		encoding.writeVarUint(update, clock);
		encoding.writeVarString(update, state);
	}
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, AWARENESS);
	encoding.writeVarUint8Array(encoder, encoding.toUint8Array(update));
	return encoding.toUint8Array(encoder);
}

export type ProviderFrame =
	| { readonly kind: 'step1' }
	| { readonly kind: 'awareness'; readonly states: readonly PresenceState[] }
	/** Among them the document's updates: the outbox has those. */
	| { readonly kind: 'other' };

/** Reads a frame that our own provider built; it is trusted to be well-formed. */
export function readProviderFrame(frame: Uint8Array): ProviderFrame {
	const decoder = decoding.createDecoder(frame);
	const type = decoding.readVarUint(decoder);
	if (type === SYNC) return { kind: decoding.readVarUint(decoder) === STEP_1 ? 'step1' : 'other' };
	if (type !== AWARENESS) return { kind: 'other' };
	const update = decoding.createDecoder(decoding.readVarUint8Array(decoder));
	const count = decoding.readVarUint(update);
	const states = Array.from({ length: count }, () => ({
		client: decoding.readVarUint(update),
		clock: decoding.readVarUint(update),
		state: decoding.readVarString(update)
	}));
	return { kind: 'awareness', states };
}
