// What could be read up beforehand, or is so wide that the answer is a formula (R3-10).

import type { QuestionRule } from './question-lint-rule.ts';

const END = '(?: please)?\\s*[?.!]*$';
const START = '^(?:so,? |and |well,? )?(?:please )?';
const basics = (patterns: readonly string[]): RegExp[] =>
	patterns.map((pattern) => new RegExp(`${START}(?:${pattern})${END}`, 'i'));

const WEEK = 'Walk me through last week. What took most of your time?';

/** Each with what to ask in its place. */
const BASICS: readonly { readonly patterns: readonly RegExp[]; readonly instead: string }[] = [
	{
		patterns: basics([
			"what (?:exactly )?(?:do|is it that) you (?:actually |exactly |really )?do(?: (?:for a living|for work|at work|all day|every day|day to day|there|here|exactly|(?:in|at) (?:your|the|this) [\\w' -]{1,40}))?",
			'what is it you do',
			"what(?:'s| is) your (?:job|role|position|title|job title|profession|day job)",
			'(?:can|could|would) you (?:please )?(?:tell me|describe|explain) (?:about )?(?:what you do|your (?:job|role|work|position))',
			'tell me (?:a (?:bit|little) )?about (?:your (?:job|role|work|position)|what you do)',
			'what does an? [\\w -]{2,40} do(?: all day| every day| exactly)?',
			'what are your (?:main |daily |key )?(?:responsibilities|duties|tasks)(?: in your (?:job|role))?'
		]),
		instead: WEEK
	},
	{
		patterns: basics([
			'(?:can you |could you )?tell me (?:a (?:bit|little) )?(?:more )?about yourself',
			'who are you',
			'how long have you (?:worked|been) (?:there|here|in (?:this|your) (?:job|role|field)|at [\\w -]{1,30})',
			'where (?:do|did) you (?:work|study|go to (?:university|college|school))',
			"what(?:'s| is) your (?:background|degree)"
		]),
		instead: 'Which step in your career did you least expect, and what led to it?'
	},
	{
		patterns: basics([
			'what does (?:your|the|this) (?:company|organi[sz]ation|firm|employer|team|department) do',
			'(?:can you |could you )?tell me (?:a (?:bit|little) )?about (?:your|the) (?:company|organi[sz]ation|firm|employer)',
			'how (?:big|large) is (?:your|the) (?:company|organi[sz]ation|firm)'
		]),
		instead: 'What is something about your organisation that cannot be read from outside?'
	},
	{
		patterns: basics([
			'(?:do|are) you (?:like|happy (?:in|with)) (?:your|the|this) (?:job|role|work|position)'
		]),
		instead: 'Which hours of last week would you have kept, and which would you have given away?'
	},
	{
		patterns: basics([
			"(?:do you have|have you got|any|what is|what's) (?:any |some |your |general )?advice(?: for me)?"
		]),
		instead: 'What do you wish you had known in your first months?'
	}
];

const matching = (words: string) =>
	BASICS.find(({ patterns }) => patterns.some((pattern) => pattern.test(words)));

export const basic: QuestionRule = {
	id: 'basic',
	says: 'This can be read up beforehand, or gets the usual answer.',
	found: (words) => matching(words) !== undefined,
	better: (words) => matching(words)?.instead ?? WEEK
};
