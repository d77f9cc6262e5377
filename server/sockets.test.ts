import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { trackSockets } from './sockets.ts';

test('sockets that were upgraded and then forgotten do not keep a server from closing', async () => {
	const server = createServer();
	const cutOff = trackSockets(server);
	const upgraded = once(server, 'upgrade');
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const peer = connect((server.address() as AddressInfo).port, '127.0.0.1');
	const ended = once(peer, 'close');
	peer.resume();
	peer.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: something\r\n\r\n');
	await upgraded;
	const closed = new Promise((resolve) => server.close(resolve));
	server.closeAllConnections();
	expect(peer.closed).toBe(false);
	cutOff();
	await Promise.all([closed, ended]);
});
