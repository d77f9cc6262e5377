// What the same machine and browser need at the least: a page that is one textarea, keeps its text in IndexedDB and
// hands it to the other browser over a plain websocket. No encryption, no merging, no list, no history.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RawData, WebSocket, WebSocketServer } from 'ws';

const PAGE = `<!doctype html><meta charset="utf-8"><title>Floor</title>
<link rel="icon" href="data:,">
<textarea rows="20" cols="80" aria-label="Note" disabled></textarea>
<script>
	const note = document.querySelector('textarea');
	const socket = new WebSocket(location.href.replace('http', 'ws'));
	socket.onmessage = ({ data }) => (note.value = data);
	const opening = indexedDB.open('floor', 1);
	opening.onupgradeneeded = () => opening.result.createObjectStore('notes');
	opening.onsuccess = () => {
		const database = opening.result;
		const reading = database.transaction('notes').objectStore('notes').get('journal');
		reading.onsuccess = () => {
			JSON.parse(reading.result ?? '{}');
			note.disabled = false;
		};
		note.oninput = () => {
			const transaction = database.transaction('notes', 'readwrite', { durability: 'strict' });
			transaction.objectStore('notes').put(note.value, 'note');
			transaction.commit();
			socket.send(note.value);
		};
	};
</script>`;

export interface Floor {
	readonly origin: string;
	close(): void;
}

export async function startFloor(): Promise<Floor> {
	const server = createServer((_, response) => {
		response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE);
	});
	const sockets = new WebSocketServer({ server });
	sockets.on('connection', (from) => {
		from.on('message', (data: RawData, binary) => {
			for (const to of sockets.clients)
				if (to !== from && to.readyState === WebSocket.OPEN) to.send(data, { binary });
		});
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	return {
		origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
		close() {
			for (const socket of sockets.clients) socket.terminate();
			server.close();
		}
	};
}
