import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nextSurfaced } from '../../../tests/support/surfaced.ts';
import type { InviteId, RoomId } from '../core/ids.ts';
import { RoomDatabase } from '../platform/room-database.ts';
import { fetchPart, NotFetched } from './fetch-part.ts';
import { RoomInvites } from './invites.ts';
import { newRoom } from './room/found-journal.ts';
import { OpenRoom } from './room/open-room.ts';

vi.mock('./fetch-part.ts', { spy: true });

let id: RoomId;
let room: OpenRoom;
let invites: RoomInvites;
beforeEach(async () => {
	const row = await newRoom();
	id = row.room;
	room = await OpenRoom.open(row);
	invites = new RoomInvites(room, () => undefined);
	await vi.waitFor(() => expect(invites.allowed).toBe(true));
});
afterEach(async () => {
	await room.close();
	await RoomDatabase.delete(id);
	vi.restoreAllMocks();
});

const asked: readonly (readonly [what: string, ask: () => Promise<unknown>])[] = [
	['inviting', () => invites.create({ role: 'editor', days: 7 })],
	['taking an invite back', () => invites.revoke('AAAAAAAAAAAAAAAAAAAAAA' as InviteId)]
];

test.each(asked)('%s without the part of the app that does it says so', async (_what, ask) => {
	vi.mocked(fetchPart).mockRejectedValueOnce(new NotFetched());
	expect(await ask()).toEqual({ ok: false, problem: 'not-fetched' });
});

test.each(asked)('%s with a bug in it comes to an end, and the bug surfaces', async (_what, ask) => {
	const bug = new TypeError('a bug');
	const surfaced = nextSurfaced();
	vi.mocked(fetchPart).mockRejectedValueOnce(bug);
	expect(await ask()).toEqual({ ok: false, problem: 'unexpected' });
	expect(await surfaced).toBe(bug);
});

test('an invite that the relay cannot be told of is not made', async () => {
	expect(await invites.create({ role: 'editor', days: 7 })).toEqual({
		ok: false,
		problem: 'relay-unreachable'
	});
	expect(invites.open).toEqual([]);
});
