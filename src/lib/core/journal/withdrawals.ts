// What a person answered, and that they took something back. The answers are a log in the holder's personal document.
// A withdrawal is marked in each document that words left, in the very transaction in which they left it: the mark
// tells every device that has the document to drop its undo history and the older updates that still have the words.

import * as Y from 'yjs';
import type { RecordId } from '../ids.ts';
import type { CONSENT_ANSWERS, CONSENT_KINDS, CONSENT_WAYS } from '../rules/lists.ts';
import { civilDateOf, isCivilDate, type CivilDate } from '../schema/civil-date.ts';
import { addRecord, type Context } from './context.ts';
import { newText } from './text.ts';
import { CONSENTS, WITHDRAWALS } from './withdrawal-marks.ts';

export type ConsentKind = (typeof CONSENT_KINDS)[number];
export type ConsentAnswer = (typeof CONSENT_ANSWERS)[number];

/** How an answer was given. */
export interface Told {
	readonly on: CivilDate;
	readonly way: (typeof CONSENT_WAYS)[number] | null;
	/** What they were told it is for (R2-34). */
	readonly use: string;
}

export interface Answered {
	/** The talk; for naming, the person. */
	readonly about: RecordId;
	readonly kind: ConsentKind;
	readonly answer: ConsentAnswer;
}

/** When nobody said how: today. */
export const untold = ({ now }: Context): Told => ({ on: civilDateOf(now()), way: null, use: '' });

function* entriesAbout(doc: Y.Doc, about: RecordId): Generator<readonly [id: string, entry: Y.Map<unknown>]> {
	for (const [id, found] of doc.getMap<unknown>(CONSENTS))
		if (found instanceof Y.Map && found.get('about') === about) yield [id, found];
}

const writtenAt = (found: Y.Map<unknown>): number => Number(found.get('createdAt')) || 0;

/**
 * Enters an answer into the log. Inside a transaction of the personal document. The latest counts, and a clock that was
 * set back must not make an older yes the latest: an entry is always later than those before it.
 */
export function enterAnswer(context: Context, id: RecordId, answered: Answered, told: Told): void {
	const { docs, now, me } = context;
	const { on, way, use } = told;
	const before = [...entriesAbout(docs.personal, answered.about)].map(([, found]) => writtenAt(found));
	const createdAt = Math.max(now(), ...before.map((at) => at + 1));
	const fields = { ...answered, on, way, use: newText(use.trim()), createdAt, createdBy: me };
	addRecord(docs.personal, CONSENTS, id, fields);
}

const entry = (doc: Y.Doc, id: RecordId): Y.Map<unknown> | null => {
	const found = doc.getMap<unknown>(CONSENTS).get(id);
	return found instanceof Y.Map ? found : null;
};

/** Whether an intent is a withdrawal of this kind by the person: its entry in the log has its id. */
export function isWithdrawal({ docs }: Context, intent: RecordId, kind: ConsentKind): boolean {
	const found = entry(docs.personal, intent);
	return found?.get('answer') === 'withdrawn' && found.get('kind') === kind;
}

/** Whether the latest answer in the log took it back. */
export function wasTakenBack({ docs }: Context, about: RecordId, kind: ConsentKind): boolean {
	let latest: { readonly at: number; readonly id: string; readonly answer: unknown } | null = null;
	for (const [id, found] of entriesAbout(docs.personal, about)) {
		if (found.get('kind') !== kind || found.get('undone') === true || found.get('archived') === true)
			continue;
		const at = writtenAt(found);
		if (!latest || at > latest.at || (at === latest.at && id > latest.id))
			latest = { at, id, answer: found.get('answer') };
	}
	return latest?.answer === 'withdrawn';
}

/** Marks that something was taken back. Inside a transaction of that document. */
export function markWithdrawal(
	context: Context,
	doc: Y.Doc,
	id: RecordId,
	{ about, kind }: Pick<Answered, 'about' | 'kind'>
): void {
	const said = entry(context.docs.personal, id)?.get('on');
	const on = isCivilDate(said) ? said : civilDateOf(context.now());
	addRecord(doc, WITHDRAWALS, id, { about, kind, on, createdAt: context.now(), createdBy: context.me });
}

export const isMarked = (doc: Y.Doc, id: RecordId): boolean => doc.getMap(WITHDRAWALS).has(id);
