// How a socket ends, also when its peer does not play along.

import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

/** How long a socket may take to say goodbye. */
const GOODBYE_MS = 3000;

/** Resolves when the socket is gone; a peer that does not answer is cut off. */
export function goodbye(socket: WebSocket): Promise<void> {
	if (socket.readyState === socket.CLOSED) return Promise.resolve();
	return new Promise((resolve) => {
		const timer = setTimeout(() => socket.terminate(), GOODBYE_MS);
		socket.once('close', () => {
			clearTimeout(timer);
			resolve();
		});
	});
}

/**
 * Answers an upgrade that leads to nothing. Its socket is destroyed, because a server's sockets stay half open: a peer that
 * never closes its side would keep its own for ever.
 */
export function refuse(socket: Duplex, status: string): void {
	const timer = setTimeout(() => socket.destroy(), GOODBYE_MS);
	socket.once('close', () => clearTimeout(timer));
	socket.on('error', () => socket.destroy());
	socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}
