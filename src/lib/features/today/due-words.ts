// What is due, as verbs with a reason. No blame, and no word about what was missed.

import type { Due, DueRule } from '#lib/core/practice/today.ts';

interface DueWords {
	readonly says: (who: string) => string;
	readonly why: string;
}

/** Each verb, and why it is asked for. */
export const dueRuleWords: Readonly<Record<DueRule, DueWords>> = {
	thank: { says: (who) => `Thank ${who}`, why: 'One thing you took away, within two days' },
	debrief: { says: (who) => `Write down the talk with ${who}`, why: 'While you remember how it was said' },
	prepare: { says: (who) => `Prepare for the talk with ${who}`, why: 'It does not count as prepared yet' },
	send: { says: (who) => `Send the message to ${who}`, why: 'A draft waits' },
	schedule: { says: (who) => `Find a day with ${who}`, why: 'They said yes' },
	nudge: { says: (who) => `Nudge ${who}, once`, why: 'Asked a while ago, no answer yet' },
	close: { says: (who) => `Let it rest with ${who}`, why: 'Asked, nudged once; no answer is an answer' },
	'follow-up': { says: (who) => `After the talk with ${who}`, why: '' },
	'take-up': { says: (who) => `Take up what ${who} offered`, why: '' },
	touch: { says: (who) => `Write to ${who}`, why: 'The day that you chose' },
	reconnect: { says: (who) => `Tell ${who} how it goes`, why: 'The last contact is a while ago' }
};

/** The line under the verb: what was written about it, or the rule's own reason. */
export const whyDue = ({ rule, words }: Due): string => words.trim() || dueRuleWords[rule].why;

const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];
const lower = (count: number): string => NUMBERS[count]?.toLowerCase() ?? String(count);

/** "One of two talks this week", "No talk yet this week". */
export function weekWords(held: number, target: number): string {
	if (held === 0) return 'No talk yet this week';
	const count = NUMBERS[held] ?? String(held);
	if (held > target) return `${count} ${held === 1 ? 'talk' : 'talks'} this week`;
	return `${count} of ${lower(target)} ${target === 1 ? 'talk' : 'talks'} this week`;
}
