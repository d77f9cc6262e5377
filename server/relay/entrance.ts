// What lies between an accepted websocket and a connection of the relay: whether it is let in, how fast it is read, and
// how it ends.

import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import { SUBPROTOCOL } from '../../src/lib/core/protocol/version.ts';
import type { Log } from '../log.ts';
import type { Admission } from './admission.ts';
import { goodbye } from './goodbye.ts';
import { Intake } from './intake.ts';
import { Outlet } from './outlet.ts';
import type { Relay } from './relay.ts';
import { systemClock } from './system-clock.ts';

export interface Entrance {
	readonly relay: Relay;
	readonly admission: Admission;
	readonly log: Log;
	/** What the device must have meant to talk to. */
	readonly origin: string;
	/** Where it comes from. */
	readonly address: string;
}

/**
 * Lets a socket in, or closes it with a reason.
 * @param wire what the websocket reads from and writes to
 */
export function enter(
	{ relay, admission, log, origin, address }: Entrance,
	socket: WebSocket,
	wire: Duplex
): void {
	// A violated framing rule, or a frame too large: ws closes the socket, which is all there is to do.
	socket.on('error', (error) => log({ event: 'failed', doing: 'reading a socket', error: error.message }));
	const close = (code: number, reason: string): void => {
		socket.close(code, reason);
		void goodbye(socket);
	};
	if (socket.protocol !== SUBPROTOCOL) return close(CLOSE.tooOld, SUBPROTOCOL);
	const visitor = admission.arrive(address);
	if (visitor.kind === 'refused') {
		log({ event: 'refused', code: visitor.code, why: visitor.why });
		return close(visitor.code, visitor.why);
	}
	socket.on('close', () => visitor.left());
	const intake = new Intake(socket, (ms, run) => systemClock.after(ms, run));
	intake.wait(visitor.wait);
	const outlet = new Outlet(socket, wire, () => connection?.drained());
	let over = false;
	const connection = relay.connect(
		{
			send: (frame) => outlet.send(frame),
			close: (code, reason) => {
				over = true;
				intake.end();
				outlet.flush();
				close(code, reason);
			},
			buffered: () => outlet.buffered
		},
		origin,
		visitor
	);
	if (!connection) return;
	socket.on('message', (data, isBinary) => {
		// What was under way when the connection ended.
		if (over) return;
		if (!isBinary || !Buffer.isBuffer(data)) return connection.close(CLOSE.malformed, 'text');
		const wait = visitor.charge(data.length);
		if (wait === null) {
			log({ event: 'refused', code: CLOSE.tryLater, why: 'too fast' });
			return connection.close(CLOSE.tryLater, 'too fast');
		}
		intake.wait(wait);
		const handled = connection.receive(data);
		if (handled) intake.hold(data.length, handled);
	});
	socket.on('close', (code) => connection.ended(code));
}
