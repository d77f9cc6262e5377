// Everything there is with one person in one line of time, newest first (R3-05). What this device does not have, such
// as a seeker's messages on a mentor's, is simply not in it.

import type { RecordId } from '../ids.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import type { Talk } from '../schema/talk.ts';
import type { Favour, Introduction, Touch } from './kinds/after.ts';
import type { Message, Reply } from './kinds/messages.ts';
import type { Step } from './kinds/people.ts';

/** Rows as their tables give them. */
export interface TimelineSources {
	readonly steps: readonly Step[];
	readonly talks: readonly Talk[];
	readonly messages: readonly Message[];
	readonly replies: readonly Reply[];
	readonly favours: readonly Favour[];
	readonly touches: readonly Touch[];
	readonly introductions: readonly Introduction[];
}

export type Event =
	| { readonly kind: 'step'; readonly row: Step }
	| { readonly kind: 'talk'; readonly row: Talk }
	| { readonly kind: 'message'; readonly row: Message }
	| { readonly kind: 'reply'; readonly row: Reply }
	| { readonly kind: 'favour'; readonly row: Favour }
	| { readonly kind: 'touch'; readonly row: Touch }
	| { readonly kind: 'introduction'; readonly row: Introduction };

export type Entry = Event & {
	/** null: nobody said when. */
	readonly on: CivilDate | null;
};

export interface Month {
	/** 'YYYY-MM'; null for what has no day, which comes last. */
	readonly month: string | null;
	readonly entries: readonly Entry[];
}

function all(sources: TimelineSources): Entry[] {
	return [
		...sources.steps.map((row): Entry => ({ kind: 'step', row, on: row.on })),
		...sources.talks.map((row): Entry => ({ kind: 'talk', row, on: row.date })),
		// A draft has not happened.
		...sources.messages
			.filter(({ sentOn }) => sentOn !== null)
			.map((row): Entry => ({ kind: 'message', row, on: row.sentOn })),
		...sources.replies.map((row): Entry => ({ kind: 'reply', row, on: row.on })),
		...sources.favours.map((row): Entry => ({ kind: 'favour', row, on: row.on })),
		...sources.touches.map((row): Entry => ({ kind: 'touch', row, on: row.on })),
		...sources.introductions.map((row): Entry => ({ kind: 'introduction', row, on: row.on }))
	];
}

/** Newest day first, what was written later first within a day, and the same order on every device. */
function byTime(a: Entry, b: Entry): number {
	if (a.on !== b.on) return (a.on ?? '') < (b.on ?? '') ? 1 : -1;
	return b.row.createdAt - a.row.createdAt || (a.row.id < b.row.id ? -1 : 1);
}

/** `people`: the ids that are this one person (same-person.ts). Months without anything are left out. */
export function timelineOf(people: ReadonlySet<RecordId>, sources: TimelineSources): readonly Month[] {
	const months = new Map<string | null, Entry[]>();
	const theirs = all(sources).filter(({ row }) => row.person !== null && people.has(row.person));
	for (const entry of theirs.sort(byTime)) {
		const month = entry.on?.slice(0, 7) ?? null;
		months.set(month, [...(months.get(month) ?? []), entry]);
	}
	return [...months].map(([month, entries]) => ({ month, entries }));
}
