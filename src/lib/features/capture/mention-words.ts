// A mention in a few words, for the row that stands for it.

import type { MentionPart } from '#lib/core/practice/capture.ts';
import type { Mention } from '#lib/core/practice/kinds/capture.ts';
import {
	competencyWords,
	energyWords,
	needWords,
	pathMoveWords,
	requirementWords,
	trendWords
} from '#lib/state/practice/words.ts';

const months = (count: number): string => `${String(count)} ${count === 1 ? 'month' : 'months'}`;

/** Parts that are chosen, in words; what was left open is left out. */
const partWords: Readonly<
	Record<Exclude<MentionPart, 'detail' | 'priority' | 'strength'>, (mention: Mention) => string | null>
> = {
	energy: ({ energy }) => energy && energyWords[energy],
	need: ({ need }) => need && needWords[need],
	competency: ({ competency }) => competency && competencyWords[competency],
	requirement: ({ requirement }) => requirement && requirementWords[requirement],
	trend: ({ trend }) => trend && trendWords[trend],
	move: ({ move }) => move && pathMoveWords[move],
	readiness: ({ readiness }) => (readiness === null ? null : `Readiness ${String(readiness)} of 5`),
	months: ({ months: count }) => (count === null ? null : `${months(count)} to proficiency`),
	emerging: ({ emerging }) => (emerging ? 'Not widely known' : null),
	unadvertised: ({ unadvertised }) => (unadvertised ? 'Not in job ads' : null)
};

export const mentionSays = (mention: Mention): string =>
	Object.values(partWords)
		.flatMap((says) => says(mention) ?? [])
		.join(' · ');

/** What `detail` is for, by kind. */
export const detailWords: Partial<Record<NonNullable<Mention['kind']>, string>> = {
	metric: 'How it is measured',
	trend: 'An example',
	pitfall: 'How it shows',
	expectation: 'How one learns of it',
	lesson: 'What they would do now',
	path: 'How they got there',
	resource: 'Who recommends it, and for what'
};
