// When somebody was last really in contact, and when next. A plan is no contact: a draft, a talk that lies ahead and
// a stage that was set by hand do not count.

import type { RecordId } from '../ids.ts';
import { NUMBERS } from '../rules/lists.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import { daysAfter } from '../schema/civil-days.ts';

export type TouchKind = 'message' | 'reply' | 'talk' | 'touch';

export interface Contact {
	readonly on: CivilDate;
	readonly kind: TouchKind;
}

interface Dated {
	readonly person: RecordId | null;
	readonly on: CivilDate | null;
}

/** Rows as their tables give them, none put away; what this device does not have is an empty list. */
export interface TouchSources {
	readonly talks: readonly { readonly person: RecordId; readonly date: CivilDate }[];
	readonly messages: readonly { readonly person: RecordId | null; readonly sentOn: CivilDate | null }[];
	readonly replies: readonly Dated[];
	readonly touches: readonly Dated[];
	readonly today: CivilDate;
	/** The record that counts for a person (same-person.ts); left out: each its own. */
	readonly counted?: (person: RecordId) => RecordId;
}

/** Every contact up to today, in no order. The person is the one who counts. */
export function contactsOf(sources: TouchSources): readonly (Contact & { readonly person: RecordId })[] {
	const { today, counted = (person: RecordId) => person } = sources;
	const rows: readonly (Dated & { readonly kind: TouchKind })[] = [
		...sources.talks.map(({ person, date }) => ({ person, on: date, kind: 'talk' as const })),
		...sources.messages.map(({ person, sentOn }) => ({ person, on: sentOn, kind: 'message' as const })),
		...sources.replies.map(({ person, on }) => ({ person, on, kind: 'reply' as const })),
		...sources.touches.map(({ person, on }) => ({ person, on, kind: 'touch' as const }))
	];
	return rows.flatMap(({ person, on, kind }) =>
		person === null || on === null || on > today ? [] : [{ person: counted(person), on, kind }]
	);
}

const later = (one: Contact | null, other: Contact): Contact =>
	one !== null && one.on >= other.on ? one : other;

/** The latest contact with each person who had any; for a list of many. */
export function lastTouches(sources: TouchSources): ReadonlyMap<RecordId, Contact> {
	const latest = new Map<RecordId, Contact>();
	for (const { person, on, kind } of contactsOf(sources))
		latest.set(person, later(latest.get(person) ?? null, { on, kind }));
	return latest;
}

/** The latest contact with one person on or before today; null: none yet. On one day a talk comes before the rest. */
export const lastTouch = (person: RecordId, sources: TouchSources): Contact | null =>
	lastTouches(sources).get((sources.counted ?? ((id: RecordId) => id))(person)) ?? null;

export interface NextDate {
	readonly on: CivilDate;
	/** A talk that lies ahead, a day that was chosen, or the rhythm of keeping in touch. */
	readonly kind: 'talk' | 'chosen' | 'cadence';
}

/** What is read of a profile. */
export interface Rhythm {
	readonly stage: string | null;
	readonly nextTouch: CivilDate | null;
	readonly cadence: number | null;
}

/**
 * When the next contact is due: the nearest talk ahead or the chosen day, whichever is sooner; else, while keeping in
 * touch, the last contact and the cadence. R2-40: a declined or closed person keeps a chosen day, for the door is open.
 * @param latest what `lastTouches` gives for these sources, for a list of many
 */
export function nextDate(
	person: RecordId,
	profile: Rhythm | null,
	sources: TouchSources,
	latest?: ReadonlyMap<RecordId, Contact>
): NextDate | null {
	const { today, counted = (id: RecordId) => id } = sources;
	const one = counted(person);
	const ahead = sources.talks
		.filter((talk) => counted(talk.person) === one && talk.date > today)
		.map(({ date }) => date)
		.sort()[0];
	const chosen = profile?.nextTouch ?? null;
	if (ahead !== undefined && (chosen === null || ahead <= chosen)) return { on: ahead, kind: 'talk' };
	if (chosen !== null) return { on: chosen, kind: 'chosen' };
	if (profile?.stage !== 'in-touch') return null;
	const last = (latest ?? lastTouches(sources)).get(one);
	if (!last) return null;
	return { on: daysAfter(last.on, profile.cadence ?? NUMBERS.cadenceDays), kind: 'cadence' };
}
