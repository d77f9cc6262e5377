// What was written in talks, as it was: the words of the notes and the records that are kept with them. What is agreed
// to is never turned back, so words go to where those of their talk are now, which may be another document than then.

import * as Y from 'yjs';
import type { RecordId } from '../ids.ts';
import { NOTE_FIELDS, personalNotesKind, sharedNotesKind, type NoteField } from '../schema/notes.ts';
import type { Talk } from '../schema/talk.ts';
import { added, changed, fitOf, isReadable, missing, type Between, type Change } from './as-of-changes.ts';
import { recordsOf, wordsWrite, type LiveRecord, type Write } from './as-of-records.ts';
import { BOUND_TABLES, isOnePerTalk, type BoundTable } from './bound.ts';
import type { Side } from './history.ts';
import { agreedOn } from './sharing.ts';
import type { Tables } from './tables.ts';
import { newText } from './text.ts';

/** Where the notes of a talk and what goes with them are; null: with somebody else, or nobody can tell. */
function placeOf(tables: Tables, talk: Talk): { side: Side; agreed: boolean } | null {
	const own = tables.personalNotes.get(talk.id);
	if (!own && tables.personalNotes.has(talk.id)) return null;
	const { notes, sharing } = agreedOn(talk, own);
	if (sharing) return { side: 'shared', agreed: true };
	if (!own) return notes ? null : { side: 'personal', agreed: false };
	return { side: 'personal', agreed: notes };
}

/** Whether words of this talk may be written as they were. */
function mayRestore({ context, takenBack }: Between, talk: Talk): boolean {
	return !takenBack.has(talk.id) && context.tables.personalNotes.get(talk.id)?.takenBack !== true;
}

/** Talks that are here, and those of this member that are gone: made anew, they say what their holder says. */
function talksNow({ context, before }: Between): Talk[] {
	const { talks, personalNotes } = context.tables;
	const gone = [...before.talks.rows(), ...before.talks.archived()].flatMap((talk): Talk[] => {
		const own = talks.has(talk.id) ? null : personalNotes.get(talk.id);
		return own ? [{ ...talk, agreedNotes: own.agreedNotes, agreedSharing: own.agreedSharing }] : [];
	});
	return [...talks.rows(), ...talks.archived(), ...gone];
}

/** The five fields of each talk, and the holder's own reflections. */
export const notesAsOf = (between: Between): Change[] =>
	talksNow(between).flatMap((talk) => {
		const earlier = between.before.talks.get(talk.id);
		if (!earlier) return [];
		const heard = mayRestore(between, talk) ? heardAsOf(between, talk, earlier) : [];
		return [...heard, ...reflectionsAsOf(between, talk.id)];
	});

const { table: NOTES } = sharedNotesKind;

function heardAsOf(between: Between, talk: Talk, earlier: Talk): Change[] {
	const { context, before, now } = between;
	const { id } = talk;
	const [place, then] = [placeOf(context.tables, talk), placeOf(before, earlier)];
	if (!place || !then) return [];
	const words = then.side === 'shared' ? before.notes.get(id) : before.personalNotes.get(id);
	// Without a record nothing was agreed to, and whoever else holds the talk had nothing to share.
	if (!words && then.agreed) return [];
	const wordsOf = (field: NoteField): string => words?.fields[field].toString() ?? '';
	const fit = fitOf(between, place.side);
	if (!now.shared.getMap(NOTES).has(id)) {
		if (!context.tables.personalNotes.has(id)) return [];
		const said = NOTE_FIELDS.map(
			(field) => [field, place.side === 'shared' ? fit(wordsOf(field)) : ''] as const
		);
		const make = () =>
			now.shared.getMap(NOTES).set(id, new Y.Map(said.map(([field, then]) => [field, newText(then)])));
		return [{ kind: 'back', side: 'shared', table: NOTES, key: id, made: true, write: make }];
	}
	const record = recordsOf(now[place.side], NOTES).get(id);
	if (!place.agreed || !record) return [];
	return written(
		place.side,
		id,
		NOTE_FIELDS.flatMap((field) => wordsWrite(record, field, wordsOf(field), fit) ?? [])
	);
}

function reflectionsAsOf({ now, was }: Between, talk: RecordId): Change[] {
	const { table } = personalNotesKind;
	const [record, earlier] = [now, was].map(({ personal }) => recordsOf(personal, table).get(talk));
	if (!record || !earlier) return [];
	const words = (earlier.get('reflections') as Y.Text | undefined)?.toString() ?? '';
	return written('personal', talk, [wordsWrite(record, 'reflections', words, (same) => same) ?? []].flat());
}

const written = (side: Side, key: string, writes: readonly Write[]): Change[] =>
	writes.length === 0
		? []
		: [
				{
					kind: 'changed',
					side,
					table: 'notes',
					key,
					write: (origin) => {
						for (const write of writes) write(origin);
					}
				}
			];

/** The records that are kept where the notes of their talk are. */
export function boundAsOf(between: Between): Change[] {
	const talks = new Map(talksNow(between).map((talk) => [talk.id, talk]));
	return BOUND_TABLES.flatMap((table) => {
		const [here, then] = [everywhere(between.now, table), everywhere(between.was, table)];
		return [...new Set([...here.keys(), ...then.keys()])].flatMap((key) => {
			const [nowBy, thenBy] = [here.get(key) ?? {}, then.get(key) ?? {}];
			const some = nowBy.personal ?? nowBy.shared ?? thenBy.personal ?? thenBy.shared;
			const talk = talks.get((isOnePerTalk(table) ? key : some?.get('talk')) as RecordId);
			if (!talk || !mayRestore(between, talk) || !isReadable(between, table, key)) return [];
			return boundRecordAsOf(between, { talk, table, key }, nowBy, thenBy);
		});
	});
}

type BySide = Partial<{ [Each in Side]: LiveRecord }>;

function everywhere(docs: Between['now'], table: BoundTable): Map<string, BySide> {
	const found = new Map<string, BySide>();
	for (const side of ['shared', 'personal'] as const)
		for (const [key, record] of recordsOf(docs[side], table))
			found.set(key, { ...found.get(key), [side]: record });
	return found;
}

interface Of {
	readonly talk: Talk;
	readonly table: BoundTable;
	readonly key: string;
}

function boundRecordAsOf(between: Between, { talk, table, key }: Of, here: BySide, then: BySide): Change[] {
	const { context, before } = between;
	const place = placeOf(context.tables, talk);
	const was = wasOf(before, before.talks.get(talk.id), then);
	if (!place || was === 'unknown') return [];
	// What lies in the shared document without an agreement is unfinished business, and not to be written to.
	const side: Side = place.side === 'shared' && here.shared ? 'shared' : 'personal';
	const record = here[side];
	if (record && was) return changed(between, { side, table, key }, record, was, ['talk']);
	if (record) return added(between, { side, table, key }, record);
	if (!was || !context.tables.personalNotes.has(talk.id)) return [];
	return missing(between, { side: place.side, table, key }, was, { talk: talk.id });
}

/** `unknown`: another member had it then, and kept it to themselves. */
function wasOf(before: Tables, talk: Talk | null, then: BySide): LiveRecord | null | 'unknown' {
	if (!talk) return null;
	const place = placeOf(before, talk);
	if (!place) return 'unknown';
	if (place.side === 'shared') return then.shared ?? then.personal ?? null;
	return then.personal ?? (before.personalNotes.get(talk.id) ? null : 'unknown');
}
