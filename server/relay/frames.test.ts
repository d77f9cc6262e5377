import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toBase64url } from '../../src/lib/core/bytes.ts';
import type { SessionId } from '../../src/lib/core/ids.ts';
import {
	decodeClientMessage,
	encodeClientMessage,
	encodeRelayMessage
} from '../../src/lib/core/protocol/messages.ts';
import { ackFrame, chunkFrame, entriesFrame, readAppend } from './frames.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const number = fc.oneof(fc.nat(), fc.maxSafeNat());

test('an append is read as the codec of both sides reads it, and nothing else is taken for one', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 400 }), (entry) => {
			const frame = encodeClientMessage({ type: 'append', entry });
			expect(readAppend(frame)).toEqual({ type: 'append', entry });
			const decoded = decodeClientMessage(entry);
			expect(readAppend(entry)).toEqual(decoded?.type === 'append' ? decoded : null);
		})
	);
});

test('an ack is what the codec of both sides makes of it', () => {
	fc.assert(
		fc.property(bytes(16), number, number, bytes(32), (session, counter, seq, hash) => {
			const ack = { session: toBase64url(session) as SessionId, counter, seq, hash };
			expect(new Uint8Array(ackFrame(ack))).toEqual(encodeRelayMessage({ type: 'ack', ...ack }));
		})
	);
});

test('so are entries', () => {
	const entries = fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 5 });
	fc.assert(
		fc.property(number, entries, fc.boolean(), (first, list, more) => {
			const expected = encodeRelayMessage({ type: 'entries', first, entries: list, more });
			expect(new Uint8Array(entriesFrame(first, list, more))).toEqual(expected);
		})
	);
});

test('so is a chunk', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 0xffff }), fc.uint8Array({ maxLength: 400 }), (index, chunk) => {
			const expected = encodeRelayMessage({ type: 'chunk', index, chunk });
			expect(new Uint8Array(chunkFrame(index, chunk))).toEqual(expected);
		})
	);
});
