// How far a talk is prepared, read from the records.

import type { RecordId } from '../ids.ts';
import { gateOf, type Gate, type Prepared } from '../rules/prep-gate.ts';
import { wholeBank, type Worded } from '../rules/question-bank-own.ts';
import { isHeld } from '../rules/question-lint.ts';
import type { Talk } from '../schema/talk.ts';
import { earlierTalks } from './carry-forward.ts';
import type { Ask, Preparation } from './kinds/prepare.ts';
import type { Records } from './practice.ts';
import { samePeople } from './same-person.ts';

export type PrepareRecords = Pick<
	Records,
	'preparations' | 'goals' | 'asks' | 'questions' | 'dossiers' | 'profiles'
>;

/** The rounds that a record can hold. */
const LAST_ROUND = 9;

/** Earlier talks with the same person, also under another record of theirs. */
export function talksBefore(
	records: Pick<PrepareRecords, 'profiles'>,
	talk: Talk,
	talks: readonly Talk[]
): Talk[] {
	const { isSame } = samePeople(records.profiles.rows(), new Set());
	return earlierTalks(talk, talks).filter(({ person }) => isSame(person, talk.person));
}

/** Which conversation with this person it is: as was said, else by counting (R1-33). */
export const roundOf = (records: PrepareRecords, talk: Talk, talks: readonly Talk[]): number =>
	records.preparations.get(talk.id)?.round ??
	Math.min(LAST_ROUND, talksBefore(records, talk, talks).length + 1);

/** A question's place in the bank, also under a former wording. */
export const inBank = (bank: readonly Worded[], from: RecordId | null): Worded | null =>
	bank.find(
		({ id, root, former }) =>
			from !== null && (id === from || root === from || former.some((was) => was.id === from))
	) ?? null;

/** A talk's questions in order. */
export const asksOf = (records: Pick<PrepareRecords, 'asks'>, talk: RecordId): Ask[] =>
	records.asks.rows().filter((ask) => ask.talk === talk);

/** A question that stays out of the talk, because it asks for what is theirs to bring up (R2-18). */
export const staysOut = ({
	questionText,
	raisedByThem
}: Pick<Ask, 'questionText' | 'raisedByThem'>): boolean => isHeld(questionText, raisedByThem);

export function preparedOf(
	records: PrepareRecords,
	talk: Talk,
	talks: readonly Talk[],
	holdsIdentity: boolean
): Prepared {
	const row = records.preparations.get(talk.id);
	const bank = wholeBank(records.questions.rows());
	return {
		objective: row?.objectiveText ?? '',
		context: row?.contextText ?? '',
		expertise: row?.expertiseText ?? '',
		angle: row?.angleText ?? '',
		minutes: row?.minutes ?? null,
		round: roundOf(records, talk, talks),
		why: holdsIdentity ? (records.dossiers.get(talk.person)?.whyText ?? '') : null,
		goals: records.goals
			.rows()
			.filter((goal) => goal.talk === talk.id)
			.map(({ goalText, assumption }) => ({ goal: goalText, assumption })),
		asks: asksOf(records, talk.id).map((ask) => ({
			question: ask.questionText,
			core: ask.core,
			kind: ask.kind,
			held: staysOut(ask),
			strength: ask.strength,
			demand: ask.demandText,
			hindsight: inBank(bank, ask.from)?.hindsight ?? false
		}))
	};
}

/**
 * What is there and what is missing before a talk counts as prepared (R2-35).
 * @param talks that are not put away
 * @param holdsIdentity whether this device knows who the person is; else why they were chosen is not looked at
 */
export const preparation = (
	records: PrepareRecords,
	talk: Talk,
	talks: readonly Talk[],
	holdsIdentity: boolean
): Gate => gateOf(preparedOf(records, talk, talks, holdsIdentity));

/** The latest introduction that was written for an earlier talk, whoever it was with. */
export function lastIntroduction(
	records: Pick<PrepareRecords, 'preparations'>,
	talk: Talk,
	talks: readonly Talk[]
): Preparation | null {
	const earlier = earlierTalks(talk, talks).reverse();
	for (const { id } of earlier) {
		const row = records.preparations.get(id);
		if (row && [row.contextText, row.expertiseText, row.angleText].some((words) => words.trim() !== ''))
			return row;
	}
	return null;
}
