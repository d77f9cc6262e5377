// The WebSocket that a y-websocket provider believes it has. It opens when the log has been read to its end, swallows
// the provider's sync messages (what is uploaded is the outbox), passes its presence on, and gives it nothing but frames
// built here. An instance lives for one connection attempt; all state that must survive is the room's.

import { EMPTY_STEP_2, KEEPALIVE, type PresenceState, readProviderFrame } from './provider-frames.ts';

export interface SocketLink {
	/** The provider has handed over presence of clients of this device or others. */
	sendPresence(states: readonly PresenceState[]): void;
	/** The provider (or its watchdog) gives the connection up. */
	close(): void;
}

export interface SocketHost {
	/** Starts a connection for this socket. */
	attach(socket: EncryptedSocket): SocketLink;
}

type Handler<Event> = ((event: Event) => void) | null;

export class EncryptedSocket {
	// The provider compares `readyState` with the instance's own OPEN.
	readonly CONNECTING = 0;
	readonly OPEN = 1;
	readonly CLOSING = 2;
	readonly CLOSED = 3;
	binaryType = 'arraybuffer';
	readyState = 0;
	onopen: Handler<unknown> = null;
	onmessage: Handler<{ data: ArrayBufferLike }> = null;
	onclose: Handler<{ code: number; reason: string }> = null;
	onerror: Handler<unknown> = null;
	readonly #link: SocketLink;

	constructor(host: SocketHost) {
		this.#link = host.attach(this);
	}

	/** Called by the provider. */
	send(data: Uint8Array | ArrayBuffer): void {
		if (this.readyState !== this.OPEN) return;
		const frame = readProviderFrame(data instanceof Uint8Array ? data : new Uint8Array(data));
		if (frame.kind === 'step1') this.deliver(EMPTY_STEP_2);
		if (frame.kind === 'awareness') this.#link.sendPresence(frame.states);
	}

	/** Called by the provider. */
	close(): void {
		if (this.readyState >= this.CLOSING) return;
		this.readyState = this.CLOSED;
		this.#link.close();
	}

	/** The log has been read to its end. */
	opened(): void {
		if (this.readyState !== this.CONNECTING) return;
		this.readyState = this.OPEN;
		this.onopen?.({});
	}

	/** The connection is gone. */
	closed(code: number, reason: string): void {
		if (this.readyState === this.CLOSED) return;
		this.readyState = this.CLOSED;
		this.onclose?.({ code, reason });
	}

	/** The relay is alive: quiet the provider's watchdog. */
	alive(): void {
		this.deliver(KEEPALIVE);
	}

	/** Hands the provider a frame that was built here or by the room. */
	deliver(frame: Uint8Array): void {
		this.onmessage?.({ data: frame.slice().buffer });
	}
}

/** The class to hand to a provider as its `WebSocketPolyfill`: it calls `new` with a URL, which is not used. */
export function socketClassFor(host: SocketHost): new () => EncryptedSocket {
	return class extends EncryptedSocket {
		constructor() {
			super(host);
		}
	};
}
