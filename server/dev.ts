// The relay inside the development server: app, hot reload and relay on one port. Its store is a folder of its own,
// so that trying things out never touches what `npm start` serves.

import type { Server } from 'node:http';
import { parseConfig } from './config.ts';
import { logTo } from './log.ts';
import { attachRelay } from './relay/attach.ts';
import { openSqliteStore } from './store/sqlite.ts';

/**
 * @param root what the data folder is relative to; DATA_DIR is respected
 * @param print takes one log line, without a line feed
 * @returns what stops it; settles when the store is closed
 * @throws StoreFileError when the store cannot be opened
 */
export function startDevelopmentRelay(
	server: Server,
	root: string,
	print: (line: string) => void
): () => Promise<void> {
	const parsed = parseConfig([], { DATA_DIR: process.env.DATA_DIR ?? 'data/development' }, root);
	if (parsed.kind !== 'config') throw new Error('the default configuration has problems');
	const store = openSqliteStore(parsed.config.dataDir);
	const log = logTo({ write: (line) => print(line.trimEnd()) });
	const relay = attachRelay(server, { store, publicOrigin: null, log });
	return async () => {
		await relay.close();
		await store.close();
	};
}
