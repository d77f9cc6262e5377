// Frames that no honest device sends: valid ones that were cut, stretched, flipped, reordered or glued together, and noise.

import { concat } from '../../src/lib/core/bytes.ts';
import { encodeClientMessage } from '../../src/lib/core/protocol/messages.ts';
import type { Chain } from '../../src/lib/core/protocol/membership.ts';
import type { LogPosition } from '../../src/lib/core/protocol/messages.ts';
import type { TestDevice } from '../support/relay-peer.ts';
import type { Random } from '../support/sim/random.ts';

/** A frame, and whether it goes out as text. */
export interface FuzzFrame {
	readonly bytes: Uint8Array;
	readonly text: boolean;
}

const HUGE = [0xff, 0x7f, 0x80, 0x00, 0x01] as const;
const MOST_NOISE = 3000;

/** @param count bytes of no meaning */
export const noise = (random: Random, count: number): Uint8Array =>
	Uint8Array.from({ length: count }, () => random.int(0, 255));

/** Valid messages of every kind that this device may say in this room, the hello left out. */
export async function validFrames(device: TestDevice, chain: Chain, at: LogPosition): Promise<Uint8Array[]> {
	const entry = await device.seal(chain, at.logId);
	const { chunks } = await device.snapshot(chain, { at, sizes: [200, 100] });
	const receipt = await device.seal(chain, at.logId, { kind: 3 });
	return [
		encodeClientMessage({ type: 'append', entry }),
		...chunks.map((chunk) => encodeClientMessage({ type: 'snapshot', chunk })),
		encodeClientMessage({ type: 'delivered', statement: await device.delivered(chain, at) }),
		encodeClientMessage({ type: 'receipt', entry: receipt }),
		encodeClientMessage({ type: 'statement', statement: chain.statements[0]!, box: null }),
		encodeClientMessage({ type: 'statement', statement: chain.statements.at(-1)!, box: new Uint8Array(52) }),
		encodeClientMessage({ type: 'ephemeral', payload: new Uint8Array(100) }),
		encodeClientMessage({ type: 'ping' })
	];
}

/** One frame of a hostile device, made from a valid one or from nothing. */
export function hostile(random: Random, valid: readonly Uint8Array[]): FuzzFrame {
	const bytes = random.pick(valid);
	const text = random.chance(0.01);
	switch (random.int(0, 7)) {
		case 0:
			return { bytes: noise(random, random.int(0, MOST_NOISE)), text };
		case 1:
			return { bytes: flipped(random, bytes), text };
		case 2:
			return { bytes: bytes.slice(0, random.int(0, bytes.length)), text };
		case 3:
			return { bytes: concat(bytes, noise(random, random.int(1, 500))), text };
		case 4:
			return { bytes: stretched(random, bytes), text };
		case 5:
			// The body of one message under the type of another.
			return { bytes: concat(random.pick(valid).slice(0, 1), bytes.slice(1)), text };
		case 6:
			return { bytes: concat(bytes, random.pick(valid)), text };
		default:
			return { bytes, text };
	}
}

function flipped(random: Random, bytes: Uint8Array): Uint8Array {
	const out = bytes.slice();
	for (let i = random.int(1, 4); i > 0 && out.length > 0; i--) {
		const at = random.int(0, out.length - 1);
		out[at] = out[at]! ^ (1 << random.int(0, 7));
	}
	return out;
}

/** A few bytes in a row become a count or length that cannot be, or that is just one off. */
function stretched(random: Random, bytes: Uint8Array): Uint8Array {
	const out = bytes.slice();
	const at = random.int(1, Math.max(1, out.length - 4));
	const filler = random.pick(HUGE);
	for (let i = 0; i < random.pick([1, 2, 4, 8]) && at + i < out.length; i++) out[at + i] = filler;
	return out;
}
