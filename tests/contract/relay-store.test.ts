import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { memoryRelayStore } from '../support/relay-memory-store.ts';
import { relayStoreContract } from './relay-store.contract.ts';

relayStoreContract('memory', async () => ({ store: memoryRelayStore(), cleanUp: async () => undefined }));

relayStoreContract('node:sqlite', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'soundings-store-'));
	const store = openSqliteStore(folder);
	return {
		store,
		cleanUp: async () => {
			await store.close();
			await rm(folder, { recursive: true });
		}
	};
});
