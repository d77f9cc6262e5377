// The commands over records that belong to a talk and are kept where its notes are. A row is read from whichever
// document has it; while notes are not agreed to, it counts for nothing.

import type { RecordId } from '../ids.ts';
import { newId, type Context } from '../journal/context.ts';
import type { Side } from '../journal/history.ts';
import { refused, success, type Result } from '../journal/result.ts';
import { agreedOn } from '../journal/sharing.ts';
import { openTable } from '../journal/table.ts';
import type { Talk } from '../schema/talk.ts';
import { create, newFields, restored, setFields, writeFields } from './collection.ts';
import type { ChangesOf, InputOf, Kind, PracticeFields, RowOf, ref } from './define.ts';

export type BoundFields = PracticeFields & { readonly talk: typeof ref };

export interface BoundCollection<Fields extends BoundFields> {
	/** Of all talks that are not put away and whose notes are agreed to: what may be counted. */
	rows(): readonly RowOf<Fields>[];
	/**
	 * Of one talk. Without an agreement to notes none, except for `own` kinds: a person's own thoughts need nobody's
	 * leave, and only their holder has them then.
	 */
	of(talk: RecordId): readonly RowOf<Fields>[];
	/** Put away, of one talk. */
	archivedOf(talk: RecordId): readonly RowOf<Fields>[];
	get(id: RecordId): RowOf<Fields> | null;
	/** Refused as 'not-agreed' while notes are not agreed to, as 'not-yours' where another member holds them. */
	add(talk: RecordId, input: Omit<InputOf<Fields>, 'talk'>): Result<RecordId>;
	/** The one record of a talk, under the talk's id; made when it is not there. */
	open(talk: RecordId): Result<RowOf<Fields>>;
	set(id: RecordId, changes: ChangesOf<Fields>): Result;
	archive(id: RecordId): Result;
	restore(id: RecordId): Result;
	unreadable(): readonly { readonly key: string; readonly newer: boolean }[];
	observe(listener: () => void): () => void;
}

export interface OpenBoundCollection<Fields extends BoundFields> extends BoundCollection<Fields> {
	close(): void;
}

/** @param own the holder's own thoughts: kept without an agreement to notes, in the personal document */
export function openBoundCollection<Fields extends BoundFields>(
	context: Context,
	kind: Kind<Fields>,
	own: boolean
): OpenBoundCollection<Fields> {
	const { tables } = context;
	const sides = {
		shared: openTable(context.docs.shared, kind),
		personal: openTable(context.docs.personal, kind)
	};
	type Row = RowOf<Fields>;
	const talkOf = (row: Row): RecordId | null => (row as { readonly talk: RecordId | null }).talk;

	const agreed = (talk: Talk) => agreedOn(talk, tables.personalNotes.get(talk.id)).notes;

	/** In both for a moment while they are carried over, or after a crash in between. */
	function merged(pick: 'rows' | 'archived'): Row[] {
		const shared = sides.shared[pick]();
		const rest = sides.personal[pick]().filter((row) => !sides.shared.has(row.id));
		return rest.length === 0 ? [...shared] : [...shared, ...rest].sort(kind.compare);
	}

	function ofTalk(pick: 'rows' | 'archived', id: RecordId): Row[] {
		const talk = tables.talks.get(id);
		if (!talk || (!own && !agreed(talk))) return [];
		return merged(pick).filter((row) => talkOf(row) === id);
	}

	const sideOf = (id: RecordId): Side | null =>
		sides.shared.get(id) ? 'shared' : sides.personal.get(id) ? 'personal' : null;

	/** Where a new record of a talk goes. */
	function placeFor(id: RecordId): Result<Side> {
		const talk = tables.talks.get(id);
		if (!talk) return refused(tables.talks.has(id) ? 'unreadable' : 'no-such-record');
		const holds = tables.personalNotes.get(id);
		const { notes, sharing } = agreedOn(talk, holds);
		if (sharing) return success('shared');
		if (!notes && !own) return refused('not-agreed');
		return holds ? success('personal') : refused('not-yours');
	}

	function make(talk: RecordId, id: RecordId, step: boolean, input: InputOf<Fields>): Result<RecordId> {
		const side = placeFor(talk);
		if (!side.ok) return side;
		const fields = newFields(kind, { ...input, talk });
		if (!fields) return refused('bad-value');
		create(context, { table: kind.table, side: side.value, id, step }, fields);
		return success(id);
	}

	function onRecord(id: RecordId, write: (side: Side) => Result): Result {
		if (!context.mayWrite()) return refused('read-only');
		const side = sideOf(id);
		return side ? write(side) : refused('no-such-record');
	}

	const get = (id: RecordId) => sides.shared.get(id) ?? sides.personal.get(id);

	return {
		rows() {
			const counted = new Set(
				tables.talks
					.rows()
					.filter(agreed)
					.map(({ id }) => id)
			);
			return merged('rows').filter((row) => counted.has(talkOf(row)!));
		},
		of: (talk) => ofTalk('rows', talk),
		archivedOf: (talk) => ofTalk('archived', talk),
		get,
		add: (talk, input) =>
			context.mayWrite() ? make(talk, newId(context), true, input as InputOf<Fields>) : refused('read-only'),
		open(talk) {
			if (!context.mayWrite()) return refused('read-only');
			if (!sides.shared.has(talk) && !sides.personal.has(talk)) {
				const made = make(talk, talk, false, {});
				if (!made.ok) return made;
			}
			const row = get(talk);
			return row ? success(row) : refused('unreadable');
		},
		set: (id, changes) => onRecord(id, (side) => setFields(context, kind, side, id, changes)),
		archive: (id) => onRecord(id, (side) => writeFields(context, kind.table, side, id, { archived: true })),
		restore: (id) => onRecord(id, (side) => restored(context, kind.table, side, id)),
		unreadable: () =>
			Object.values(sides).flatMap((table) => [
				...table.newer().map(({ key }) => ({ key, newer: true })),
				...table.nonconforming().map(({ key }) => ({ key, newer: false }))
			]),
		observe(listener) {
			// What counts hangs on what was agreed to, too.
			const stops = [sides.shared, sides.personal, tables.talks, tables.personalNotes].map((table) =>
				table.observe(listener)
			);
			return () => {
				for (const stop of stops) stop();
			};
		},
		close() {
			for (const table of Object.values(sides)) table.close();
		}
	};
}
