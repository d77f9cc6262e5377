// The lines between devices and the relay, and who can reach it now.

import type { OpenTransport } from '../../../src/lib/core/sync/ports.ts';
import { Line, type LinePorts } from './line.ts';
import type { RelayHost } from './relay-host.ts';

export class Network {
	readonly #ports: LinePorts;
	readonly #relay: RelayHost;
	#lines: Line[] = [];
	readonly #unreachable = new Set<string>();

	constructor(relay: RelayHost, ports: LinePorts) {
		this.#relay = relay;
		this.#ports = ports;
		relay.onDown = () => {
			for (const line of this.#lines) line.dropFar();
		};
	}

	/** How a device reaches the relay. @param alive whether the process that asks is still there */
	from(name: string, alive: () => boolean): OpenTransport {
		return (events) => {
			const guarded = {
				onOpen: () => alive() && events.onOpen(),
				onFrame: (frame: Uint8Array) => alive() && events.onFrame(frame),
				onClose: (code: number, reason: string) => alive() && events.onClose(code, reason)
			};
			const line = new Line(name, guarded, this.#ports);
			this.#lines = [...this.#lines.filter((known) => !known.isOver), line];
			line.dial(() => (this.#unreachable.has(name) ? null : this.#relay.accept(line.link)));
			return {
				send: (frame) => alive() && line.send(frame),
				close: () => alive() && line.close()
			};
		};
	}

	cut(name: string): void {
		this.#ports.journal.note(name, 'line cut');
		for (const line of this.#of(name)) line.cut();
	}

	silence(name: string): void {
		this.#ports.journal.note(name, 'line falls silent');
		for (const line of this.#of(name)) line.silence();
	}

	/** What a device is sent comes that much later. */
	stall(name: string, ms: number): void {
		this.#ports.journal.note(name, `hears nothing for ${ms} ms`);
		for (const line of this.#of(name)) line.stall(ms);
	}

	/** No way to the relay until `join`. What is open is cut, or falls silent. */
	part(name: string): void {
		this.#unreachable.add(name);
		if (this.#ports.random.chance(0.5)) this.cut(name);
		else this.silence(name);
	}

	join(name: string): void {
		this.#unreachable.delete(name);
	}

	/** The device is gone with all its connections. */
	drop(name: string): void {
		for (const line of this.#of(name)) line.dropNear();
	}

	#of(name: string): Line[] {
		return this.#lines.filter((line) => line.name === name && !line.isOver);
	}
}
