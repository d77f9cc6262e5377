// That something was taken back, as a document tells it: what every opening of one needs, the first screen too. In the
// shared document every editor can write such marks, so what reads as none counts for nothing.

import * as Y from 'yjs';
import type { RecordId } from '../ids.ts';
import { isRecordId, memberId, moment, readFields, recordId, string } from '../schema/field.ts';
import { identityKind } from '../schema/identity.ts';
import { personalNotesKind } from '../schema/notes.ts';

/** The root type, in either document. Final. */
export const WITHDRAWALS = 'withdrawals';
/** The root type of the answers, in the holder's personal document. Final. */
export const CONSENTS = 'consents';

export interface Mark {
	readonly id: RecordId;
	/** The talk; for naming, the person. */
	readonly about: RecordId;
}

/** A kind that a later version added counts too. */
const fields = { about: recordId, kind: string, createdAt: moment, createdBy: memberId };

function parseMark(id: string, value: unknown): Mark | null {
	if (!isRecordId(id) || !(value instanceof Y.Map)) return null;
	const parsed = readFields(fields, Object.fromEntries((value as Y.Map<unknown>).entries()));
	return parsed.ok ? { id, about: parsed.values.about } : null;
}

/** The withdrawals that a document tells of, by opaque ids. */
export const withdrawalsIn = (doc: Y.Doc): string[] =>
	[...doc.getMap<unknown>(WITHDRAWALS)].flatMap(([id, value]) => parseMark(id, value)?.id ?? []);

/** What came, and whether this device wrote it itself. */
export interface Came {
	readonly marks: readonly Mark[];
	readonly local: boolean;
}

/**
 * What marks in the shared document make this device forget. About a talk or a person that it holds, only its member's
 * own word counts, and a mark that came before that word is told of again by the personal document. About those of
 * others, nothing that is personal here is concerned.
 */
export function reachOf(personal: Y.Doc, { marks, local }: Came): 'both' | 'shared' | 'nothing' {
	const has = (table: string, id: string): boolean => personal.getMap(table).has(id);
	const isHeld = ({ about }: Mark) => has(identityKind.table, about) || has(personalNotesKind.table, about);
	const isOwn = ({ id }: Mark) => local || has(CONSENTS, id) || has(WITHDRAWALS, id);
	if (marks.some((mark) => isHeld(mark) && isOwn(mark))) return 'both';
	return marks.some((mark) => !isHeld(mark)) ? 'shared' : 'nothing';
}

/** Calls back when withdrawals came into a document, from wherever, after everything that came with them. */
export function onWithdrawal(doc: Y.Doc, came: (what: Came) => void): () => void {
	const root = doc.getMap<unknown>(WITHDRAWALS);
	let waiting: Came[] = [];
	const look = (event: Y.YMapEvent<unknown>, { local }: Y.Transaction) => {
		const marks = [...event.changes.keys].flatMap(([id, { action }]) =>
			action === 'add' ? (parseMark(id, root.get(id)) ?? []) : []
		);
		if (marks.length > 0) waiting.push({ marks, local });
	};
	const tell = () => {
		const now = waiting;
		waiting = [];
		for (const what of now) came(what);
	};
	root.observe(look);
	doc.on('afterAllTransactions', tell);
	return () => {
		root.unobserve(look);
		doc.off('afterAllTransactions', tell);
	};
}
