// What a talk's list of questions is like as a whole: whether it fits the time, and what kinds of answers it can hear.

import { NUMBERS, QUESTION_KINDS } from './lists.ts';
import type { QuestionKind } from './question-bank.ts';

export interface Listed {
	readonly core: boolean;
	readonly kind: QuestionKind | null;
	/** Stays out of the talk (R2-18). */
	readonly held: boolean;
}

export interface TimeNeeded {
	/** Minutes that the questions take, with the beginning and the end. */
	readonly minutes: number;
	/** Minutes beyond those agreed; null: none were agreed yet. */
	readonly over: number | null;
}

/** How long these questions take, against the minutes that were agreed (R1-11). */
export function timeNeeded(list: readonly Listed[], agreed: number | null): TimeNeeded {
	const { core, other, around } = NUMBERS.questionMinutes;
	const asked = list.filter(({ held }) => !held);
	const minutes = asked.reduce<number>((sum, question) => sum + (question.core ? core : other), around);
	return { minutes, over: agreed === null ? null : Math.max(0, minutes - agreed) };
}

export interface Mix {
	readonly counts: Readonly<Record<QuestionKind, number>>;
	/** Kinds that a balanced talk has and this one does not. */
	readonly missing: readonly QuestionKind[];
}

/** R2-14: facts are balanced by these. A story is how either may be told, so it is welcome and not asked for. */
const BALANCING: readonly QuestionKind[] = ['fact', 'judgement', 'culture'];

/** How many questions there are of each kind, and which kind is wanting (R2-14). */
export function mixOf(list: readonly Listed[]): Mix {
	const asked = list.filter(({ held }) => !held);
	const count = (kind: QuestionKind) => asked.filter((question) => question.kind === kind).length;
	const counts = Object.fromEntries(QUESTION_KINDS.map((kind) => [kind, count(kind)])) as Mix['counts'];
	return { counts, missing: asked.length === 0 ? [] : BALANCING.filter((kind) => counts[kind] === 0) };
}
