// y-websocket's server as its own bin/server.cjs starts it, on a free port. It keeps its documents in LevelDB unless the
// second argument says otherwise.

import { createServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { dataFolder, hostAt, listen } from './host.ts';
import { requirePeer } from './peer-module.ts';

/** The `ws` that y-websocket depends on, which is an older one. */
interface OldWs {
	readonly Server: new (options: { noServer: true }) => {
		handleUpgrade(
			request: IncomingMessage,
			socket: Duplex,
			head: Buffer,
			done: (connection: unknown) => void
		): void;
	};
}
interface Utils {
	readonly setupWSConnection: (connection: unknown, request: IncomingMessage) => void;
}

// It says where it persists.
process.stdout.write = () => true;
// Read while the package loads.
if (process.argv[3] !== 'memory') process.env['YPERSISTENCE'] = join(dataFolder(), 'level');
const { setupWSConnection } = requirePeer<Utils>('y-websocket/bin/utils');
const own = createRequire(createRequire(import.meta.url).resolve('y-websocket/bin/utils'));
const sockets = new (own('ws') as OldWs).Server({ noServer: true });

const server = createServer();
server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
	sockets.handleUpgrade(request, socket, head, (connection) => setupWSConnection(connection, request))
);
hostAt(await listen(server));
