// A backup that was restored in a second browser, while the first one goes on: two browsers with one device's keys, on
// a real relay. They must do each other no harm, and what the backup is behind in must come back from the log.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { attachRelay } from '../../server/relay/attach.ts';
import { newMemberId } from '../../src/lib/core/ids.ts';
import { must, PRIYA, seeker } from '../../src/lib/core/journal/testing.ts';
import { decodeEntry } from '../../src/lib/core/protocol/entry.ts';
import { foundRoom, type Chain } from '../../src/lib/core/protocol/membership.ts';
import type { Device } from '../../src/lib/core/protocol/crypto.ts';
import { civilDateOf } from '../../src/lib/core/schema/civil-date.ts';
import { memoryRelayStore, type MemoryRelayStore } from '../support/relay-memory-store.ts';
import { createSyncCrypto, newDevice } from '../support/sync-crypto.ts';
import { SyncDevice } from '../support/sync-device.ts';

const crypto = createSyncCrypto();
let server: Server;
let relay: ReturnType<typeof attachRelay>;
let store: MemoryRelayStore;
let origin: string;
let keys: Device;
let chain: Chain;
let epochKey: Uint8Array;
let browsers: SyncDevice[];

beforeEach(async () => {
	store = memoryRelayStore();
	server = createServer();
	relay = attachRelay(server, { store, publicOrigin: null, log: () => undefined });
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	keys = await newDevice(crypto);
	chain = await foundRoom(
		crypto,
		keys,
		newMemberId((length) => crypto.random(length))
	);
	epochKey = crypto.random(32);
	browsers = [];
});
afterEach(async () => {
	for (const browser of browsers) browser.destroy();
	await relay.close();
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
});

/** One more browser with the same keys. */
function browser(clientID: number, stored?: Uint8Array): SyncDevice {
	const opened = new SyncDevice({ origin, chain, device: keys, epochKey, clientID, stored });
	browsers.push(opened);
	return opened;
}

async function connected(clientID: number, stored?: Uint8Array): Promise<SyncDevice> {
	const opened = browser(clientID, stored);
	opened.connect();
	await opened.settled();
	return opened;
}

const list = ({ doc }: SyncDevice) => doc.getArray<string>('list');
const same = (one: SyncDevice, other: SyncDevice) =>
	Y.equalSnapshots(Y.snapshot(one.doc), Y.snapshot(other.doc));
const agree = (one: SyncDevice, other: SyncDevice) => one.until(() => same(one, other));

/** What the log has, by device, session and counter. */
async function names(): Promise<string[]> {
	const page = await store.entriesAfter(chain.room, 0, Number.MAX_SAFE_INTEGER);
	return page!.entries.map((bytes) => {
		const { header } = decodeEntry(bytes)!;
		return `${header.device} ${header.session} ${header.counter}`;
	});
}

describe('two browsers with the same device key at once', () => {
	test('S2, S3: both write, both have everything, and no entry is lost', async () => {
		const first = await connected(1);
		list(first).push(['before the backup']);
		await first.settled();
		const second = await connected(2, Y.encodeStateAsUpdate(first.doc));
		for (let n = 0; n < 20; n += 1) {
			list(first).push([`first ${n}`]);
			list(second).push([`second ${n}`]);
			if (n % 5 === 0) await first.settled();
		}
		await Promise.all([first.settled(), second.settled()]);
		await Promise.all([agree(first, second), agree(second, first)]);
		expect(list(first).length).toBe(41);
		expect([...list(second)].sort()).toEqual([...list(first)].sort());
		// Who reads only the log has it all too.
		const reader = await connected(3);
		await agree(reader, first);
		expect(list(reader).length).toBe(41);
	});

	test('S9: no key and nonce are used for two entries: each browser has a session of its own', async () => {
		const first = await connected(1);
		const second = await connected(2);
		for (let n = 0; n < 5; n += 1) {
			list(first).push(['first']);
			list(second).push(['second']);
			await Promise.all([first.settled(), second.settled()]);
		}
		const all = await names();
		expect(new Set(all).size).toBe(all.length);
		expect(new Set(all.map((name) => name.split(' ')[0])).size).toBe(1);
		expect(new Set(all.map((name) => name.split(' ')[1])).size).toBe(2);
	});
});

describe('a backup that is behind', () => {
	test('S7: what was written since comes from the log, and what the log lacks is given to it', async () => {
		const first = await connected(1);
		list(first).push(['old']);
		await first.settled();
		const aside = new Y.Doc();
		Y.applyUpdate(aside, Y.encodeStateAsUpdate(first.doc));
		// In the backup and never sent, as when it was made offline.
		aside.getArray<string>('list').push(['only in the backup']);
		list(first).push(['since']);
		await first.settled();
		const restored = await connected(2, Y.encodeStateAsUpdate(aside));
		await Promise.all([agree(restored, first), agree(first, restored)]);
		expect([...list(first)].sort()).toEqual(['old', 'only in the backup', 'since']);
	});

	test('R2-33: words that were taken back after it was made go at the first sync, and come back nowhere', async () => {
		const sam = seeker(5);
		const person = must(sam.journal.commands.addPerson(PRIYA));
		const talk = must(
			sam.journal.commands.addTalk({
				person,
				date: civilDateOf(1_700_000_000_000),
				agreedNotes: true,
				agreedSharing: true
			})
		);
		sam.journal.edit(sam.journal.tables.notes.get(talk)!.fields.culture, 'WITHDRAWN WORDS');
		const first = await connected(1, Y.encodeStateAsUpdate(sam.shared));
		const backup = Y.encodeStateAsUpdate(first.doc);
		expect(says(backup, 'WITHDRAWN WORDS')).toBe(true);
		must(sam.journal.commands.forgetNotes(talk));
		Y.applyUpdate(first.doc, Y.encodeStateAsUpdate(sam.shared));
		await first.settled();

		const restored = await connected(2, backup);
		await Promise.all([agree(restored, first), agree(first, restored)]);
		expect(restored.doc.getMap('withdrawals').size).toBe(1);
		for (const { doc } of [restored, first])
			expect(JSON.stringify(doc.getMap('notes').toJSON())).not.toContain('WITHDRAWN');
	});
});

const says = (bytes: Uint8Array, words: string): boolean =>
	new TextDecoder('latin1').decode(bytes).includes(words);
