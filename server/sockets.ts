// Every socket that a server has accepted, whatever became of it: the HTTP server forgets those that were upgraded, and
// waits for them all the same when it closes.

import type { Server, Socket } from 'node:net';

/**
 * To be called before the server listens.
 * @returns what cuts off all sockets that are open at that moment
 */
export function trackSockets(server: Server): () => void {
	const open = new Set<Socket>();
	server.on('connection', (socket: Socket) => {
		open.add(socket);
		socket.once('close', () => open.delete(socket));
	});
	return () => {
		for (const socket of open) socket.destroy();
	};
}
