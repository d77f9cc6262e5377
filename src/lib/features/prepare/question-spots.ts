// The checks of a question's wording in the form that a field shows, after the names that others must not read.

import { lintQuestion, type AskContext } from '#lib/core/rules/question-lint.ts';
import type { Spotted } from '#lib/ui/form/spotted.ts';

export const questionSpots = (
	words: string,
	names: readonly Spotted[],
	context: AskContext
): readonly Spotted[] => [
	...names,
	...lintQuestion(words, context).map(({ says, better }) => ({
		from: 0,
		to: words.length,
		says,
		instead: better,
		offers: `Ask: “${better}”`
	}))
];
