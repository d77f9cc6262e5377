// The bank as a journal has it: the questions that come with the app and the journal's own. A question that was worded
// anew keeps its place and its former wordings, each with the reason for the change (R2-30).

import type { RecordId } from '../ids.ts';
import { BANK, type BankQuestion, type Level } from './question-bank.ts';

/** A record of the journal's own questions. */
export interface OwnQuestion {
	readonly id: RecordId;
	readonly createdAt: number;
	readonly questionText: string;
	readonly kind: BankQuestion['kind'];
	readonly category: BankQuestion['category'];
	readonly levels: readonly Level[];
	readonly round: number | null;
	readonly replaces: RecordId | null;
	readonly becauseText: string;
}

export interface FormerWording {
	readonly id: RecordId;
	readonly question: string;
	/** Why it was worded anew. */
	readonly because: string;
}

export interface Worded extends BankQuestion {
	/** The question that it began as; itself when it was never worded anew. */
	readonly root: RecordId;
	/** The journal's own, or worded anew by it. */
	readonly own: boolean;
	/** Latest first. */
	readonly former: readonly FormerWording[];
}

const fresh = (row: OwnQuestion): BankQuestion => ({
	id: row.id,
	question: row.questionText,
	kind: row.kind,
	category: row.category,
	levels: row.levels,
	round: row.round ?? 1,
	pinned: false,
	hindsight: false,
	introduction: false
});

/**
 * Every question in its latest wording. Of two new wordings of one question, made apart, the later counts and the
 * other is among the former ones.
 */
export function wholeBank(own: readonly OwnQuestion[]): readonly Worded[] {
	const known = new Set([...BANK, ...own].map(({ id }) => id));
	const reworded = new Map<RecordId, OwnQuestion[]>();
	const began: BankQuestion[] = [];
	for (const row of own) {
		// What it replaces may be put away or not have arrived; then it stands for itself.
		if (row.replaces === null || row.replaces === row.id || !known.has(row.replaces)) began.push(fresh(row));
		else reworded.set(row.replaces, [...(reworded.get(row.replaces) ?? []), row]);
	}
	began.push(...circleRoots(own, reworded).map(fresh));
	return [...BANK, ...began].map((question) => worded(question, reworded, BANK.includes(question)));
}

/** Wordings that replace each other in a circle would hide all of them: the oldest of each circle counts as the first. */
function circleRoots(
	own: readonly OwnQuestion[],
	reworded: ReadonlyMap<RecordId, readonly OwnQuestion[]>
): readonly OwnQuestion[] {
	const replacing = new Map([...reworded.values()].flat().map((row) => [row.id, row]));
	const seen = new Set<OwnQuestion>();
	return own.flatMap((row) => {
		const passed = new Set<OwnQuestion>();
		let at = replacing.get(row.id);
		while (at && !seen.has(at)) {
			seen.add(at);
			passed.add(at);
			at = at.replaces === null ? undefined : replacing.get(at.replaces);
		}
		if (!at || !passed.has(at)) return [];
		const order = [...passed];
		return order.slice(order.indexOf(at)).sort(byAge).slice(0, 1);
	});
}

const byAge = (a: OwnQuestion, b: OwnQuestion): number => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);

function worded(
	question: BankQuestion,
	reworded: ReadonlyMap<RecordId, readonly OwnQuestion[]>,
	builtIn: boolean
): Worded {
	const found = new Set<OwnQuestion>();
	const open = [question.id];
	for (let id = open.pop(); id !== undefined; id = open.pop())
		for (const row of reworded.get(id) ?? []) {
			if (row.id === question.id || found.has(row)) continue;
			found.add(row);
			open.push(row.id);
		}
	const later = [...found].sort(byAge);
	const wordings = [{ id: question.id, question: question.question, because: '' }].concat(
		later.map((row) => ({ id: row.id, question: row.questionText, because: row.becauseText }))
	);
	const last = later.at(-1);
	const marks = last
		? { kind: last.kind ?? question.kind, category: last.category ?? question.category }
		: {};
	const former = wordings.slice(0, -1).map((wording, index) => ({
		...wording,
		because: wordings[index + 1]?.because ?? ''
	}));
	const { id, question: words } = wordings.at(-1) ?? question;
	return {
		...question,
		...marks,
		id,
		question: words,
		root: question.id,
		own: !builtIn || later.length > 0,
		former: former.reverse()
	};
}

export interface Guide {
	/** The person's career stage; null: not known. */
	readonly level: Level | null;
	/** Which conversation with this person it is: 1, 2, 3 … */
	readonly round: number;
	/** An introduction has been asked for already. */
	readonly introductionAsked: boolean;
}

/** The questions that fit a talk: those for this conversation first, then those of the ones before. */
export function questionsFor(bank: readonly Worded[], { level, round, introductionAsked }: Guide): Worded[] {
	return bank
		.filter((question) => question.round <= round)
		.filter(({ levels }) => levels.length === 0 || level === null || levels.includes(level))
		.filter(({ introduction }) => !(introduction && introductionAsked))
		.sort((a, b) => b.round - a.round || Number(b.pinned) - Number(a.pinned));
}

/** The questions that every guide of a first conversation has. */
export const pinnedOf = (bank: readonly Worded[]): readonly Worded[] => bank.filter(({ pinned }) => pinned);
