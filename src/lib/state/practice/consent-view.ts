// A person's answers for the screens that show them: the entries of the log in words, and how a change is told.

import { consentLog, type ConsentRecords, type Told } from '../../core/practice/consent.ts';
import type { RecordId } from '../../core/ids.ts';
import { CONSENT_WAYS } from '../../core/rules/lists.ts';
import { isCivilDate, type CivilDate } from '../../core/schema/civil-date.ts';
import { shortDay } from '../views/days.ts';
import { answerWords, consentWords, wayWords } from './words.ts';

/** The log about a talk or a person, newest first, ready to be read. */
export const answersInWords = (practice: ConsentRecords, about: RecordId, today: CivilDate) =>
	consentLog(practice, about).map(({ id, on, kind, answer, way, useText }) => ({
		id,
		day: on === null ? '' : shortDay(on, today),
		what: `${kind === null ? 'Something' : consentWords[kind]}: ${answer === null ? 'not known' : answerWords[answer]}`,
		how: way === null ? '' : wayWords[way],
		use: useText
	}));

/** What a form gives. */
export interface Said {
	readonly on: string;
	readonly way: string | null;
	readonly use: string;
}

/** What a form gave, as the log takes it; a day that is none is today. */
export function toldFrom({ on, way, use }: Said, today: CivilDate): Told {
	return {
		on: isCivilDate(on) ? on : today,
		way: CONSENT_WAYS.find((each) => each === way) ?? null,
		use
	};
}
