// Writes the file of a relay that keeps the frozen room.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toBase64url } from '../../src/lib/core/bytes.ts';
import type { InviteId } from '../../src/lib/core/ids.ts';
import type { Crypto } from '../../src/lib/core/protocol/crypto.ts';
import { decodeEntry } from '../../src/lib/core/protocol/entry.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { asJson, type Keep } from './freeze-documents.ts';
import { type FrozenRoom, freezeRoom, LogWriter } from './freeze-room.ts';

const CREATED = Date.UTC(2026, 8, 28);

/** The file of a relay with this room and one that nobody has written to. */
export async function keepStore(keep: Keep, crypto: Crypto, room: FrozenRoom, log: LogWriter): Promise<void> {
	const { chain, ana, forAna, open } = room;
	const folder = mkdtempSync(join(tmpdir(), 'soundings-freeze-'));
	const store = openSqliteStore(folder);
	const { room: id, statements } = chain;
	const { logId, entries, position } = log;
	await store.createRoom({ room: id, logId, chain: statements.slice(0, 1), created: CREATED });
	for (let length = 1; length < statements.length; length++) {
		const box = [forAna, open].find((each) => each.length === length + 1);
		const added = box ? { invite: box.id as InviteId, box: box.box } : null;
		await store.addStatements(id, length, statements.slice(length, length + 1), added);
	}
	await store.takeBox(id, forAna.id as InviteId, ana.id);
	await store.append(
		entries.map((bytes) => {
			const { device, session, counter } = decodeEntry(bytes)!.header;
			return { room: id, device, session, counter, bytes };
		})
	);
	const { founded } = await freezeRoom(crypto);
	const silent = await LogWriter.begin(crypto, { ...room, chain: founded });
	await store.createRoom({
		room: founded.room,
		logId: silent.logId,
		chain: founded.statements,
		created: CREATED
	});
	await store.close();
	keep('store.sqlite', readFileSync(join(folder, 'soundings.sqlite')));
	rmSync(folder, { recursive: true });
	const bytes = entries.reduce((sum, entry) => sum + entry.length, 0);
	const hash = toBase64url(position.hash);
	keep(
		'store.expected.json',
		asJson({
			rooms: [
				{ room: id, logId, seq: position.seq, hash, bytes, statements: statements.length },
				{
					room: founded.room,
					logId: silent.logId,
					seq: 0,
					hash: toBase64url(silent.position.hash),
					bytes: 0,
					statements: 1
				}
			],
			taken: { invite: forAna.id, by: ana.id, box: toBase64url(forAna.box) },
			open: { invite: open.id, box: toBase64url(open.box) }
		})
	);
}
