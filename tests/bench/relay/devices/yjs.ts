// Devices of servers that speak Yjs' sync protocol: step 1 asks with a state vector, step 2 answers, then updates.
// The servers differ in what is put around it.

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { keysIn } from '../../sync-content.ts';
import type { Device, Entering, Network, Room } from './device.ts';
import { type Line, Lines } from './line.ts';

const STEP = { ask: 0, answer: 1, update: 2 } as const;
type Step = (typeof STEP)[keyof typeof STEP];

/** A server's own form of the protocol. */
export interface Dialect {
	/** Where a room is, behind the address. */
	readonly path: (room: string) => string;
	/** What comes before a sync message. */
	readonly head: (room: string) => Uint8Array;
	/** Sent at connecting; null for none. */
	readonly greeting: (room: string) => Uint8Array | null;
	/** What a frame is; a sync message's step comes next. */
	readonly kindOf: (frame: decoding.Decoder) => 'sync' | 'ack' | 'other';
	/** The server has documents of its own: it asks, and answers what a device lacks. */
	readonly answers: boolean;
}

const EMPTY_STATE = Uint8Array.of(0);
const EMPTY_UPDATE = Uint8Array.of(0, 0);
/** A server may leave out what was deleted. */
const NEARLY_ALL = 0.9;

/** Rooms of a server that listens on this port of the loopback address. */
export function yjsNetwork(port: number, dialect: Dialect): Network {
	const lines = new Lines();
	let rooms = 0;
	return {
		keeps: dialect.answers,
		room: async () => {
			rooms += 1;
			return yjsRoom(lines, `ws://127.0.0.1:${port}`, `room-${rooms}`, dialect);
		},
		close: () => lines.cutAll()
	};
}

function yjsRoom(lines: Lines, address: string, name: string, dialect: Dialect): Room {
	const url = address + dialect.path(name);
	/** A server without documents sends a journal's worth of bytes to whoever says how many. */
	const urlFor = (missing: number): string =>
		missing > 0 && !dialect.answers ? `${url}?bytes=${kept}` : url;
	const head = dialect.head(name);
	const frame = (step: Step, payload: Uint8Array): Uint8Array => {
		const encoder = encoding.createEncoder();
		encoding.writeUint8Array(encoder, head);
		encoding.writeVarUint(encoder, step);
		encoding.writeVarUint8Array(encoder, payload);
		return encoding.toUint8Array(encoder);
	};
	/** Bytes that a fresh device is to receive before it has everything. */
	let kept = 0;

	const enter = ({ has }: Pick<Entering, 'has'>): Promise<Device> =>
		new Promise((entered, failed) => {
			const missing = has === null ? kept * NEARLY_ALL : 0;
			let received = 0;
			/** Answers of ours that a server may confirm like a change. */
			let unconfirmed = 0;
			const come = (line: Line): Device => ({
				onChanges: () => undefined,
				onAcks: () => undefined,
				send: (bytes) => line.send(bytes),
				leave: () => line.leave(),
				cut: () => line.cut()
			});
			let device: Device | null = null;
			const arrive = (line: Line): void => {
				device = come(line);
				entered(device);
			};
			lines.open(urlFor(missing), null, {
				onLost: (why) => {
					if (device) throw why;
					failed(why);
				},
				onOpen: (line) => {
					const greeting = dialect.greeting(name);
					if (greeting) line.send(greeting);
					line.send(frame(STEP.ask, has?.stateVector ?? EMPTY_STATE));
					if (!dialect.answers && missing === 0) arrive(line);
				},
				onFrame: (line, bytes) => {
					const decoder = decoding.createDecoder(bytes);
					const kind = dialect.kindOf(decoder);
					if (kind === 'ack') {
						if (unconfirmed > 0) unconfirmed -= 1;
						else device?.onAcks(1);
						return;
					}
					if (kind === 'other') return;
					const step = decoding.readVarUint(decoder);
					const payload = decoding.readVarUint8Array(decoder);
					if (step === STEP.ask) {
						if (!dialect.answers) return;
						unconfirmed += 1;
						return line.send(frame(STEP.answer, EMPTY_UPDATE));
					}
					if (device) return step === STEP.update ? device.onChanges(keysIn(payload)) : undefined;
					received += payload.length;
					if (received >= missing) arrive(line);
				}
			});
		});

	return {
		fill: async (content) => {
			const device = dialect.answers ? await enter({ has: null }) : null;
			kept = content.update.length;
			if (!device) return;
			device.send(frame(STEP.update, content.update));
			// The server answers this connection in order: whoever comes now finds it.
			const next = await enter({ has: null });
			await device.leave();
			await next.leave();
		},
		frames: async (changes) => changes.map((change) => frame(STEP.update, change)),
		enter
	};
}
