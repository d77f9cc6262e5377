// How the network grows and is used: talks with new people against deeper ones, and each month's people and contacts.

import type { RecordId } from '../ids.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import type { Contact } from './touches.ts';

interface Held {
	readonly person: RecordId;
	readonly date: CivilDate;
}

export interface NewAndRepeat {
	/** First talks with somebody. */
	readonly fresh: number;
	/** Further talks with somebody known. */
	readonly repeat: number;
}

/** R2-32: of the talks held up to today, how many were with somebody new. `counted`: same-person.ts. */
export function newAndRepeat(
	talks: readonly Held[],
	counted: (person: RecordId) => RecordId,
	today: CivilDate
): NewAndRepeat {
	const held = talks.filter(({ date }) => date <= today);
	const fresh = new Set(held.map(({ person }) => counted(person))).size;
	return { fresh, repeat: held.length - fresh };
}

export interface NetworkMonth {
	/** 'YYYY-MM' */
	readonly month: string;
	/** People in the journal at its end. */
	readonly people: number;
	/** Of these, who had been in contact at least once by then. */
	readonly reached: number;
	/** Contacts in it. */
	readonly contacts: number;
}

/** 'YYYY-MM', so many months before. */
function monthBefore(month: string, back: number): string {
	const [year = 0, number = 1] = month.split('-').map(Number);
	const index = year * 12 + number - 1 - back;
	return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/**
 * R1-54: the size of the network and what happened in it, month by month up to today's; `months` of them at most, and
 * none before the first that has anything in it.
 */
export function networkByMonth(
	people: readonly { readonly id: RecordId; readonly since: CivilDate }[],
	contacts: readonly (Contact & { readonly person: RecordId })[],
	today: CivilDate,
	months = 12
): readonly NetworkMonth[] {
	const here = new Set(people.map(({ id }) => id));
	const theirs = contacts.filter(({ person }) => here.has(person));
	// Somebody was known by their first contact at the latest, whenever they were written down.
	const since = new Map(people.map(({ id, since: day }) => [id, day.slice(0, 7)]));
	const first = new Map<RecordId, string>();
	for (const { person, on } of theirs) {
		const month = on.slice(0, 7);
		if (month < (since.get(person) ?? month)) since.set(person, month);
		if (month < (first.get(person) ?? '9999-99')) first.set(person, month);
	}
	const now = today.slice(0, 7);
	const begun = [...since.values()].sort()[0] ?? now;
	const upTo = (map: ReadonlyMap<RecordId, string>, month: string): number =>
		[...map.values()].filter((each) => each <= month).length;
	return Array.from({ length: months }, (_, index) => monthBefore(now, months - 1 - index))
		.filter((month) => month >= begun)
		.map((month) => ({
			month,
			people: upTo(since, month),
			reached: upTo(first, month),
			contacts: theirs.filter(({ on }) => on.slice(0, 7) === month).length
		}));
}
