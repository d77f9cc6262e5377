// The commands over records that belong to a talk and are kept where its notes are. What was agreed to says which
// document that is, never what lies in it: any member can put anything into the shared one. A row that lies there
// without an agreement is nobody's to read or edit; it is listed as unfinished and goes home. While notes are not
// agreed to, a row counts for nothing.

import * as Y from 'yjs';
import type { RecordId } from '../ids.ts';
import { isOnePerTalk } from '../journal/bound.ts';
import { newId, type Context } from '../journal/context.ts';
import type { Side } from '../journal/history.ts';
import { shareRecord } from '../journal/moves-bound.ts';
import { done, refused, success, type Result } from '../journal/result.ts';
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
	const single = isOnePerTalk(kind.table);
	const talkOf = (row: Row): RecordId | null => (row as { readonly talk: RecordId | null }).talk;
	/** A row that says it is another talk's than its key does was not made by this app. */
	const isWhole = (row: Row): boolean => !single || talkOf(row) === row.id;

	/** What was agreed to. Without their own record nobody can say what the holder did, so then nothing was. */
	function agreement(talk: Talk) {
		const mine = tables.personalNotes.get(talk.id);
		if (mine === null && tables.personalNotes.has(talk.id)) return { notes: false, sharing: false };
		return agreedOn(talk, mine);
	}

	const agreed = (talk: Talk): boolean => agreement(talk).notes;

	/** Whether the shared rows of a talk are this member's to read and edit. */
	function isShared(id: RecordId | null): boolean {
		const talk = id === null ? null : tables.talks.get(id);
		return talk !== null && agreement(talk).sharing;
	}

	const sharedRow = (row: Row): boolean => isWhole(row) && isShared(talkOf(row));

	/** In both for a moment while they are carried over, or after a crash in between. */
	function merged(pick: 'rows' | 'archived'): Row[] {
		const shared = sides.shared[pick]().filter(sharedRow);
		const rest = sides.personal[pick]().filter((row) => isWhole(row) && sideOf(row.id) === 'personal');
		return rest.length === 0 ? shared : [...shared, ...rest].sort(kind.compare);
	}

	function ofTalk(pick: 'rows' | 'archived', id: RecordId): Row[] {
		const talk = tables.talks.get(id);
		if (!talk || (!own && !agreed(talk))) return [];
		return merged(pick).filter((row) => talkOf(row) === id);
	}

	function sideOf(id: RecordId): Side | null {
		const shared = sides.shared.get(id);
		if (shared && sharedRow(shared)) return 'shared';
		return sides.personal.get(id) ? 'personal' : null;
	}

	/** Where a new record of a talk goes. */
	function placeFor(id: RecordId): Result<Side> {
		const talk = tables.talks.get(id);
		if (!talk) return refused(tables.talks.has(id) ? 'unreadable' : 'no-such-record');
		const holds = tables.personalNotes.get(id);
		if (!holds && tables.personalNotes.has(id)) return refused('unreadable');
		const { notes, sharing } = agreedOn(talk, holds);
		if (sharing) return tables.notes.get(id) ? success('shared') : refused('unreadable');
		if (!notes && !own) return refused('not-agreed');
		return holds ? success('personal') : refused('not-yours');
	}

	/** The record under a talk's own id says that it is that talk's, whatever another wrote into it. */
	function claim(talk: RecordId, side: Side): void {
		const record = context.docs[side].getMap<unknown>(kind.table).get(talk);
		if (record instanceof Y.Map && record.get('talk') !== talk)
			context.docs[side].transact(() => record.set('talk', talk), context.creating);
	}

	/** What stayed behind when the others of its talk were shared goes where they are. */
	function bringBack(id: RecordId, side: Side): Result {
		const row = sides[side].get(id);
		const record = context.docs[side].getMap<unknown>(kind.table).get(id);
		if (side === 'shared' || !row || !isShared(talkOf(row)) || !(record instanceof Y.Map))
			return restored(context, kind.table, side, id);
		const { shared, personal } = context.docs;
		return context.history.group('shared', () => {
			shared.transact(() => shareRecord(shared.getMap(kind.table), id, record), context.changing);
			personal.transact(() => personal.getMap(kind.table).delete(id), context.changing);
			return done;
		});
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

	function get(id: RecordId): Row | null {
		const side = sideOf(id);
		return side && sides[side].get(id);
	}

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
			if (!get(talk)) {
				const place = placeFor(talk);
				if (!place.ok) return place;
				if (context.docs[place.value].getMap(kind.table).get(talk) instanceof Y.Map) claim(talk, place.value);
				else {
					const made = make(talk, talk, false, {});
					if (!made.ok) return made;
				}
			}
			const row = get(talk);
			return row ? success(row) : refused('unreadable');
		},
		set: (id, changes) => onRecord(id, (side) => setFields(context, kind, side, id, changes)),
		archive: (id) => onRecord(id, (side) => writeFields(context, kind.table, side, id, { archived: true })),
		restore: (id) => onRecord(id, (side) => bringBack(id, side)),
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
