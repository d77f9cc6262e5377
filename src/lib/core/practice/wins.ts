// Small wins of three kinds (R2-50): a takeaway, a contact, a refined hypothesis. A changed mind counts like a
// confirmed one (R0-50).

import type { RecordId } from '../ids.ts';
import type { WIN_KINDS } from '../rules/lists.ts';
import { civilDateOf, type CivilDate } from '../schema/civil-date.ts';
import { daysAfter } from '../schema/civil-days.ts';
import type { Talk } from '../schema/talk.ts';
import type { Forecast } from './kinds/prepare.ts';
import type { Step } from './kinds/people.ts';

export interface Win {
	readonly kind: (typeof WIN_KINDS)[number];
	readonly on: CivilDate;
	/** The talk, the person or the belief that it is about. */
	readonly about: RecordId;
	/** What resonated, for a takeaway; how sure, before and after, for a belief that was rated again. */
	readonly words: string;
	readonly change: { readonly before: number; readonly after: number } | null;
}

export interface WinSources {
	readonly today: CivilDate;
	readonly talks: readonly Talk[];
	readonly debrief: (
		talk: RecordId
	) => { readonly finishedAt: number | null; readonly resonatedText: string } | null;
	readonly steps: readonly Step[];
	readonly forecasts: readonly Forecast[];
	readonly rewordings: readonly { readonly assumption: RecordId | null; readonly createdAt: number }[];
}

/** How far back a win is told, in days. */
const DAYS = 14;
/** Percent by which a belief must move to be news. */
const MOVED = 10;

/** The latest first; one of a kind about the same on one day, however often it was written down. */
export function recentWins(sources: WinSources): readonly Win[] {
	const { today } = sources;
	const from = daysAfter(today, -DAYS);
	const once = new Map<string, Win>();
	for (const win of [...takeaways(sources), ...contacts(sources), ...hypotheses(sources)]) {
		const key = `${win.kind} ${win.about} ${win.on}`;
		if (!once.has(key)) once.set(key, win);
	}
	return [...once.values()]
		.filter(({ on }) => on >= from && on <= today)
		.sort((a, b) => b.on.localeCompare(a.on) || (a.about < b.about ? -1 : 1));
}

const takeaways = ({ talks, debrief }: WinSources): Win[] =>
	talks.flatMap(({ id }) => {
		const written = debrief(id);
		if (written === null || written.finishedAt === null || written.resonatedText.trim() === '') return [];
		const on = civilDateOf(written.finishedAt);
		return [{ kind: 'takeaway', on, about: id, words: written.resonatedText.trim(), change: null }];
	});

const contacts = ({ steps }: WinSources): Win[] =>
	steps.flatMap(({ person, stage, on }) =>
		person !== null && on !== null && stage === 'replied'
			? [{ kind: 'contact', on, about: person, words: '', change: null }]
			: []
	);

function hypotheses({ talks, forecasts, rewordings }: WinSources): Win[] {
	const rated = forecasts.flatMap(({ talk, assumption, before, after }): Win[] => {
		const on = talks.find(({ id }) => id === talk)?.date;
		if (!on || assumption === null || before === null || after === null) return [];
		if (Math.abs(after - before) < MOVED) return [];
		return [{ kind: 'hypothesis', on, about: assumption, words: '', change: { before, after } }];
	});
	const reworded = rewordings.flatMap(({ assumption, createdAt }): Win[] =>
		assumption === null
			? []
			: [{ kind: 'hypothesis', on: civilDateOf(createdAt), about: assumption, words: '', change: null }]
	);
	return [...rated, ...reworded];
}
