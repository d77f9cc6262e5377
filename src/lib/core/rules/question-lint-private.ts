// Pay, private life and introductions: for the other side to bring up.

import type { QuestionRule } from './question-lint-rule.ts';

const any = (patterns: readonly RegExp[]) => (words: string) =>
	patterns.some((pattern) => pattern.test(words));

/** "Pay attention", "paid off": the word without the money. */
const NO_MONEY =
	'(?! (?:attention|heed|off|back|respects?|tribute|lip service|dividends|for itself|a (?:visit|price)|close))';

const PAY: readonly RegExp[] = [
	/\b(?:salar(?:y|ies)|wages?|remuneration|stock options|six[- ]figures?)\b/i,
	/\bcompensation\b(?! (?:analysts?|teams?|specialists?|claims?|law|design))/i,
	/(?<!\ban? )\bbonus(?:es)?\b(?! (?:question|point|round|track))/i,
	/\bequity (?:package|grant|stake|share)s?\b/i,
	/\b(?:hourly|day|daily) rates?\b/i,
	/\bpay (?:rise|raise|range|scale|band|grade|gap|package|slip|che(?:ck|que))s?\b/i,
	new RegExp(
		`\\b(?:your|the|good|better|decent|starting|base|their|average|more|less) pay\\b${NO_MONEY}`,
		'i'
	),
	new RegExp(
		`\\b(?:it|they|that|this|job|role|work|company|employers?) pays? (?:well|better|more|enough)\\b`,
		'i'
	),
	new RegExp(
		`\\bhow (?:much|well)\\b(?! (?:attention|time|heed|respect)).{0,60}\\b(?:pays?|paid)\\b${NO_MONEY}`,
		'i'
	),
	new RegExp(`\\bwhat (?:do|does|did|can|would|will)\\b.{0,40}\\bpay\\b${NO_MONEY}`, 'i'),
	/\b(?:are|were|get|being) (?:you )?(?:well|better|under|over|fairly)[- ]?paid\b/i,
	/\bhow much (?:money )?(?:do|does|did|can|could|would|will)\b.{0,40}\b(?:earn|make)\b(?! (?:use|of|decisions?|sense|time|sure|up|room|trust|respect))/i,
	/\bhow much money\b.{0,40}\b(?:you|make|earn|get)\b/i,
	/\bwhat (?:do|does|did|can|could|would) (?:you|they|one|people|somebody|someone|an? [\w -]+?) (?:earn|make)\b(?: (?:a|per|in a) (?:year|month|week|hour)|annually|\?|$)/i,
	/\byour (?:own |yearly |annual )?(?:income|earnings)\b/i
];

const OWN_LIFE =
	'husband|wife|spouse|boyfriend|girlfriend|kids|marriage|divorce|pregnancy|religion|ethnicity|nationality|sexuality|' +
	'(?:private|personal|home|love) life|political views|politics';

const PERSONAL: readonly RegExp[] = [
	new RegExp(`\\byour (?:${OWN_LIFE})\\b`, 'i'),
	/\byour family\b(?! (?:of|business))/i,
	/\byour children\b(?! (?:learn|read|write|at school|in class))/i,
	/\byour (?:own )?(?:mental )?health\b(?! (?:app|care|data|plan|product|sector|service|system|team|unit|department|tech))/i,
	/\byour partner\b(?=.{0,12}\b(?:think|feel|work|mind|say|cope|do for)\b)/i,
	/\b(?:do|did|will) you (?:plan to |want to |want )?(?:have )(?:any )?(?:kids|children|a family)\b/i,
	/\bare you (?:married|divorced|engaged|pregnant|religious|gay|straight|single)\b(?=\s*(?:[?.,;]|or\b|$))/i,
	/\bhow old (?:are|were) you\b(?! when you (?:began|started|changed))/i,
	/\b(?:what is|what's) your age\b/i,
	/\b(?:when|what year) were you born\b/i,
	/\bwhere are you (?:really|originally) from\b/i,
	/\bwho (?:do|did|will) you vote\b/i
];

const INTRODUCTION: readonly RegExp[] = [
	/\b(?:can|could|would|will|might) you (?:please |perhaps |also )?(?:introduce|refer|recommend) me\b/i,
	/\b(?:introduce|refer) me to\b/i,
	/\bput (?:me|us) in touch\b/i,
	/\bputting (?:me|us) in touch\b/i,
	/\b(?:put in|say) a (?:good )?word for me\b/i
];

export const pay: QuestionRule = {
	id: 'pay',
	says: 'This asks about pay. That is theirs to bring up, so it stays out of the talk until they do.',
	found: any(PAY),
	better: () => 'What made this position worth it to you?'
};

export const personal: QuestionRule = {
	id: 'personal',
	says: 'This asks about private life. That is theirs to bring up, so it stays out of the talk until they do.',
	found: any(PERSONAL),
	better: () => 'How much of last week was yours to plan?'
};

export const introduction: QuestionRule = {
	id: 'introduction',
	says: 'An introduction is asked for once, and not in a first talk, unless they offer one.',
	found: any(INTRODUCTION),
	better: () => 'Whose view of this work differs most from yours, and in what?'
};
