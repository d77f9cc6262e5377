// A journal as it was, by going forward: every record is edited so that it reads as then, in both documents, as one step
// of undo. What others do meanwhile merges as with any edit; what came since is put away and nothing is deleted.
//
// Left as they are: who the members are, what was agreed to and taken back (and all words that went with that), records
// that this build does not know or cannot read, and what a command has half done.

import * as Y from 'yjs';
import { META } from '../schema/meta.ts';
import { boundAsOf, notesAsOf } from './as-of-talks.ts';
import {
	added,
	changed,
	fitOf,
	isReadable,
	missing,
	type Between,
	type Change,
	type Known
} from './as-of-changes.ts';
import { recordsOf, wordsWrite, type LiveRecord, type Write } from './as-of-records.ts';
import { takenBackSince, type Documents } from './as-of-withdrawn.ts';
import { BOUND_TABLES } from './bound.ts';
import type { Context } from './context.ts';
import type { Side } from './history.ts';
import { refused, success, type Result } from './result.ts';
import { openTables } from './tables.ts';
import { newText } from './text.ts';

export type { Documents, Known };

/** Records by what becomes of them. */
export interface Counts {
	readonly changed: number;
	/** Put away since, or gone, and there again. */
	readonly back: number;
	/** Made since, or brought back since. */
	readonly putAway: number;
}

const SIDES = ['shared', 'personal'] as const;
const CORE: Readonly<{ [Each in Side]: readonly string[] }> = {
	shared: ['people', 'talks', 'phases', 'milestones'],
	personal: ['identities']
};
/** Members and their doings; `notes` and what is bound to them are compared by themselves. */
const LEFT: readonly string[] = [
	'members',
	'intents',
	'consents',
	'withdrawals',
	'permissions',
	'notes',
	...BOUND_TABLES
];
/** What was agreed to and who holds a talk; a name is shared by agreement and follows the identity. */
const EXCEPT: Readonly<{ [table: string]: readonly string[] }> = {
	people: ['named', 'name', 'employer', 'number'],
	identities: ['named', 'corrected'],
	talks: ['agreedNotes', 'agreedSharing', 'heldBy']
};
const NAMING = ['name', 'employer'] as const;

/** What would become of the journal's records. Writes nothing. */
export const countsAsOf = (context: Context, was: Documents, known: Known): Counts =>
	countsOf(changesAsOf(context, was, known));

/**
 * Edits the journal so that it reads as it was. One step of undo.
 * @param was the documents as they were; they are read, and stay the caller's
 */
export function restoreAsOf(context: Context, was: Documents, known: Known): Result<Counts> {
	if (!context.mayWrite()) return refused('read-only');
	const { docs, history, changing, creating } = context;
	const changes = changesAsOf(context, was, known);
	history.group('shared', () => {
		for (const side of SIDES) {
			const own = changes.filter((change) => change.side === side);
			const made = own.filter((change) => change.made);
			// Undo puts these away; a record that another may have written into by then is not to be deleted.
			docs[side].transact(() => {
				for (const { write } of made) write(creating);
			}, creating);
			for (const { table, key: id } of made) history.created({ side, table, id });
			docs[side].transact(() => {
				for (const { write, made: isMade } of own) if (!isMade) write(changing);
			}, changing);
		}
	});
	return success(countsOf(changes));
}

function countsOf(changes: readonly Change[]): Counts {
	const count = (kind: Change['kind']) =>
		new Set(changes.filter((change) => change.kind === kind).map(({ table, key }) => `${table}/${key}`)).size;
	return { changed: count('changed'), back: count('back'), putAway: count('put-away') };
}

function changesAsOf(context: Context, was: Documents, known: Known): Change[] {
	const read = openTables(was.shared, was.personal);
	try {
		const now = context.docs;
		const between = { context, now, was, before: read.tables, takenBack: takenBackSince(was, now), known };
		return [
			...titleAsOf(between),
			...SIDES.flatMap((side) =>
				[...CORE[side], ...tablesOf(known)].flatMap((table) => tableAsOf(between, side, table))
			),
			...notesAsOf(between),
			...boundAsOf(between)
		];
	} finally {
		read.close();
	}
}

const tablesOf = ({ tables }: Known): string[] =>
	tables.filter((table) => ![...LEFT, ...CORE.shared, ...CORE.personal].includes(table));

function titleAsOf(between: Between): Change[] {
	const [now, was] = [between.now, between.was].map(({ shared }) => shared.getMap<unknown>(META));
	const title = was?.get('title');
	if (!now || !(title instanceof Y.Text) || !(now.get('title') instanceof Y.Text)) return [];
	const write = wordsWrite(now, 'title', title.toString(), fitOf(between, 'shared'));
	return write ? [{ kind: 'changed', side: 'shared', table: META, key: 'title', write }] : [];
}

function tableAsOf(between: Between, side: Side, table: string): Change[] {
	const [here, then] = [recordsOf(between.now[side], table), recordsOf(between.was[side], table)];
	return [...new Set([...here.keys(), ...then.keys()])].flatMap((key) => {
		if (!isReadable(between, table, key)) return [];
		const [now, was] = [here.get(key), then.get(key)];
		const place = { side, table, key };
		if (now && was)
			return changed(between, place, now, was, EXCEPT[table], alsoWritten(between, table, key, now, was));
		if (now) return table === 'identities' ? [] : added(between, place, now);
		return was ? missing(between, place, was, agreedNothing(between, table, key)) : [];
	});
}

/** A person who may be named is named as the identity says; on other devices, as was shared then. */
function alsoWritten(
	between: Between,
	table: string,
	key: string,
	now: LiveRecord,
	was: LiveRecord
): Write[] {
	const { context, before, takenBack } = between;
	if (table !== 'people' || now.get('named') !== true) return [];
	const own = context.tables.identities.get(key);
	const identity = own?.named ? (before.identities.get(key) ?? own) : null;
	if (own && !identity) return [];
	if (!own && (was.get('named') !== true || takenBack.has(key))) return [];
	return NAMING.flatMap((field) => {
		const words = identity?.[`${field}Text`] ?? wordsIn(was.get(field));
		return wordsWrite(now, field, words, (same) => same) ?? [];
	});
}

const wordsIn = (value: unknown): string => (value instanceof Y.Text ? value.toString() : '');

/** What a record that is made anew must not claim: only its holder's own word says what was agreed to. */
function agreedNothing({ context }: Between, table: string, key: string): { [field: string]: unknown } {
	if (table === 'people') return { named: false, name: newText(''), employer: newText('') };
	if (table === 'identities') return { named: false };
	if (table !== 'talks') return {};
	const own = context.tables.personalNotes.get(key);
	return { agreedNotes: own?.agreedNotes === true, agreedSharing: own?.agreedSharing === true };
}
