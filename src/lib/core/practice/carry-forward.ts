// What earlier talks left open, for the talk that is being prepared (R0-07), and what is still uncertain (R1-32).
// Everything here is read from the records; taking something over is the screen's command.

import type { RecordId } from '../ids.ts';
import { NUMBERS } from '../rules/lists.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import type { Talk } from '../schema/talk.ts';
import { heldIn } from './held.ts';
import type { Assumption } from './kinds/aim.ts';
import type { Outcome } from './kinds/debrief.ts';
import type { Ask, Forecast, Preparation } from './kinds/prepare.ts';
import { latestOutcomes } from './outcomes.ts';

type Dated = Pick<Talk, 'id' | 'date' | 'createdAt'>;

const byTime = (a: Dated, b: Dated): number =>
	a.date === b.date ? a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1) : a.date < b.date ? -1 : 1;

/** Talks before this one, earliest first. */
export const earlierTalks = <Some extends Dated>(talk: Dated, talks: readonly Some[]): Some[] =>
	talks.filter((other) => other.id !== talk.id && byTime(other, talk) < 0).sort(byTime);

/** The same question, however it was typed. */
const said = (words: string): string =>
	words
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[\s\p{P}]+/gu, ' ')
		.trim();

export interface OpenAsk {
	readonly ask: Ask;
	/** In which it was not asked. */
	readonly talk: RecordId;
}

export interface Before {
	readonly talk: Dated;
	/** Not put away. */
	readonly talks: readonly Talk[];
	readonly preparations: readonly Pick<Preparation, 'id' | 'endedAt'>[];
	/** Where the talk is prepared. */
	readonly today: CivilDate;
}

function heldBefore({ talk, talks, preparations, today }: Before): Talk[] {
	return earlierTalks(talk, talks).filter(heldIn(preparations, today));
}

/**
 * Questions of earlier talks that were not asked, nor in a talk after that, and are not on this talk's list: the latest
 * talk's first, each once.
 */
export function openAsks(before: Before, asks: readonly Ask[]): OpenAsk[] {
	const mine = new Set(
		asks.filter((ask) => ask.talk === before.talk.id).map((ask) => said(ask.questionText))
	);
	const open: OpenAsk[] = [];
	for (const talk of heldBefore(before).reverse()) {
		const list = asks.filter((ask) => ask.talk === talk.id && said(ask.questionText) !== '');
		for (const ask of list.filter(({ asked }) => asked)) mine.add(said(ask.questionText));
		for (const ask of list) {
			if (mine.has(said(ask.questionText))) continue;
			mine.add(said(ask.questionText));
			open.push({ ask, talk: talk.id });
		}
	}
	return open;
}

export interface OpenBelief {
	readonly assumption: Assumption;
	readonly talk: RecordId;
	readonly came: 'unclear' | 'not-covered';
}

/**
 * Beliefs whose latest outcome was unclear or not covered, and that this talk has no forecast for yet.
 * @param outcomes those that may be counted
 */
export function openBeliefs(
	before: Before,
	assumptions: readonly Assumption[],
	forecasts: readonly Forecast[],
	outcomes: readonly Outcome[]
): OpenBelief[] {
	const here = forecasts.filter(({ talk }) => talk === before.talk.id).map(({ assumption }) => assumption);
	const held = heldBefore(before).reverse();
	const told = latestOutcomes(outcomes).filter(({ came }) => came !== null);
	return assumptions.flatMap((assumption) => {
		if (here.includes(assumption.id)) return [];
		const [latest] = held.flatMap(({ id }) =>
			told.filter((each) => each.talk === id && each.assumption === assumption.id)
		);
		if (!latest?.talk || (latest.came !== 'unclear' && latest.came !== 'not-covered')) return [];
		return [{ assumption, talk: latest.talk, came: latest.came }];
	});
}

export interface Confidence {
	readonly talk: RecordId;
	/** Percent. */
	readonly before: number | null;
	readonly after: number | null;
}

/** How sure the seeker was of a belief, talk by talk (R1-36). */
export const confidenceOf = (
	assumption: RecordId,
	talks: readonly Dated[],
	forecasts: readonly Forecast[]
): Confidence[] =>
	[...talks].sort(byTime).flatMap(({ id }) =>
		forecasts
			.filter((each) => each.talk === id && each.assumption === assumption)
			.filter(({ before, after }) => before !== null || after !== null)
			.map(({ before, after }) => ({ talk: id, before, after }))
	);

export interface Uncertain {
	readonly assumption: Assumption;
	/** How sure the seeker is by now; null: no talk has said anything about it. */
	readonly percent: number | null;
}

/** Beliefs that no talk has settled, the most important first: what a further talk is for (R1-32). */
export function uncertainBeliefs(
	assumptions: readonly Assumption[],
	talks: readonly Dated[],
	forecasts: readonly Forecast[]
): Uncertain[] {
	const { from, to } = NUMBERS.uncertain;
	return assumptions
		.map((assumption) => {
			const history = confidenceOf(assumption.id, talks, forecasts);
			return { assumption, percent: history.findLast(({ after }) => after !== null)?.after ?? null };
		})
		.filter(({ percent }) => percent === null || (percent >= from && percent <= to))
		.sort((a, b) => (b.assumption.importance ?? 0) - (a.assumption.importance ?? 0));
}
