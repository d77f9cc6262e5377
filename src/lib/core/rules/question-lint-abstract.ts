// Day-to-day reality instead of lofty description (R0-10): what happened last week is easier to tell, and harder to
// embellish, than how things are in general.

import type { QuestionRule } from './question-lint-rule.ts';

const TYPICAL =
	/\b(?:typical|normal|average|usual|ordinary) (?:working |work )?(day|week|month)\b(?=.{0,20}(?:look|like|go\b|\?|$))/i;
const CULTURE =
	/\b(?:what(?:'s| is)|how (?:is|would you describe)|describe) (?:the |your )?(?:company |team |work |working )?culture\b/i;
const LIKE = /\bwhat(?:'s| is) (?:it|life|work|working)\b.{0,60}\blike\b/i;
const LOFTY =
	/\b(?:your|the) (?:philosophy|vision|mission|passion|ideal (?:job|role|day|team|candidate))\b|\bwhat does .{1,40} mean to you\b/i;
const GENERAL =
	/\b(?:in general|generally speaking|on the whole|all in all)\b|^(?:generally|overall|usually),? /i;
const DESCRIBE = /\bhow would you (?:describe|characteri[sz]e|define)\b/i;

/** Asks for something that happened. */
const CONCRETE =
	/\b(?:last (?:time|day|week|month|quarter|year)|yesterday|recent(?:ly)?|most recent|this (?:week|month|quarter|year)|for example|(?:an|one|some) examples?|walk me through|take me through|(?:tell me about|think of) (?:a|the|one)\b|when did)/i;

export const alreadyConcrete = (words: string): boolean => CONCRETE.test(words);

const EXAMPLE = 'What is an example from the last month?';

function concrete(words: string): string {
	const typical = TYPICAL.exec(words);
	if (typical)
		return `Walk me through last ${typical[1] === 'day' ? 'Tuesday' : (typical[1] ?? 'week').toLowerCase()}. What took most of your time?`;
	if (CULTURE.test(words)) return 'How was the last disagreement in your team settled?';
	const end = /[?.!]$/.test(words) ? '' : '?';
	return `${words}${end} ${EXAMPLE}`;
}

export const abstract: QuestionRule = {
	id: 'abstract',
	says: 'This invites a description in general. Something that happened tells more.',
	found: (words) => [TYPICAL, CULTURE, LIKE, LOFTY, GENERAL, DESCRIBE].some((pattern) => pattern.test(words)),
	better: concrete
};
