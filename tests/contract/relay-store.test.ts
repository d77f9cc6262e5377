import { mkdtemp, rm } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogId, RoomId } from '../../src/lib/core/ids.ts';
import { logContinueBytes } from '../../src/lib/core/protocol/entry.ts';
import { sha256 } from '../../server/crypto.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { memoryRelayStore, restored } from '../support/relay-memory-store.ts';
import { relayStoreContract } from './relay-store.contract.ts';

relayStoreContract('memory', async () => {
	let store = memoryRelayStore();
	return {
		store,
		restart: async () => (store = memoryRelayStore(store.snapshot())),
		restore: async (logId) => (store = memoryRelayStore(restored(store.snapshot(), () => logId))),
		cleanUp: async () => undefined
	};
});

relayStoreContract('node:sqlite', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'soundings-store-'));
	let store = openSqliteStore(folder);
	const restart = async (meanwhile: () => void = () => undefined) => {
		await store.close();
		meanwhile();
		return (store = openSqliteStore(folder));
	};
	return {
		store,
		restart,
		restore: (logId) => restart(() => renewLogs(join(folder, 'soundings.sqlite'), logId)),
		cleanUp: async () => {
			await store.close();
			await rm(folder, { recursive: true });
		}
	};
});

/** What the restore command does to a store, in small. */
function renewLogs(file: string, logId: LogId): void {
	const db = new DatabaseSync(file);
	for (const { id, room, log_id: former, seq, hash } of db.prepare('SELECT * FROM rooms').all()) {
		const next = sha256(logContinueBytes(room as RoomId, logId, hash as Uint8Array));
		const values = [id ?? null, former ?? null, seq ?? null, next];
		db.prepare('INSERT INTO formers (room, log_id, until, hash) VALUES (?, ?, ?, ?)').run(...values);
		db.prepare('UPDATE rooms SET log_id = ?, hash = ? WHERE id = ?').run(logId, next, id as number);
	}
	db.close();
}
