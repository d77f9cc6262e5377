// What a debrief reads of the records around it.

import type { RecordId } from '../ids.ts';
import { NUMBERS } from '../rules/lists.ts';
import type { Talk } from '../schema/talk.ts';
import type { HeldTalk } from '../rules/debrief-end.ts';
import type { Assumption } from './kinds/aim.ts';
import type { Outcome } from './kinds/debrief.ts';
import type { Forecast, Preparation } from './kinds/prepare.ts';
import { latestOutcomes } from './outcomes.ts';

/** A talk with what its preparation knows of when it was held. */
export const heldTalk = (
	{ date }: Pick<Talk, 'date'>,
	preparation: Pick<Preparation, 'endedAt' | 'zone'> | null
): HeldTalk => ({ date, endedAt: preparation?.endedAt ?? null, zone: preparation?.zone ?? null });

/** R2-19: the words that were read back, as what was heard begins with; null: there are none, or it has words already. */
export function readBack(
	debrief: { readonly heardText: string } | null,
	facts: readonly { readonly summaryText: string }[]
): string | null {
	if ((debrief?.heardText ?? '').trim() !== '') return null;
	const said = facts.map(({ summaryText }) => summaryText.trim()).filter((words) => words !== '');
	return said.length === 0 ? null : said.join('\n\n');
}

interface Tied {
	readonly talk: RecordId | null;
	readonly assumption: RecordId | null;
}

export interface BeliefSources {
	readonly assumptions: readonly Assumption[];
	readonly forecasts: readonly Forecast[];
	readonly goals: readonly Tied[];
	readonly asks: readonly Tied[];
	/** Of the talk, as far as its notes are agreed to. */
	readonly outcomes: readonly Outcome[];
}

export interface BeliefOfTalk {
	readonly assumption: Assumption;
	/** The first one that was made; null: none, and the belief came up by a goal or a question. */
	readonly forecast: Forecast | null;
	/** What the talk said of it; null: nothing is noted. */
	readonly outcome: Outcome | null;
}

/** R1-26: the beliefs that a talk was to test, in the journal's order: forecast, tied to its goals and questions, or spoken of. */
export function beliefsOf(talk: RecordId, sources: BeliefSources): readonly BeliefOfTalk[] {
	const here = <Row extends Tied>(rows: readonly Row[]) => rows.filter((row) => row.talk === talk);
	const forecasts = here(sources.forecasts);
	const outcomes = latestOutcomes(here(sources.outcomes));
	const tied = new Set(
		[...forecasts, ...here(sources.goals), ...here(sources.asks), ...outcomes].map(
			({ assumption }) => assumption
		)
	);
	return sources.assumptions
		.filter(({ id }) => tied.has(id))
		.map((assumption) => ({
			assumption,
			forecast: forecasts.find((forecast) => forecast.assumption === assumption.id) ?? null,
			outcome: outcomes.find((outcome) => outcome.assumption === assumption.id) ?? null
		}));
}

interface Resonates {
	readonly resonance: number | null;
}

/** R2-24: what resonates with the seeker's strengths and interests, most first. */
export const resonant = <Mention extends Resonates>(mentions: readonly Mention[]): readonly Mention[] =>
	mentions
		.filter(({ resonance }) => (resonance ?? 0) >= NUMBERS.rating.most - 1)
		.sort((a, b) => (b.resonance ?? 0) - (a.resonance ?? 0));
