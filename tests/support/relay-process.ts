// A relay in a process of its own, so that a test can kill it: no client, the real store, the address on one line.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { attachRelay } from '../../server/relay/attach.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: relay-process.ts <data folder>');
const server = createServer();
attachRelay(server, { store: openSqliteStore(folder), publicOrigin: null, log: () => undefined });
server.listen(0, '127.0.0.1', () => {
	process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
