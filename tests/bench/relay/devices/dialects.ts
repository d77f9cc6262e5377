// How each of the measured Yjs servers wants the sync protocol wrapped.

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Dialect } from './yjs.ts';

const SYNC = 0;

/** y-websocket's own: the room is the path. */
export const yWebsocket: Dialect = {
	path: (room) => `/${room}`,
	head: () => Uint8Array.of(SYNC),
	greeting: () => null,
	kindOf: (frame) => (decoding.readVarUint(frame) === SYNC ? 'sync' : 'other'),
	answers: true
};

/** The same, where nobody but the other devices can answer. */
export const forwarded: Dialect = { ...yWebsocket, answers: false };

const AUTH = 2;
const SYNC_REPLY = 4;
const SYNC_STATUS = 8;

const addressed = (room: string, ...numbers: readonly number[]): encoding.Encoder => {
	const encoder = encoding.createEncoder();
	encoding.writeVarString(encoder, room);
	for (const number of numbers) encoding.writeVarUint(encoder, number);
	return encoder;
};

/** Hocuspocus: the room's name is in every frame, a token comes first, and every update is confirmed when applied. */
export const hocuspocus: Dialect = {
	path: () => '/',
	head: (room) => encoding.toUint8Array(addressed(room, SYNC)),
	greeting: (room) => {
		const encoder = addressed(room, AUTH, 0);
		encoding.writeVarString(encoder, 'token');
		return encoding.toUint8Array(encoder);
	},
	kindOf: (frame) => {
		decoding.readVarString(frame);
		const type = decoding.readVarUint(frame);
		if (type === SYNC_STATUS) return 'ack';
		return type === SYNC || type === SYNC_REPLY ? 'sync' : 'other';
	},
	answers: true
};
