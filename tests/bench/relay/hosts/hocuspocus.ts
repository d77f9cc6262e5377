// Hocuspocus with its database extension over node:sqlite, with its own defaults: a document is stored whole, two seconds
// after a change or when the last one leaves.

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { dataFolder, hostAt } from './host.ts';
import { requirePeer } from './peer-module.ts';

interface Hocuspocus {
	readonly Server: new (configuration: {
		readonly port: number;
		readonly address: string;
		readonly quiet: boolean;
		readonly stopOnSignals: boolean;
		/** A device that is silent for longer is sent away; milliseconds. */
		readonly timeout: number;
		readonly extensions: readonly object[];
	}) => { listen(): Promise<unknown>; readonly address: { readonly port: number } };
}
interface DatabaseExtension {
	readonly Database: new (configuration: {
		fetch(data: { readonly documentName: string }): Promise<Uint8Array | null>;
		store(data: { readonly documentName: string; readonly state: Uint8Array }): Promise<void>;
	}) => object;
}

const { Server } = requirePeer<Hocuspocus>('@hocuspocus/server');
const { Database } = requirePeer<DatabaseExtension>('@hocuspocus/extension-database');

const database = new DatabaseSync(join(dataFolder(), 'hocuspocus.sqlite'));
// The same durability as the relay's.
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
database.exec('CREATE TABLE documents (name TEXT PRIMARY KEY, state BLOB NOT NULL)');
const read = database.prepare('SELECT state FROM documents WHERE name = ?');
const write = database.prepare('INSERT OR REPLACE INTO documents VALUES (?, ?)');

const server = new Server({
	port: 0,
	address: '127.0.0.1',
	quiet: true,
	stopOnSignals: false,
	timeout: 3_600_000,
	extensions: [
		new Database({
			fetch: async ({ documentName }) => {
				const state = read.get(documentName)?.['state'];
				return state instanceof Uint8Array ? state : null;
			},
			store: async ({ documentName, state }) => void write.run(documentName, state)
		})
	]
});
await server.listen();
hostAt(server.address.port);
