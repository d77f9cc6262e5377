import { expect, test } from 'vitest';
import type { LogId, RoomId } from '../../src/lib/core/ids.ts';
import { memoryRelayStore } from '../../tests/support/relay-memory-store.ts';
import { samAndAna } from '../../tests/support/relay-scenes.ts';
import { TestClock } from '../../tests/support/relay-world.ts';
import { nodeVerifier } from '../crypto.ts';
import { DEFAULT_LIMITS } from './ports.ts';
import { Rooms } from './rooms.ts';

const LOG = 'AAAAAAAAAAAAAAAAAAAAAA' as LogId;

test('S15: a room is in memory, and the store told that it is used, from its first user to its last', async () => {
	const { chain } = await samAndAna();
	const idle: RoomId[] = [];
	const store = { ...memoryRelayStore(), idle: (room: RoomId) => void idle.push(room) };
	await store.createRoom({ room: chain.room, logId: LOG, chain: chain.statements, created: 1 });
	const rooms = new Rooms({
		store,
		crypto: nodeVerifier,
		clock: new TestClock(),
		defer: setImmediate,
		log: () => undefined,
		limits: DEFAULT_LIMITS
	});
	const room = await rooms.acquire(chain.room);
	expect(await rooms.acquire(chain.room)).toBe(room);
	rooms.release(chain.room);
	expect([rooms.size, idle]).toEqual([1, []]);
	rooms.release(chain.room);
	expect([rooms.size, idle]).toEqual([0, [chain.room]]);
});
