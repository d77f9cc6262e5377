// Checks of a question's wording. Each says why and offers another wording; none keeps anybody from typing. Only what
// asks for pay or private life is held back from the talk until the person brings it up themselves (R2-18).
// The patterns know English. They rather miss a bad question than spoil a good one.

import { abstract, alreadyConcrete } from './question-lint-abstract.ts';
import { basic } from './question-lint-basic.ts';
import { judging, leading } from './question-lint-neutral.ts';
import { introduction, pay, personal } from './question-lint-private.ts';
import type { QuestionRule, QuestionRuleId } from './question-lint-rule.ts';

export type { QuestionRuleId } from './question-lint-rule.ts';

export interface Finding {
	readonly rule: QuestionRuleId;
	readonly says: string;
	readonly better: string;
	/** The question stays out of the talk as it is. */
	readonly held: boolean;
}

export interface AskContext {
	/** The person brought the subject up. */
	readonly raisedByThem: boolean;
	/** An introduction may be asked for in this talk. */
	readonly mayAskIntroduction: boolean;
}

/** The gravest first. */
const RULES: readonly QuestionRule[] = [
	// R2-18
	pay,
	// R2-18
	personal,
	// R1-35
	introduction,
	// R0-54
	leading,
	// R1-02
	judging,
	// R3-10
	basic,
	// R0-10
	abstract
];

const isPrivate = (rule: QuestionRuleId): boolean => rule === 'pay' || rule === 'personal';

/** Typed apostrophes and spaces differ; the patterns know one of each. */
const plain = (words: string): string =>
	words
		.replace(/[’‘ʼ`´]/g, "'")
		.replace(/\s+/g, ' ')
		.trim();

/** What could be better about a question, the gravest first. Empty words have no faults. */
export function lintQuestion(words: string, context: AskContext): Finding[] {
	const said = plain(words);
	return RULES.filter(({ found }) => said !== '' && found(said))
		.filter(({ id }) => !(isPrivate(id) && context.raisedByThem))
		.filter(({ id }) => !(id === 'introduction' && context.mayAskIntroduction))
		.filter(({ id }) => !(id === 'abstract' && alreadyConcrete(said)))
		.map(({ id, says, better }) => ({ rule: id, says, better: better(said), held: isPrivate(id) }));
}

/** A question about pay or private life is not taken along until the person brought it up (R2-18). */
export const isHeld = (words: string, raisedByThem: boolean): boolean =>
	lintQuestion(words, { raisedByThem, mayAskIntroduction: true }).some(({ held }) => held);

/** Whether "They brought it up" means anything for these words. */
export const asksForPrivate = (words: string): boolean => isHeld(words, false);
