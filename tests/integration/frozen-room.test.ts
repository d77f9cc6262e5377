// The log of a room as an earlier build wrote it, entry by entry, and an invite that was open then.

import * as Y from 'yjs';
import { afterEach, describe, expect, test } from 'vitest';
import { equal, fromBase64url, toBase64url } from '../../src/lib/core/bytes.ts';
import { decodeEntry, logNextBytes, logStartBytes } from '../../src/lib/core/protocol/entry.ts';
import { decodeInviteFragment, inviteKeys, openBox } from '../../src/lib/core/sync/invite.ts';
import { Keyring } from '../../src/lib/core/sync/keyring.ts';
import { readEntry, seenKey } from '../../src/lib/core/sync/reader.ts';
import { SeenCounters } from '../../src/lib/core/sync/seen.ts';
import { frozenChunks, frozenJson } from '../support/freeze-files.ts';
import {
	expectedOf,
	frozenRoom,
	frozenState,
	openState,
	serveStore,
	VERSIONS
} from '../support/freeze-open.ts';
import { outline } from '../support/freeze-outline.ts';
import { memoryRelayStore } from '../support/relay-memory-store.ts';
import { SyncDevice } from '../support/sync-device.ts';

interface ExpectedEntry {
	readonly seq: number;
	readonly by: 'sam' | 'ana';
	readonly part: number;
	readonly parts: number;
	readonly knew: number;
	readonly base: number;
}

interface ExpectedRoom {
	readonly head: { readonly seq: number; readonly hash: string };
	readonly chain: {
		readonly head: string;
		readonly epoch: number;
		readonly members: Readonly<Record<string, string>>;
		readonly devices: readonly unknown[];
		readonly invites: readonly unknown[];
	};
	readonly entries: readonly ExpectedEntry[];
	readonly forged: readonly number[];
}

const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
	for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

describe.each(VERSIONS)('S18: a room of %s', (version) => {
	const expected = frozenJson<ExpectedRoom>(`${version}/room.expected.json`);
	const entries = frozenChunks(`${version}/room.entries.bin`);

	test('its chain holds: founded, joined, an invite revoked, another one open', async () => {
		const { chain, keys } = await frozenRoom(version);
		expect(chain.room).toBe(keys.room);
		expect(chain.statements).toHaveLength(6);
		expect({
			head: toBase64url(chain.head),
			epoch: chain.epoch,
			members: Object.fromEntries(chain.members),
			devices: [...chain.devices].map(([id, device]) => ({ id, ...device })),
			invites: [...chain.invites].map(([id, invite]) => ({ id, ...invite }))
		}).toMatchObject(expected.chain);
		expect(toBase64url(chain.devices.get(keys.ana.device)!.exchange)).toBe(keys.ana.exchange);
	});

	test('its log is read entry by entry: hashes, signatures, keys, parts', async () => {
		const { chain, keys, epochs, crypto } = await frozenRoom(version);
		const seen = new SeenCounters([]);
		const keyring = new Keyring(crypto, chain.room, epochs);
		const context = { verifier: crypto, keyring, room: chain.room, logId: keys.logId, chain, seen };
		const doc = new Y.Doc();
		const refused: number[] = [];
		let parts: Uint8Array[] = [];
		let hash: Uint8Array = await crypto.sha256(logStartBytes(chain.room, keys.logId));
		const hashes = [hash];
		for (const [i, bytes] of entries.entries()) {
			const wanted = expected.entries[i]!;
			const { header } = decodeEntry(bytes)!;
			const { knew, by, base, ...fields } = wanted;
			expect({ seq: i + 1, ...header }).toMatchObject({ ...fields, device: keys[by].device });
			expect(chain.numbers.get(toBase64url(header.membership))).toBe(knew - 1);
			expect(equal(header.base.hash, hashes[base]!)).toBe(true);
			hash = await crypto.sha256(logNextBytes(hash, bytes));
			hashes.push(hash);
			const reading = await readEntry(context, bytes);
			if (reading.kind === 'refused') {
				expect(reading.why).toBe('signature');
				refused.push(i + 1);
				continue;
			}
			if (reading.kind !== 'payload') throw new Error(`entry ${i + 1} reads as ${reading.kind}`);
			seen.add(seenKey(header), header.counter);
			expect((await readEntry(context, bytes)).kind).toBe('refused');
			parts.push(reading.payload);
			if (wanted.part + 1 < wanted.parts) continue;
			Y.applyUpdate(doc, Buffer.concat(parts));
			parts = [];
		}
		expect(toBase64url(hash)).toBe(expected.head.hash);
		expect(refused).toEqual(expected.forged);
		const { me, says } = expectedOf(`${version}/journal`);
		const shared = Y.encodeStateAsUpdate(doc);
		const page = openState(me, { shared, personal: frozenState(`${version}/journal`).personal });
		expect(outline(page.journal, page.practice)).toMatchObject(says);
	});

	test('S14: a fresh device reads it from a relay, has all of it, and adds nothing', async () => {
		const { chain, keys, epochs, sam } = await frozenRoom(version);
		const store = memoryRelayStore();
		await store.createRoom({ room: chain.room, logId: keys.logId, chain: chain.statements, created: 0 });
		await store.append(entries.map((bytes) => ({ ...decodeEntry(bytes)!.header, bytes })));
		const relay = await serveStore(store);
		cleanUps.push(() => relay.close());
		const epochKey = epochs.get(chain.epoch)!;
		const device = new SyncDevice({ origin: relay.origin, chain, device: sam, epochKey, clientID: 7 });
		cleanUps.push(() => device.destroy());
		device.connect();
		await device.settled();
		const { shared } = frozenState(`${version}/journal`);
		const whole = new Y.Doc();
		Y.applyUpdate(whole, shared);
		expect(Y.equalSnapshots(Y.snapshot(device.doc), Y.snapshot(whole))).toBe(true);
		expect(device.sync.status).toMatchObject({
			role: 'owner',
			held: 0,
			refused: 1,
			healed: false,
			problem: null
		});
		const room = (await store.room(chain.room))!;
		expect([room.seq, toBase64url(room.hash)]).toEqual([expected.head.seq, expected.head.hash]);
	});

	test('its invite link opens the box with the key', async () => {
		const { link, box } = frozenJson<{ link: string; box: string }>(`${version}/invite.json`);
		const { room, invite, epoch, key, ...terms } = frozenJson<Record<string, string | number>>(
			`${version}/invite.expected.json`
		);
		const { crypto, chain } = await frozenRoom(version);
		const read = decodeInviteFragment(new URL(link).hash)!;
		expect(read.room).toBe(room);
		const keys = await inviteKeys(crypto, read.secret);
		expect(keys.id).toBe(invite);
		expect(chain.invites.get(keys.id)).toMatchObject({ ...terms, state: 'open' });
		const opened = (await openBox(crypto, chain, keys, fromBase64url(box)!))!;
		expect([opened.epoch, toBase64url(opened.key)]).toEqual([epoch, key]);
	});
});
