// What one member's device reports of itself: how far it has the log, and what its person has seen. Kept with the next
// commit, and told to the others then.

import type { DeviceId } from '../../src/lib/core/ids.ts';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import type { Nack } from '../../src/lib/core/protocol/close.ts';
import type { Report } from '../store/store.ts';
import { judgeDelivered, ownAmong, seqOf } from './delivered.ts';
import type { GuestPorts } from './guest.ts';
import { HeaderReader } from './header.ts';
import type { HeaderToJudge } from './header.ts';
import { judgeReceipt } from './receipts.ts';
import type { Room } from './room.ts';

export interface ReportingPorts extends Pick<GuestPorts, 'relay' | 'close'> {
	/** Puts a report into the next commit. */
	readonly keep: (report: Report) => void;
	readonly nack: (name: HeaderToJudge, code: Nack) => void;
}

export class Reporting {
	readonly #room: Room;
	readonly #device: DeviceId;
	readonly #ports: ReportingPorts;
	/** How far this device has said that it has the log. */
	#delivered: number;

	/** @param delivered what all devices of the room have said so far */
	constructor(room: Room, device: DeviceId, delivered: readonly Uint8Array[], ports: ReportingPorts) {
		this.#room = room;
		this.#device = device;
		this.#ports = ports;
		const own = ownAmong(delivered, device);
		this.#delivered = own ? seqOf(own) : -1;
	}

	async deliver(statement: Uint8Array): Promise<void> {
		const { relay, close, keep } = this.#ports;
		const judged = await judgeDelivered(relay, this.#room, this.#device, statement, this.#delivered);
		if (judged === 'forged') return close(CLOSE.malformed, 'delivered');
		if (!judged) return;
		this.#delivered = judged.seq;
		keep(judged);
	}

	receipt(bytes: Uint8Array): void {
		const { relay, close, keep, nack } = this.#ports;
		const header = new HeaderReader().read(bytes);
		const fault = header
			? judgeReceipt(this.#room, this.#device, header, bytes.length, relay.limits)
			: 'forged';
		if (!header || fault === 'forged') return close(CLOSE.malformed, 'receipt');
		if (fault) return nack(header, fault);
		keep({ kind: 'receipt', room: this.#room.id, device: this.#device, bytes });
	}
}
