// Frames of protocol version 2. An app that a browser has kept talks to relays of later builds: as long as both call it the
// same version, every byte means the same.

import { describe, expect, test } from 'vitest';
import {
	type ClientMessage,
	decodeClientMessage,
	decodeRelayMessage,
	encodeClientMessage,
	encodeRelayMessage,
	type RelayMessage
} from '../../src/lib/core/protocol/messages.ts';
import { SUBPROTOCOL } from '../../src/lib/core/protocol/version.ts';
import { frozenChunks, frozenJson } from '../support/freeze-files.ts';
import { read } from '../support/freeze-rows.ts';

interface Expected {
	readonly version: string;
	readonly client: readonly { readonly type: string }[];
	readonly relay: readonly { readonly type: string }[];
}

const { version, ...said } = frozenJson<Expected>('v2/frames.expected.json');
const client = frozenChunks('v2/frames.client.bin').map(
	(frame, i) => [said.client[i]!.type, frame, i] as const
);
const relay = frozenChunks('v2/frames.relay.bin').map((frame, i) => [said.relay[i]!.type, frame, i] as const);

// A build that raised the version reads frames of its own; relay and app refuse each other then (4426).
describe.runIf(SUBPROTOCOL === version)('S18: as long as the protocol is called soundings.2', () => {
	test.each(client)('a device’s %s is what it was', (_, frame, i) => {
		const message = read(said.client[i]) as ClientMessage;
		expect(decodeClientMessage(frame)).toEqual(message);
		expect(encodeClientMessage(message)).toEqual(frame);
	});

	test.each(relay)('a relay’s %s is what it was', (_, frame, i) => {
		const message = read(said.relay[i]) as RelayMessage;
		expect(decodeRelayMessage(frame)).toEqual(message);
		expect(encodeRelayMessage(message)).toEqual(frame);
	});

	test('every message is among them', () => {
		expect(new Set(said.client.map(({ type }) => type)).size).toBe(8);
		expect(new Set(said.relay.map(({ type }) => type)).size).toBe(16);
		// Type bytes are a device's below 64 and a relay's from there on, one for each message.
		expect([...new Set(client.map(([, frame]) => frame[0]))]).toEqual([1, 2, 3, 4, 6, 7, 8, 5]);
		expect([...new Set(relay.map(([, frame]) => frame[0]!))].sort((a, b) => a - b)).toEqual(
			Array.from({ length: 16 }, (_, i) => 64 + i)
		);
	});
});
