// Curiosity rather than a verdict: a question that has its answer in it hears only that answer.

import type { QuestionRule } from './question-lint-rule.ts';

const NEGATED =
	"isn't|aren't|wasn't|don't|doesn't|didn't|wouldn't|shouldn't|can't|couldn't|won't|haven't|hasn't";
const TAG = new RegExp(
	`[,;–—-]\\s*(?:right|correct|no|yes|surely|or not|(?:${NEGATED}) (?:it|that|this|you|they|we|he|she|there))\\s*[?.!]*$`,
	'i'
);
const OPENING = new RegExp(
	`^(?:so,? |but |and |well,? )?(?:${NEGATED}) (?:it|that|this|you|they|we|there|the|your|most|people|everybody|everyone)\\b`,
	'i'
);
const AGREE = /^(?:so,? |and )?(?:would|do|will) you (?:not )?(?:agree|admit|concede) (?:that|with)\b/i;
const SURELY = /^(?:so,? |but )?(?:surely|obviously|of course)\b/i;
const LOADED =
	/\bhow (?:amazing|great|wonderful|exciting|terrible|awful|bad|stressful|boring|rewarding) (?:is|was|are|were)\b|\bhow much do you (?:love|hate|enjoy)\b/i;
const RELIED =
	/^(?:so,? )?(?:you would|you'd|you must|you) (?:recommend|love|enjoy|prefer|say|advise)\b.*\?$/i;

const JUDGING: readonly RegExp[] = [
	/^(?:but |so |and )?why (?:on earth|in the world|would (?:any(?:one|body)|you ever)|do you (?:still|even|bother))\b/i,
	/^(?:but |so |and )?why (?:didn't|don't|haven't|won't) you\b/i,
	/\bhow (?:can|could|do) you (?:stand|bear|tolerate|justify|put up with)\b/i,
	/^(?:is|isn't|was|wasn't|are|aren't|so)\b.*\b(?:boring|pointless|stupid|ridiculous|mindless|dull|a waste of (?:time|talent))\b/i,
	/\bwhat(?:'s| is) wrong with\b/i
];

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
const bare = (words: string): string => words.replace(/\s*[?.!]+$/, '');

/** "X is Y, right?" asks for X the other way round: what speaks for it, and what against it. */
function opened(words: string): string {
	const claim = bare(words.replace(TAG, ''))
		.replace(SURELY, '')
		.replace(AGREE, '')
		.replace(/^(?:so|but|well),? /i, '');
	if (TAG.test(words) || SURELY.test(words) || AGREE.test(words))
		return `Some say that ${lowered(claim.trim())}. What have you seen that speaks for it, and what against it?`;
	return 'What have you seen that speaks for it, and what against it?';
}

/** Lower case at the start, except for "I" and what looks like a name. */
const lowered = (words: string): string =>
	/^(?:I\b|[A-Z][A-Z]|[A-Z][a-z]+ [A-Z])/.test(words)
		? words
		: words.charAt(0).toLowerCase() + words.slice(1);

/** "Why didn't you stay?" → "What made you decide not to stay?" */
function curious(words: string): string {
	const why = /^(?:but |so |and )?why (?:didn't|don't|haven't|won't) you (.+)$/i.exec(words);
	if (why?.[1] && !/^why haven't/i.test(words)) return `What made you decide not to ${bare(why[1])}?`;
	const bear = /\bhow (?:can|could|do) you (?:stand|bear|tolerate|justify|put up with) (.+)$/i.exec(words);
	if (bear?.[1]) return capital(`what has helped you with ${bare(bear[1])}, and what has not?`);
	return 'How did that come about, and what would change it?';
}

export const leading: QuestionRule = {
	id: 'leading',
	says: 'This has its answer in it. Asked openly, it can also hear the other one.',
	found: (words) => [TAG, OPENING, AGREE, SURELY, LOADED, RELIED].some((pattern) => pattern.test(words)),
	better: opened
};

export const judging: QuestionRule = {
	id: 'judging',
	says: 'This sounds like a verdict. Curiosity hears more.',
	found: (words) => JUDGING.some((pattern) => pattern.test(words)),
	better: curious
};
