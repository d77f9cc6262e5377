// Row numbers of writers: a device in one of its sessions. The few that write now are remembered.

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DeviceId, SessionId } from '../../src/lib/core/ids.ts';
import { int } from './sqlite-rows.ts';

const MOST_REMEMBERED = 1000;

interface Writer {
	readonly room: number;
	readonly device: DeviceId;
	readonly id: number;
}

export class Writers {
	readonly #add: StatementSync;
	readonly #find: StatementSync;
	/** By session, which is random: nobody else has it but who wants to. */
	readonly #known = new Map<SessionId, Writer>();

	constructor(db: DatabaseSync) {
		this.#add = db.prepare(
			'INSERT INTO writers (room, device, session) VALUES (?, ?, ?) ON CONFLICT DO NOTHING'
		);
		this.#find = db.prepare('SELECT id FROM writers WHERE room = ? AND device = ? AND session = ?');
	}

	/** Of a writer that is new, too. To be called inside a transaction. */
	idOf(room: number, device: DeviceId, session: SessionId): number {
		const known = this.#known.get(session);
		if (known?.room === room && known.device === device) return known.id;
		this.#add.run(room, device, session);
		const id = int(this.#find.get(room, device, session), 'id');
		if (this.#known.size >= MOST_REMEMBERED) this.#known.clear();
		this.#known.set(session, { room, device, id });
		return id;
	}

	/** To be called when a transaction was undone: who was new in it is not there. */
	forget(): void {
		this.#known.clear();
	}
}
