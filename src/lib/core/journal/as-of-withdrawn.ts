// What people took back, as an older state of the journal is to heed it: such a state still has the words.

import * as Y from 'yjs';
import { reachOf, WITHDRAWALS, withdrawalsIn } from './withdrawal-marks.ts';

/** A journal's two documents as they are, or as they were. */
export interface Documents {
	readonly shared: Y.Doc;
	readonly personal: Y.Doc;
}

/** Kinds under which nothing was written, so that taking them back leaves all words where they are. */
const WITHOUT_WORDS: readonly unknown[] = ['recording', 'quoting'];

const markOf = (doc: Y.Doc, id: string): Y.Map<unknown> | null => {
	const found = doc.getMap<unknown>(WITHDRAWALS).get(id);
	return found instanceof Y.Map ? found : null;
};

/**
 * The withdrawals that count on this device, by opaque ids: all that its member's own document tells of, and of the
 * shared ones those that this device heeds (reachOf): any editor can write a mark.
 */
export function withdrawn({ shared, personal }: Documents): string[] {
	const heeded = withdrawalsIn(shared).filter((id) => {
		const about = markOf(shared, id)?.get('about');
		const mark = { id, about } as Parameters<typeof reachOf>[1]['marks'][number];
		return reachOf(personal, { marks: [mark], local: false }) !== 'nothing';
	});
	return [...new Set([...withdrawalsIn(personal), ...heeded])];
}

/** The talks and people about whom something was taken back between two states, words with it. */
export function takenBackSince(was: Documents, now: Documents): ReadonlySet<unknown> {
	const before = new Set(withdrawn(was));
	const since = withdrawn(now).filter((id) => !before.has(id));
	const marks = since.map((id) => markOf(now.personal, id) ?? markOf(now.shared, id));
	return new Set(
		marks.flatMap((mark) => (mark && !WITHOUT_WORDS.includes(mark.get('kind')) ? [mark.get('about')] : []))
	);
}
