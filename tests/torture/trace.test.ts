import { expect, test } from 'vitest';
import type { SessionId } from '../../src/lib/core/ids.ts';
import { encodeRelayMessage } from '../../src/lib/core/protocol/messages.ts';
import { judgeTrace } from './trace.ts';

const hex = (bytes: Uint8Array | string) =>
	[...Buffer.from(bytes)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');

const session = Buffer.alloc(16, 7).toString('base64url') as SessionId;
const ackFrame = (seq: number): Buffer => {
	const message = encodeRelayMessage({ type: 'ack', session, counter: seq, seq, hash: new Uint8Array(32) });
	return Buffer.concat([Buffer.of(0x82, message.length), message]);
};

const TO_NETWORK = 'TCP:[127.0.0.1:4321->127.0.0.1:50000]';
const LOG = hex('/data/soundings.sqlite-wal');
const upgrade = `7 write(22<${TO_NETWORK}>, "${hex('HTTP/1.1 101 Switching Protocols\r\n\r\n')}", 36) = 36`;
const written = `7 pwrite64(19<${LOG}>, "${hex('page')}", 4, 4096) = 4`;
const synced = `7 fdatasync(19<${LOG}>) = 0`;
const acked = (...seqs: number[]) => {
	const frames = seqs.map(ackFrame);
	const vectors = frames.map((frame) => `{iov_base="${hex(frame)}", iov_len=${frame.length}}`).join(', ');
	const length = frames.reduce((sum, frame) => sum + frame.length, 0);
	return `7 writev(22<${TO_NETWORK}>, [${vectors}], ${frames.length}) = ${length}`;
};

test('S1: acks behind a sync are counted as they should be', () => {
	const lines = [upgrade, written, synced, acked(1, 2), written, written, synced, acked(3)];
	expect(judgeTrace(lines)).toEqual({ acks: 3, batches: 2, syncs: 2, early: 0 });
});

test.each([
	['no sync at all', [written, acked(1)]],
	['a sync that comes afterwards', [written, acked(1), synced]],
	['a sync of something else', [written, `7 fdatasync(9<${hex('/data/other')}>) = 0`, acked(1)]],
	['a sync that failed', [written, `7 fdatasync(19<${LOG}>) = -1 EIO (Input/output error)`, acked(1)]],
	['a sync before the last write', [written, synced, written, acked(1)]],
	['nothing written', [acked(1)]],
	[
		'a sync that had not returned',
		[
			written,
			`7 fdatasync(19<${LOG}> <unfinished ...>`,
			acked(1).replace(/^7/, '8'),
			'7 <... fdatasync resumed>) = 0'
		]
	]
])('S1: an ack before its sync is found: %s', (_, lines) => {
	expect(judgeTrace([upgrade, ...lines])).toMatchObject({ acks: 1, early: 1 });
});

test('what only looks like an ack is none: another message, half of one, a file', () => {
	const frame = ackFrame(1);
	const half = `7 write(22<${TO_NETWORK}>, "${hex(frame)}", ${frame.length}) = ${frame.length - 1}`;
	const ping = `7 write(22<${TO_NETWORK}>, "${hex(Buffer.of(0x82, 1, 76))}", 3) = 3`;
	const file = `7 write(5<${hex('/tmp/copy')}>, "${hex(frame)}", ${frame.length}) = ${frame.length}`;
	expect(judgeTrace([upgrade, ping, file, written, half]).acks).toBe(0);
	const rest = `7 write(22<${TO_NETWORK}>, "${hex(frame.subarray(-1))}", 1) = 1`;
	expect(judgeTrace([upgrade, written, synced, half, rest])).toMatchObject({ acks: 1, early: 0 });
});
