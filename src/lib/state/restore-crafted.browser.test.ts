// Backups that somebody made to do harm: the passphrase is right, and what is inside is not one journal's own.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { openBackup } from '../core/backup/backup.ts';
import { type BackedRoom, type Backup, encodeContents } from '../core/backup/contents.ts';
import { seal } from '../core/backup/envelope.ts';
import { toBase64url } from '../core/bytes.ts';
import { type DeviceId, type InviteId, type MemberId, newMemberId, type RoomId } from '../core/ids.ts';
import { createCommands } from '../core/journal/commands.ts';
import { openJournal } from '../core/journal/journal.ts';
import { extendChain, foundRoom, readChain, stateNext } from '../core/protocol/membership.ts';
import type { StatementBody } from '../core/protocol/statement.ts';
import type { Signer } from '../core/protocol/crypto.ts';
import { inviteKeys } from '../core/sync/invite.ts';
import { webBackupCrypto } from '../platform/backup-crypto.ts';
import { exportDevice } from '../platform/device-keys.ts';
import * as downloads from '../platform/download.ts';
import { deleteDatabase } from '../platform/idb.ts';
import { IndexedDbRoomStore } from '../platform/indexeddb-room-store.ts';
import { type JournalRow, Registry } from '../platform/registry.ts';
import { RoomDatabase } from '../platform/room-database.ts';
import { generateDevice, webCrypto } from '../platform/webcrypto.ts';
import { saveBackup } from './backup.ts';
import { findBackup, letGo } from './backup-found.ts';
import { restoreBackup } from './restore.ts';
import { startOnThisDevice } from './start-steps.ts';

vi.mock('../platform/download.ts', { spy: true });

const PASSPHRASE = 'a river without a bridge';
const ITERATIONS = 1000;
let registry: Registry;
let victim: JournalRow;
/** Of a journal that was on this device and is not any more. */
let own: Backup;

beforeEach(async () => {
	vi.mocked(downloads.download).mockImplementation(() => undefined);
	registry = await Registry.open();
	victim = await started('Sam');
	const others = await started('Mallory');
	own = await contentsOf(others);
	await registry.deleteJournal(others.id);
});

afterEach(async () => {
	vi.restoreAllMocks();
	registry.close();
	for (const { name } of await indexedDB.databases())
		if (name?.startsWith('soundings')) await deleteDatabase(name);
});

const started = async (name: string): Promise<JournalRow> =>
	(await registry.journal(await startOnThisDevice(registry, name)))!;

async function storedIn<Value>(room: RoomId, run: (store: IndexedDbRoomStore, of: RoomDatabase) => Value) {
	const database = await RoomDatabase.open(room, true);
	try {
		return await run(new IndexedDbRoomStore(database), database);
	} finally {
		database.close();
	}
}

async function contentsOf(row: JournalRow): Promise<Backup> {
	const journal = openJournal({
		shared: new Y.Doc(),
		personal: new Y.Doc(),
		me: row.me,
		random: (length) => webCrypto.random(length),
		now: () => Date.now(),
		commands: createCommands
	});
	const saved = await saveBackup({ id: row.id, journal }, PASSPHRASE);
	journal.close();
	if (!saved.ok) throw new Error(saved.reason);
	const file = vi.mocked(downloads.download).mock.lastCall![1];
	const opened = await openBackup(new Uint8Array(await file.arrayBuffer()), PASSPHRASE, webBackupCrypto);
	if (!opened.ok) throw new Error(opened.fault);
	return opened.value.backup;
}

const fileOf = async (backup: Backup): Promise<File> =>
	new File([await seal(encodeContents(backup), PASSPHRASE, webBackupCrypto, ITERATIONS)], 'x.soundings');

/** What opening it comes to, and restoring it where it opens. */
async function outcomeOf(backup: Backup) {
	const found = await findBackup(await fileOf(backup), PASSPHRASE);
	if (!found.ok) return found;
	const restored = await restoreBackup(found.value);
	letGo(found.value);
	return restored;
}

/** An edit that only this device has. */
async function writeOffline(room: RoomId): Promise<void> {
	const doc = new Y.Doc();
	doc.getMap('people').set('offline', 'written by Sam');
	const update = Y.encodeStateAsUpdate(doc);
	await storedIn(room, (store) => store.write({ updates: [update], addEdits: [update] }));
}

/** How many updates and unsent edits a room has. */
const holdings = (room: RoomId) =>
	storedIn(room, (store, database) =>
		Promise.all([
			database.transact({
				stores: ['updates'],
				mode: 'readonly',
				run(transaction) {
					const count = transaction.objectStore('updates').count();
					return () => count.result;
				}
			}),
			store.edits().then((edits) => edits.length)
		])
	);

describe('a room of a journal that is here', () => {
	test.each(['shared', 'personal'] as const)(
		'S7: is not emptied as the backup’s other room: %s',
		async (side) => {
			await writeOffline(victim[side]);
			const before = await holdings(victim[side]);
			const theirs = await contentsOf(victim);
			const other = side === 'shared' ? 'personal' : 'shared';
			// Who made it says that they are whoever the chain of its shared room knows.
			const me = side === 'shared' ? own.journal.me : await founderOf(theirs.personal);
			const crafted: Backup = { ...own, [other]: theirs[side], journal: { ...own.journal, me } };
			expect(await outcomeOf(crafted)).toEqual({ ok: false, reason: 'damaged' });
			expect(await holdings(victim[side])).toEqual(before);
			expect(await registry.journals()).toHaveLength(1);
		}
	);

	test('is not taken for the journal when only the personal rooms are one', async () => {
		const { personal } = await contentsOf(victim);
		expect(await outcomeOf({ ...own, personal })).toEqual({ ok: false, reason: 'damaged' });
	});

	test('another member’s backup of the same journal neither merges nor is restored beside it', async () => {
		const { shared, journal } = await contentsOf(victim);
		const found = await findBackup(await fileOf({ ...own, shared, journal }), PASSPHRASE);
		expect(found).toMatchObject({ ok: true, value: { here: { id: victim.id, merges: false } } });
		expect(found.ok && (await restoreBackup(found.value))).toEqual({ ok: false, reason: 'here' });
	});
});

describe('before a room is emptied', () => {
	test.each(['shared', 'personal'] as const)('S7: its keys are not here: %s', async (side) => {
		await storedIn(own[side].room, (store) => store.write({ chain: own[side].chain }));
		await writeOffline(own[side].room);
		const before = await holdings(own[side].room);
		const { stored: device } = await generateDevice();
		vi.spyOn(Registry.prototype, 'room').mockImplementation((room) =>
			Promise.resolve(room === own[side].room ? { room, device, epochs: [] } : null)
		);
		expect(await outcomeOf(own)).toEqual({ ok: false, reason: 'here' });
		expect(await holdings(own[side].room)).toEqual(before);
	});

	test.each(['shared', 'personal'] as const)('S16: no join of it is under way: %s', async (side) => {
		await writeOffline(own[side].room);
		const before = await holdings(own[side].room);
		await registry.putJoin({
			invite: 'an-invite' as InviteId,
			room: own[side].room,
			secret: new Uint8Array(32),
			device: (await generateDevice()).stored,
			memberName: 'Sam',
			startedAt: 0
		});
		expect(await outcomeOf(own)).toEqual({ ok: false, reason: 'joining' });
		expect(await holdings(own[side].room)).toEqual(before);
		expect(await registry.joins()).toHaveLength(1);
	});
});

describe('what the chains must prove', () => {
	test('a personal room has one member', async () => {
		expect(await outcomeOf({ ...own, personal: await roomOfTwo() })).toEqual({
			ok: false,
			reason: 'damaged'
		});
	});

	test('without keys too: each holds, is its room’s, and has the member', async () => {
		const theirs = await contentsOf(victim);
		const keyless = (change: { shared?: Partial<BackedRoom>; personal?: Partial<BackedRoom> }): Backup => ({
			...theirs,
			shared: { ...theirs.shared, epochs: [], device: null, ...change.shared },
			personal: { ...theirs.personal, epochs: [], device: null, ...change.personal }
		});
		const refused = { ok: false, reason: 'damaged' };
		expect(await outcomeOf(keyless({ shared: { chain: [] }, personal: { chain: [] } }))).toEqual(refused);
		expect(await outcomeOf(keyless({ personal: { chain: [] } }))).toEqual(refused);
		expect(await outcomeOf(keyless({ personal: { chain: own.personal.chain } }))).toEqual(refused);
		const other = { ...theirs.journal, me: own.journal.me };
		expect(await outcomeOf({ ...keyless({}), journal: other })).toEqual(refused);
		const found = await findBackup(await fileOf(keyless({})), PASSPHRASE);
		expect(found).toMatchObject({ ok: true, value: { syncs: false, here: { merges: true } } });
	});
});

async function founderOf({ chain }: BackedRoom): Promise<MemberId> {
	const read = await readChain(chain, webCrypto);
	if (!read.ok) throw new Error(read.fault);
	return [...read.chain.members.keys()][0]!;
}

/** A room with its founder, whose keys these are, and somebody who was invited. */
async function roomOfTwo(): Promise<BackedRoom> {
	const [founder, guest] = [await generateDevice(), await generateDevice()];
	const idOf = ({ device }: typeof founder) => toBase64url(device.signer.publicKey) as DeviceId;
	const random = (length: number) => webCrypto.random(length);
	const invite = await inviteKeys(webCrypto, random(32));
	let chain = await foundRoom(webCrypto, founder.device, newMemberId(random));
	const grow = async (body: StatementBody, signers: readonly Signer[]) => {
		const grown = await extendChain(chain, await stateNext(chain, body, signers), webCrypto);
		if (!grown.ok) throw new Error(grown.fault);
		({ chain } = grown);
	};
	const terms = { member: newMemberId(random), role: 'editor', expires: 1 } as const;
	const exchange = invite.exchange.publicKey;
	await grow({ kind: 'invite', author: idOf(founder), invite: invite.id, exchange, ...terms }, [
		founder.device.signer
	]);
	const keys = { device: idOf(guest), exchange: guest.device.exchange.publicKey };
	await grow({ kind: 'redeem', invite: invite.id, keys }, [invite.signer, guest.device.signer]);
	const device = await exportDevice(founder.stored);
	return { ...own.personal, room: chain.room, chain: chain.statements, device };
}
