// A message that was sent, as a template for the next person (R2-41). What was for one person alone becomes a slot, so
// that nobody is sent another's words.

import { mentions, PERSONAL_REFERENCE } from './message-checks-patterns.ts';
import { namesIn, type Unnamed } from './names.ts';
import { emptySlots, type SlotValues } from './slots.ts';

const SENTENCE = /[^.!?\n]+[.!?]*/gu;
/** Where the name is the greeting's and not the sentence's subject. */
const GREETING = /^\s*(?:hello|hi|dear|good (?:morning|afternoon|evening)|thank you,?)\b[^.!?]{0,60}[,!]?$/iu;

/** @param addressee whom the message was for, with their employer */
export function asTemplate(text: string, values: SlotValues, addressee: readonly Unnamed[]): string {
	const { minutes = '', finding: _, ...known } = values;
	let placed = false;
	const impersonal = text.replace(SENTENCE, (sentence) => {
		const theirs =
			mentions(sentence, PERSONAL_REFERENCE) ||
			namesIn(sentence, addressee).some(({ kind }) => kind === 'employer');
		if (!theirs || GREETING.test(sentence)) return sentence;
		const slot = placed ? '' : '{{personal}}';
		placed = true;
		return `${/^\s*/u.exec(sentence)![0]}${slot}`;
	});
	const timed =
		minutes === '' ? impersonal : impersonal.replaceAll(`${minutes} minutes`, '{{minutes}} minutes');
	return emptySlots(timed, known);
}
