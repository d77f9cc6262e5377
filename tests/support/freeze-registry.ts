// The list of journals on a device, and the keys to their rooms, as a browser keeps them.

import { newJournalId, newMemberId } from '../../src/lib/core/ids.ts';
import { toBase64url } from '../../src/lib/core/bytes.ts';
import type { Crypto } from '../../src/lib/core/protocol/crypto.ts';
import type { Kept } from './freeze-kept.ts';
import type { FrozenAuthor } from './freeze-room.ts';
import { type FrozenDatabase, FrozenKey } from './freeze-rows.ts';

const DAY = 86_400_000;

/** @param extractable keys made before there were backups were not */
const deviceOf = ({ seeds, device }: FrozenAuthor, extractable: boolean) => ({
	signKey: new FrozenKey('Ed25519', seeds[0], extractable),
	signPublic: device.signer.publicKey,
	exchangeKey: new FrozenKey('X25519', seeds[1], extractable),
	exchangePublic: device.exchange.publicKey
});

/** Sam's journal; one of somebody else's that he reads, from before there were backups; a join, a removal, a restoring. */
export function registryOf(
	crypto: Crypto,
	{ room, personal, journal: id }: Omit<Kept, 'story'>,
	now: number
): FrozenDatabase {
	const { chain, sam, ana, epoch, open } = room;
	const random = (length: number) => crypto.random(length);
	const newRoom = () => toBase64url(random(32));
	const [read, removed, restoring] = [1, 2, 3].map(() => newJournalId(random));
	const rooms = { shared: chain.room, personal: personal.chain.room };
	const [otherShared, otherPersonal] = [newRoom(), newRoom()];
	const own = {
		id,
		name: 'From ward to data',
		memberName: 'Sam',
		me: sam.member,
		role: 'owner',
		...rooms,
		createdAt: now - 50 * DAY,
		openedAt: now,
		receipts: false,
		admission: 'the word at the door',
		backedUpAt: now - DAY,
		backupDeclinedAt: now - 9 * DAY
	};
	const others = {
		id: read,
		name: 'Read along',
		memberName: 'Sam',
		me: newMemberId(random),
		role: 'viewer',
		shared: otherShared,
		personal: otherPersonal,
		createdAt: now - 60 * DAY,
		openedAt: now - 2 * DAY
	};
	const epochs = [{ epoch: epoch.epoch, key: epoch.key }];
	const roomRows = [
		{ room: chain.room, device: deviceOf(sam, true), epochs },
		{
			room: rooms.personal,
			device: deviceOf(personal.author, true),
			epochs: [{ epoch: 1, key: personal.epochKey }]
		},
		{ room: otherShared, device: deviceOf(ana, false), epochs: [...epochs, { epoch: 2, key: random(32) }] }
	];
	const join = {
		invite: open.id,
		room: newRoom(),
		secret: open.secret,
		device: deviceOf(ana, true),
		memberName: 'Sam, reading',
		startedAt: now - DAY
	};
	const deletions = [
		{ id: removed, rooms: [newRoom()] },
		{ id: restoring, rooms: [newRoom()], restoringSince: now - 1000 }
	];
	const store = (name: string, keyPath: string, rows: readonly unknown[]) => ({
		name,
		keyPath,
		autoIncrement: false,
		rows: rows.map((value) => ({ value }))
	});
	return {
		name: 'soundings',
		version: 1,
		stores: [
			store('journals', 'id', [own, others]),
			store('rooms', 'room', roomRows),
			store('joins', 'invite', [join]),
			store('deletions', 'id', deletions)
		]
	};
}
