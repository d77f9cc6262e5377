// Websockets to a measured server.

import { WebSocket } from 'ws';

export interface Line {
	send(frame: Uint8Array): void;
	leave(): Promise<void>;
	cut(): void;
}

export interface LineEvents {
	onOpen(line: Line): void;
	onFrame(line: Line, frame: Uint8Array): void;
	/** It has failed, or the server has ended it. */
	onLost(why: Error): void;
}

export class Lines {
	readonly #open = new Set<Line>();

	/** Connects, and tells what happens until this side ends it. */
	open(url: string, protocol: string | null, events: LineEvents): void {
		const options = { origin: new URL(url).origin.replace(/^ws/, 'http'), perMessageDeflate: false };
		const socket = protocol === null ? new WebSocket(url, options) : new WebSocket(url, protocol, options);
		const line: Line = {
			send: (frame) => socket.send(frame),
			leave: () => {
				this.#open.delete(line);
				return new Promise((gone) => {
					socket.once('close', () => gone());
					socket.close();
				});
			},
			cut: () => {
				this.#open.delete(line);
				socket.terminate();
			}
		};
		this.#open.add(line);
		const lost = (why: Error): void => {
			if (this.#open.delete(line)) events.onLost(why);
		};
		socket.on('open', () => events.onOpen(line));
		socket.on('message', (frame: Buffer) => events.onFrame(line, frame));
		socket.on('error', lost);
		socket.on('close', (code) => lost(new Error(`the server has closed with ${code}`)));
	}

	cutAll(): void {
		for (const line of this.#open) line.cut();
	}
}
