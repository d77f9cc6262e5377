// The commands beside `serve`, as processes: on the store of a running relay, and in its place.

import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Chain } from '../../src/lib/core/protocol/membership.ts';
import type { LogPosition } from '../../src/lib/core/protocol/messages.ts';
import type { Stats } from '../../server/cli/stats.ts';
import { fill } from '../support/filled-store.ts';
import { TestDevice } from '../support/relay-peer.ts';
import type { RelayPeer } from '../support/relay-peer.ts';
import { dialRelay } from '../support/relay-world.ts';
import { newPlace, ServerUnderTest } from '../support/server-under-test.ts';
import type { Place } from '../support/server-under-test.ts';

// Processes are started, which takes a while on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let place: Place;
let store: string;
let backup: string;
let sam: TestDevice;
let chain: Chain;
beforeEach(async () => {
	place = await newPlace();
	store = joinPath(place.data, 'soundings.sqlite');
	backup = joinPath(place.folder, 'backup.sqlite');
	sam = await TestDevice.create();
	chain = await sam.found();
});
afterEach(() => place.remove());

const command = async (...args: string[]) => {
	const server = new ServerUnderTest(place, args);
	const code = await server.exit;
	return { code, out: server.out, err: server.err };
};

type Done = Awaited<ReturnType<typeof command>>;

function expectSaid(done: Done, code: number, words: string): void {
	expect(done.code).toBe(code);
	expect(done.out + done.err).toContain(words);
}

async function comeIn(server: ServerUnderTest, position: LogPosition | null = null) {
	const address = await server.address();
	const peer = await dialRelay(address);
	await sam.hello(peer, chain, address, { position });
	return { peer, welcome: await peer.take('welcome') };
}

/** Appends entries and reads their acks. */
async function append(peer: RelayPeer, logId: LogPosition['logId'], count: number): Promise<LogPosition> {
	let position: LogPosition | null = null;
	for (let i = 0; i < count; i++) {
		peer.send({ type: 'append', entry: await sam.seal(chain, logId) });
		let answer = await peer.takeEither('ack', 'entries');
		while (answer.type === 'entries') answer = await peer.takeEither('ack', 'entries');
		position = { logId, seq: answer.seq, hash: answer.hash };
	}
	return position!;
}

function change(file: string, sql: string): void {
	const db = new DatabaseSync(file);
	db.exec(sql);
	db.close();
}

test('an unknown command, flag or a missing file is said so, with exit code 2', async () => {
	expectSaid(await command('frobnicate'), 2, '"frobnicate"');
	const wrong = await command('stats', '--colour', 'x');
	expectSaid(wrong, 2, '--colour: unknown flag');
	expect(wrong.err).toContain('"x": unexpected argument');
	expectSaid(await command('backup'), 2, 'which file?');
});

test('--help names every command and every setting', async () => {
	const { code, out } = await command('--help');
	expect(code).toBe(0);
	for (const word of ['serve', 'stats', 'backup <file>', 'restore <file>', 'ADMISSION_TOKEN', 'MAX_ROOM'])
		expect(out).toContain(word);
});

describe('stats', () => {
	test('tells what the store of a running relay holds, in numbers: for people and for programs', async () => {
		const server = new ServerUnderTest(place);
		const { peer, welcome } = await comeIn(server);
		await append(peer, welcome.head.logId, 3);
		const stats = JSON.parse((await command('stats', '--json')).out) as Stats;
		expect(stats).toMatchObject({ rooms: 1, entries: 3, snapshots: 0, biggest: [{ entries: 3 }] });
		expect(stats.biggest[0]?.bytes).toBe(stats.entryBytes);
		expect(stats.files['soundings.sqlite-wal']).toBeGreaterThan(stats.entryBytes);
		const { code, out } = await command('stats');
		expect(code).toBe(0);
		expect(out).toMatch(/^rooms +1$/m);
		await server.stop();
	});

	test('S13: it names no room, device or log', async () => {
		const { logId } = await fill(place.data, sam, chain, 1);
		for (const flags of [[], ['--json']])
			for (const secret of [chain.room, sam.id, logId])
				expect((await command('stats', ...flags)).out).not.toContain(secret);
	});

	test('without a store it says so and makes none', async () => {
		expectSaid(await command('stats'), 1, 'there is no store');
		expect(existsSync(place.data)).toBe(false);
	});
});

describe('backup', () => {
	test('copies the store of a running relay, private and whole, and the relay goes on', async () => {
		const server = new ServerUnderTest(place);
		const { peer, welcome } = await comeIn(server);
		await append(peer, welcome.head.logId, 5);
		const done = await command('backup', backup);
		expectSaid(done, 0, '1 rooms, 5 entries');
		expect((await stat(backup)).mode & 0o777).toBe(0o600);
		expect(await append(peer, welcome.head.logId, 1)).toMatchObject({ seq: 6 });
		await server.stop();
		expect((await readdir(place.folder)).filter((name) => name.startsWith('backup'))).toEqual([
			'backup.sqlite'
		]);
	});

	test('does not say "done" for a store in which anything was changed', async () => {
		await fill(place.data, sam, chain, 3);
		change(store, 'UPDATE entries SET bytes = zeroblob(length(bytes)) WHERE seq = 2');
		const { code, err } = await command('backup', backup);
		expect([code, err]).toEqual([1, expect.stringContaining('entry 2')]);
		expect(existsSync(backup)).toBe(false);
	});
});

describe('restore', () => {
	test('S7: puts the backup in place under a new log id; a device`s old position counts no more', async () => {
		await fill(place.data, sam, chain, 3);
		expect(await command('backup', backup)).toMatchObject({ code: 0 });
		const lost = await fill(place.data, sam, chain, 2);
		const restored = await command('restore', backup, '--replace');
		expectSaid(restored, 0, '1 rooms, 3 entries');
		const server = new ServerUnderTest(place);
		const { peer, welcome } = await comeIn(server, lost);
		expect(welcome).toMatchObject({ from: 0, head: { seq: 3 } });
		expect(welcome.head.logId).not.toBe(lost.logId);
		expect(await peer.take('entries')).toMatchObject({ first: 1 });
		const position = await append(peer, welcome.head.logId, 2);
		const again = await comeIn(server, position);
		expect(again.welcome).toMatchObject({ from: 5, head: position });
		await server.stop();
		const aside = (await readdir(place.data)).find((name) => name.startsWith('soundings-replaced-'));
		expect(restored.out).toContain(aside);
	});

	test('refuses while a relay runs, and where a store is, and leaves both alone', async () => {
		await fill(place.data, sam, chain, 1);
		expect(await command('backup', backup)).toMatchObject({ code: 0 });
		const bytes = await readFile(store);
		expectSaid(await command('restore', backup), 1, '--replace');
		expect((await readFile(store)).equals(bytes)).toBe(true);
		const server = new ServerUnderTest(place);
		const { peer, welcome } = await comeIn(server);
		const refused = await command('restore', backup, '--replace');
		expectSaid(refused, 1, 'another process uses this data folder');
		expect(await append(peer, welcome.head.logId, 1)).toMatchObject({ seq: 2 });
		await server.stop();
	});
});

test('a damaged store does not start: the message names the file and the restore command', async () => {
	await fill(place.data, sam, chain, 3);
	change(store, 'DELETE FROM entries WHERE seq = 2');
	const before = await readFile(store);
	const { code, err } = await command('serve');
	expect(code).toBe(1);
	expect(err).toContain(store);
	expect(err).toContain(`soundings-relay restore <backup> --data-dir ${place.data} --replace`);
	expect((await readFile(store)).equals(before)).toBe(true);
});
