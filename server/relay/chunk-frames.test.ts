import { expect, test } from 'vitest';
import type { RoomId } from '../../src/lib/core/ids.ts';
import { decodeRelayMessage } from '../../src/lib/core/protocol/messages.ts';
import { ChunkFrames } from './chunk-frames.ts';

const ONE = 'one' as RoomId;
const OTHER = 'other' as RoomId;
const digest = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);

/** A store whose chunks are of one length each, and what it was asked for. */
function store(length: number) {
	const asked: string[] = [];
	return {
		asked,
		chunk: async (room: RoomId, [fill]: Uint8Array, index: number) => {
			asked.push(`${room} ${fill} ${index}`);
			return index > 5 ? null : new Uint8Array(length).fill(index);
		}
	};
}

test('a chunk is read once, and is the message that carries it', async () => {
	const chunks = store(100);
	const frames = new ChunkFrames(chunks, 1000);
	const first = await frames.of(ONE, digest(1), 3);
	const message = first && decodeRelayMessage(first);
	expect(message).toEqual({ type: 'chunk', index: 3, chunk: new Uint8Array(100).fill(3) });
	expect(await frames.of(ONE, digest(1), 3)).toBe(first);
	expect(chunks.asked).toEqual(['one 1 3']);
});

test('rooms, snapshots and chunks are told apart', async () => {
	const chunks = store(100);
	const frames = new ChunkFrames(chunks, 1000);
	for (const [room, fill, index] of [
		[ONE, 1, 0],
		[OTHER, 1, 0],
		[ONE, 2, 0],
		[ONE, 1, 1]
	] as const)
		await frames.of(room, digest(fill), index);
	expect(chunks.asked).toEqual(['one 1 0', 'other 1 0', 'one 2 0', 'one 1 1']);
});

test('S15: no more is kept than may be; what was not asked for for longest goes first', async () => {
	const chunks = store(100);
	const frames = new ChunkFrames(chunks, 250);
	const ask = async (index: number): Promise<boolean> => {
		const before = chunks.asked.length;
		await frames.of(ONE, digest(1), index);
		return chunks.asked.length > before;
	};
	for (const index of [0, 1, 0, 2]) await ask(index);
	expect(await ask(0)).toBe(false);
	expect(await ask(2)).toBe(false);
	expect(await ask(1)).toBe(true);
});

test('one that is larger than all that may be kept is sent and not kept', async () => {
	const chunks = store(300);
	const frames = new ChunkFrames(chunks, 250);
	expect(await frames.of(ONE, digest(1), 0)).toHaveLength(303);
	expect(await frames.of(ONE, digest(1), 0)).toHaveLength(303);
	expect(chunks.asked).toHaveLength(2);
});

test('of a room whose snapshots have changed nothing is kept', async () => {
	const chunks = store(100);
	const frames = new ChunkFrames(chunks, 1000);
	await frames.of(ONE, digest(1), 0);
	await frames.of(OTHER, digest(1), 0);
	frames.forget(ONE);
	await frames.of(OTHER, digest(1), 0);
	await frames.of(ONE, digest(1), 0);
	expect(chunks.asked).toEqual(['one 1 0', 'other 1 0', 'one 1 0']);
});

test('a chunk that is gone is none', async () => {
	expect(await new ChunkFrames(store(100), 1000).of(ONE, digest(1), 6)).toBeNull();
});
