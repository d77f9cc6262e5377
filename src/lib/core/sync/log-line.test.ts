import { beforeEach, describe, expect, test } from 'vitest';
import { createSyncCrypto, seededRandom } from '../../../../tests/support/sync-crypto.ts';
import { toBase64url } from '../bytes.ts';
import { newLogId, type RoomId } from '../ids.ts';
import { logContinueBytes, logNextBytes, logStartBytes } from '../protocol/entry.ts';
import { LogLine, samePosition } from './log-line.ts';

const crypto = createSyncCrypto({ random: seededRandom('lines') });
const room = toBase64url(crypto.random(32)) as RoomId;
const [first, second, third] = [1, 2, 3].map(() => newLogId((n) => crypto.random(n))) as [
	LogId,
	LogId,
	LogId
];
type LogId = ReturnType<typeof newLogId>;
const entry = Uint8Array.of(1, 2, 3);

/** Under `first` up to 1, under `second` for no entry at all, then under `third`. */
let line: LogLine;
beforeEach(() => {
	const former = [
		{ logId: first, until: 1 },
		{ logId: second, until: 1 }
	];
	line = new LogLine(room, former, third, crypto);
});

describe('S7: a log that was restored', () => {
	test('goes on from the hash at its end, once for every restoration', async () => {
		const start = await line.start();
		expect(start).toEqual({ logId: first, seq: 0, hash: await crypto.sha256(logStartBytes(room, first)) });
		const end = await crypto.sha256(logNextBytes(start.hash, entry));
		const between = await crypto.sha256(logContinueBytes(room, second, end));
		const hash = await crypto.sha256(logContinueBytes(room, third, between));
		expect(await line.next(start, entry)).toEqual({ logId: third, seq: 1, hash });
		const next = await line.next({ logId: third, seq: 1, hash }, entry);
		expect(next).toEqual({ logId: third, seq: 2, hash: await crypto.sha256(logNextBytes(hash, entry)) });
		// What a snapshot made under an earlier id says of that place is the same place.
		for (const at of [
			{ logId: first, seq: 1, hash: end },
			{ logId: second, seq: 1, hash: between }
		]) {
			expect(samePosition((await line.at(at))!, { logId: third, seq: 1, hash })).toBe(true);
		}
	});

	test('that never had an entry', async () => {
		const empty = new LogLine(room, [{ logId: first, until: 0 }], second, crypto);
		expect(await empty.start()).toMatchObject({ logId: second, seq: 0 });
	});

	test('has no place that its ids did not reach', async () => {
		const hash = new Uint8Array(32);
		expect(await line.at({ logId: first, seq: 2, hash })).toBeNull();
		expect(await line.at({ logId: third, seq: 0, hash })).toBeNull();
		expect(await line.at({ logId: newLogId((n) => crypto.random(n)), seq: 1, hash })).toBeNull();
		expect([line.wasNamed(first), line.wasNamed(second), line.wasNamed(third)]).toEqual([true, true, false]);
	});
});
