// The floor: a websocket server that keeps nothing and hands each frame to the others of its room, which is the path. Whoever
// comes with `?bytes=N` is sent one frame of that length out of memory: the least that a journal costs whoever sends it.

import { createServer } from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { hostAt, listen } from './host.ts';

const server = createServer();
const rooms = new Map<string, Set<WebSocket>>();
const frames = new Map<string, Buffer>();

/** A sync protocol's answer with an update of zeros; made once for each length. */
function frameOf(bytes: string): Buffer {
	const known = frames.get(bytes);
	if (known) return known;
	const length: number[] = [];
	for (let left = Number(bytes); left > 0; left >>>= 7) length.push((left & 127) | (left > 127 ? 128 : 0));
	const frame = Buffer.concat([Buffer.from([0, 1, ...length]), Buffer.alloc(Number(bytes))]);
	frames.set(bytes, frame);
	return frame;
}

new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (from, request) => {
	const [name = '', bytes] = (request.url ?? '').split('?bytes=');
	const room = rooms.get(name) ?? new Set<WebSocket>();
	rooms.set(name, room.add(from));
	from.on('message', (data: RawData, binary) => {
		for (const to of room) if (to !== from) to.send(data, { binary });
	});
	from.on('close', () => {
		room.delete(from);
		if (room.size === 0) rooms.delete(name);
	});
	if (bytes !== undefined) from.send(frameOf(bytes));
});

hostAt(await listen(server));
