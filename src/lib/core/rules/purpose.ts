// The purpose statement goes into the first message to a stranger, so it is short (R2-03). A remark never keeps anybody
// from writing on.

import { NUMBERS } from './lists.ts';

/** What ends a sentence; after those of Chinese and Japanese no space follows. */
const END = /[.!?…؟۔।]+["'”’»)\]]*(?=\s|$)|[。！？]+["'”’»)\]]*|\n+/gu;
/** A full stop that belongs to a word: “e.g.”, “Dr.”, an initial. */
const ABBREVIATED = /(?:^|[\s(“"])(?:e\.g|i\.e|etc|approx|vs|cf|dr|mr|mrs|ms|prof|inc|ltd|co|\p{Lu})\.$/iu;
const WORD = /[\p{L}\p{N}]/u;
const GOES_ON = /^\s*\p{Ll}/u;

/** How many sentences there are, by their ends; words without one at the end are one more. */
export function countSentences(text: string): number {
	let count = 0;
	let from = 0;
	for (const { 0: mark, index } of text.matchAll(END)) {
		const to = index + mark.length;
		const stop = mark.startsWith('.') && mark.length === 1;
		if (stop && (ABBREVIATED.test(text.slice(from, to)) || GOES_ON.test(text.slice(to)))) continue;
		if (WORD.test(text.slice(from, to))) count += 1;
		from = to;
	}
	return WORD.test(text.slice(from)) ? count + 1 : count;
}

export interface PurposeRemark {
	readonly rule: string;
	readonly practice: string;
	/** What was found, why it matters, what would help. */
	readonly says: string;
}

interface PurposeRule {
	readonly id: string;
	readonly practice: string;
	/** null: nothing to say. */
	readonly find: (purpose: string) => string | null;
}

const MOST = NUMBERS.purposeSentences;

const RULES: readonly PurposeRule[] = [
	{
		id: 'purpose-length',
		practice: 'R2-03',
		find(purpose) {
			const count = countSentences(purpose);
			if (count <= MOST) return null;
			return `These are ${String(count)} sentences. ${String(MOST)} at most will be read by somebody who does not know you yet: which could go?`;
		}
	}
];

/** What could be better about a purpose statement; nothing about an empty one. */
export const remarksOnPurpose = (purpose: string): readonly PurposeRemark[] =>
	RULES.flatMap(({ id, practice, find }) => {
		const says = find(purpose);
		return says === null ? [] : [{ rule: id, practice, says }];
	});
