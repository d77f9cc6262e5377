// The byte pipe to the relay over the browser's WebSocket.

import type { Transport, TransportEvents } from '../core/sync/ports.ts';

/** A relay that has not answered by then counts as not reachable. */
const CONNECT_TIMEOUT_MS = 10_000;

/** What a connection that never opened, or broke without a close frame, ends with (RFC 6455 §7.1.5). */
const ABNORMAL = 1006;
/** The peer sent text, which is no frame of ours (RFC 6455 §7.4.1; a browser may not send 1003 itself). */
const UNSUPPORTED = 1003;
const NORMAL = 1000;

/**
 * Opens a connection.
 * @param url `ws:` or `wss:`
 * @param subprotocol the protocol's version
 */
export function openWebSocket(
	url: string,
	subprotocol: string,
	events: TransportEvents,
	connectTimeoutMs: number = CONNECT_TIMEOUT_MS
): Transport {
	const socket = new WebSocket(url, subprotocol);
	socket.binaryType = 'arraybuffer';
	let over = false;
	const timeout = setTimeout(() => end(ABNORMAL, '', true), connectTimeoutMs);

	/** The one place where a connection ends, told or not. */
	function end(code: number, reason: string, tell: boolean, closeWith: number = NORMAL): void {
		if (over) return;
		over = true;
		clearTimeout(timeout);
		socket.onopen = socket.onmessage = socket.onclose = null;
		// Closes a connection that is still opening, too; one that is closed stays so.
		socket.close(closeWith, tell ? '' : reason);
		if (tell) events.onClose(code, reason);
	}

	socket.onopen = () => {
		clearTimeout(timeout);
		events.onOpen();
	};
	socket.onmessage = ({ data }: MessageEvent<unknown>) => {
		if (data instanceof ArrayBuffer) events.onFrame(new Uint8Array(data));
		else end(UNSUPPORTED, '', true);
	};
	socket.onclose = ({ code, reason }) => end(code, reason, true);

	return {
		send(frame) {
			// A copy, since the socket takes no view of a shared buffer. After the end it goes nowhere, as on any network.
			if (!over) socket.send(new Uint8Array(frame));
		},
		close: (code = NORMAL, reason = '') => end(code, reason, false, code)
	};
}
