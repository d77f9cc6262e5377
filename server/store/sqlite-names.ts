// Who wrote which entries of a room, also of those that are gone: so a device that sends an entry again, however late, is
// told where it lies (S9). Counters of one writer without a gap that lie in the log without a gap are one row. A row for
// each entry would be an index that every commit has to write into.

import type { DatabaseSync } from 'node:sqlite';
import type { DeviceId, SessionId } from '../../src/lib/core/ids.ts';
import { int } from './sqlite-rows.ts';
import type { Row } from './sqlite-rows.ts';

const MOST_REMEMBERED = 1000;

/** A device in one of its sessions. */
export interface Writer {
	readonly id: number;
	readonly room: number;
	readonly device: DeviceId;
	/** The one with its highest counters; null: it has written nothing. */
	latest: Run | null;
}

/** Counters from `first` to `last`. */
interface Run {
	readonly first: number;
	last: number;
	/** Sequence number of the first, which the others follow; null: they are gone. */
	readonly seq: number | null;
}

/** Where an entry of this name lies; `gone`: a snapshot stands for it. */
export type Place = { readonly seq: number } | 'gone' | null;

/** Everything but `forget` and `idle` is to be called inside a transaction. */
export class Names {
	readonly #sql: ReturnType<typeof prepareAll>;
	/** Of the few that write now. By session, which is random: nobody else has it but who wants to. */
	readonly #writers = new Map<SessionId, Writer>();
	/** Those whose latest run is not in the table as it is. */
	readonly #changed = new Set<Writer>();

	constructor(db: DatabaseSync) {
		this.#sql = prepareAll(db);
	}

	/** A writer, also one that is new. */
	writer(room: number, device: DeviceId, session: SessionId): Writer {
		const known = this.#writers.get(session);
		if (known?.room === room && known.device === device) return known;
		// Another has this session too and takes its place: what is known of it alone must be in the table by then.
		if (known) this.flush();
		const { add, find, latest } = this.#sql;
		add.run(room, device, session);
		const id = int(find.get(room, device, session), 'id');
		const row = latest.get(id);
		const writer: Writer = { id, room, device, latest: row ? runOf(row) : null };
		if (this.#writers.size >= MOST_REMEMBERED) {
			this.flush();
			this.#writers.clear();
		}
		this.#writers.set(session, writer);
		return writer;
	}

	find(writer: Writer, counter: number): Place {
		if (!writer.latest || counter > writer.latest.last) return null;
		this.flush();
		const row = this.#sql.runAt.get(writer.id, counter);
		const run = row ? runOf(row) : null;
		if (!run || run.last < counter) return null;
		return run.seq === null ? 'gone' : { seq: run.seq + counter - run.first };
	}

	/** Of an entry that was not there. */
	add(writer: Writer, counter: number, seq: number): void {
		const { latest } = writer;
		if (latest && counter < latest.last) {
			this.#sql.put.run(writer.id, counter, counter, seq);
			return;
		}
		const follows =
			latest?.seq != null && counter === latest.last + 1 && seq - latest.seq === counter - latest.first;
		if (follows) latest.last = counter;
		else {
			this.flush();
			writer.latest = { first: counter, last: counter, seq };
		}
		this.#changed.add(writer);
	}

	/** To be called before a transaction ends. */
	flush(): void {
		for (const { id, latest } of this.#changed)
			if (latest) this.#sql.put.run(id, latest.first, latest.last, latest.seq);
		this.#changed.clear();
	}

	/** What is remembered may not be so: a transaction was undone, or a log was cut. */
	forget(): void {
		this.#writers.clear();
		this.#changed.clear();
	}

	/** Nobody writes into the room now. To be called between transactions. */
	idle(room: number): void {
		for (const [session, writer] of this.#writers) if (writer.room === room) this.#writers.delete(session);
	}

	/** The entries of a room up to this one are gone. */
	cut(room: number, until: number): void {
		const { kept, put, drop } = this.#sql;
		for (const row of kept.all(room, until)) {
			const writer = int(row, 'writer');
			const { first, last, seq } = runOf(row);
			const end = Math.min(last, first + until - seq!);
			drop.run(writer, first);
			if (end < last) put.run(writer, end + 1, last, seq! + end + 1 - first);
			this.#join(writer, first, end);
		}
		this.forget();
	}

	/** Adds a run of names that are gone, as one with those beside it. */
	#join(writer: number, first: number, last: number): void {
		// By the beginnings of runs, which are indexed: looked for by their ends, each run would be compared with all.
		const { runAt, drop, put } = this.#sql;
		const rowBefore = first > 0 ? runAt.get(writer, first - 1) : undefined;
		const before = rowBefore && runOf(rowBefore);
		const joins = before?.seq === null && before.last === first - 1;
		const rowAfter = runAt.get(writer, last + 1);
		const after = rowAfter && runOf(rowAfter);
		const joinsAfter = after?.seq === null && after.first === last + 1;
		if (joinsAfter) drop.run(writer, after.first);
		put.run(writer, joins ? before.first : first, joinsAfter ? after.last : last, null);
	}
}

const runOf = (row: Row): Run => ({
	first: int(row, 'first'),
	last: int(row, 'last'),
	seq: row.seq === null ? null : int(row, 'seq')
});

function prepareAll(db: DatabaseSync) {
	return {
		add: db.prepare('INSERT INTO writers (room, device, session) VALUES (?, ?, ?) ON CONFLICT DO NOTHING'),
		find: db.prepare('SELECT id FROM writers WHERE room = ? AND device = ? AND session = ?'),
		latest: db.prepare('SELECT first, last, seq FROM names WHERE writer = ? ORDER BY first DESC LIMIT 1'),
		/** The one run that can have a counter in it. */
		runAt: db.prepare(
			'SELECT first, last, seq FROM names WHERE writer = ? AND first <= ? ORDER BY first DESC LIMIT 1'
		),
		put: db.prepare('INSERT OR REPLACE INTO names (writer, first, last, seq) VALUES (?, ?, ?, ?)'),
		drop: db.prepare('DELETE FROM names WHERE writer = ? AND first = ?'),
		kept: db.prepare(
			`SELECT writer, first, last, seq FROM names JOIN writers ON writers.id = names.writer
			WHERE writers.room = ? AND seq <= ? ORDER BY writer, first`
		)
	};
}
