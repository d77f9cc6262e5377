// One connection between a device and the relay: two ordered directions with delays. It can be cut, with what is in
// flight, or fall silent, which neither side is told of.

import type { Transport, TransportEvents } from '../../../src/lib/core/sync/ports.ts';
import type { Link } from '../../../server/relay/ports.ts';
import type { RunJournal } from './journal.ts';
import type { Random } from './random.ts';
import type { VirtualTime } from './time.ts';

/** What the relay does with a link; its `Connection` has this form. */
export interface Far {
	receive(frame: Uint8Array): void;
	drained(): void;
	ended(code: number): void;
}

export interface LinePorts {
	readonly time: VirtualTime;
	readonly random: Random;
	readonly journal: RunJournal;
	/** Shown every frame as it leaves its sender. */
	readonly watch: (line: Line, way: 'up' | 'down', frame: Uint8Array) => void;
	/** What arrives in place of a frame that the relay sent: mostly just that. */
	readonly twist: (line: Line, frame: Uint8Array) => readonly Uint8Array[];
}

export class Line implements Transport {
	/** Of the device. */
	readonly name: string;
	/** What the relay gets. */
	readonly link: Link = {
		send: (frame) => this.#sendDown(frame),
		close: (code, reason) => this.#closeDown(code, reason),
		buffered: () => this.#inFlight
	};
	readonly #ports: LinePorts;
	readonly #near: TransportEvents;
	#far: Far | null = null;
	#nearOver = false;
	#farOver = false;
	#silent = false;
	#lastUp = 0;
	#lastDown = 0;
	#inFlight = 0;

	constructor(name: string, near: TransportEvents, ports: LinePorts) {
		this.name = name;
		this.#near = near;
		this.#ports = ports;
	}

	/** Nobody hears anything through it any more. */
	get isOver(): boolean {
		return this.#nearOver && (this.#farOver || this.#silent);
	}

	/** Tries to reach a relay. @param accept null when there is none to be reached */
	dial(accept: () => Far | null): void {
		const { time, random } = this.#ports;
		time.after(random.int(2, 60), () => {
			if (this.#nearOver) return;
			this.#far = accept();
			if (this.#far) this.#near.onOpen();
			else this.#unreachable();
		});
	}

	#unreachable(): void {
		const { time, random } = this.#ports;
		this.#farOver = true;
		// Refused, or no answer at all.
		if (random.chance(0.8)) time.after(random.int(1, 40), () => this.#endNear(1006, ''));
	}

	/** The network loses the connection and all that is in flight. */
	cut(): void {
		if (this.#silent) return;
		const { time, random } = this.#ports;
		this.#silent = true;
		time.after(random.int(0, 300), () => this.#endNear(1006, ''));
		time.after(random.int(0, 300), () => this.#endFar(1006));
	}

	/** From now on nothing arrives, and nobody is told. */
	silence(): void {
		this.#silent = true;
	}

	/** What is sent to the device from now on comes that much later. */
	stall(ms: number): void {
		this.#lastDown = Math.max(this.#lastDown, this.#ports.time.now) + ms;
	}

	/** The device is gone: it hears nothing any more. The relay may or may not notice. */
	dropNear(): void {
		this.#nearOver = true;
		if (this.#ports.random.chance(0.7)) this.cut();
		else this.silence();
	}

	/** The relay is gone. */
	dropFar(): void {
		this.#farOver = true;
		this.cut();
	}

	// -- the device's end

	send(frame: Uint8Array): void {
		if (this.#nearOver) return;
		const { time, random, journal, watch } = this.#ports;
		const bytes = frame.slice();
		journal.frame(this.name, 'up', bytes);
		watch(this, 'up', bytes);
		if (this.#silent) return;
		this.#lastUp = Math.max(this.#lastUp, time.now + random.int(1, 80));
		time.at(this.#lastUp, () => {
			if (!this.#silent && !this.#farOver) this.#far?.receive(bytes);
		});
	}

	close(): void {
		if (this.#nearOver) return;
		this.#nearOver = true;
		if (!this.#silent) this.#ports.time.at(this.#lastUp, () => this.#silent || this.#endFar(1005));
	}

	// -- the relay's end

	#sendDown(frame: Uint8Array): void {
		if (this.#farOver) return;
		const { time, random, journal, watch, twist } = this.#ports;
		const bytes = frame.slice();
		journal.frame(this.name, 'down', bytes);
		watch(this, 'down', bytes);
		const arriving = twist(this, bytes);
		this.#inFlight += bytes.length;
		if (this.#silent) return;
		this.#lastDown = Math.max(this.#lastDown, time.now + random.int(1, 80));
		time.at(this.#lastDown, () => {
			if (this.#silent) return;
			this.#inFlight -= bytes.length;
			for (const each of arriving) if (!this.#nearOver) this.#near.onFrame(each);
			if (!this.#farOver) this.#far?.drained();
		});
	}

	#closeDown(code: number, reason: string): void {
		if (this.#farOver) return;
		this.#farOver = true;
		if (!this.#silent) this.#ports.time.at(this.#lastDown, () => this.#silent || this.#endNear(code, reason));
	}

	#endNear(code: number, reason: string): void {
		if (this.#nearOver) return;
		this.#nearOver = true;
		this.#near.onClose(code, reason);
	}

	#endFar(code: number): void {
		if (this.#farOver) return;
		this.#farOver = true;
		this.#far?.ended(code);
	}
}
