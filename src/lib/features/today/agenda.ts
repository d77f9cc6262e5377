// What Today shows: pure, over rows and a day.

import type { RecordId } from '#lib/core/ids.ts';
import type { CivilDate } from '#lib/core/schema/civil-date.ts';
import type { Milestone } from '#lib/core/schema/milestone.ts';
import type { Talk } from '#lib/core/schema/talk.ts';
import { daysBetween } from '#lib/state/views/days.ts';

export type AgendaItem =
	| { readonly kind: 'talk'; readonly id: RecordId; readonly day: CivilDate; readonly talk: Talk }
	| {
			readonly kind: 'milestone';
			readonly id: RecordId;
			readonly day: CivilDate;
			readonly milestone: Milestone;
	  };

export interface Agenda {
	/** Today's talks and what is due or overdue, longest due first. */
	readonly now: readonly AgendaItem[];
	/** The next six days, soonest first. */
	readonly soon: readonly AgendaItem[];
}

/** @param held what is known of talks that are over before their day is */
export function agendaOf(
	talks: readonly Talk[],
	milestones: readonly Milestone[],
	today: CivilDate,
	held: (talk: Talk) => boolean = () => false
): Agenda {
	const items: AgendaItem[] = [
		...talks
			.filter((talk) => talk.date >= today && !held(talk))
			.map((talk) => ({ kind: 'talk', id: talk.id, day: talk.date, talk }) as const),
		...milestones.flatMap((milestone) =>
			milestone.due === null || milestone.done
				? []
				: [{ kind: 'milestone', id: milestone.id, day: milestone.due, milestone } as const]
		)
	];
	items.sort((a, b) => (a.day === b.day ? (a.id < b.id ? -1 : 1) : a.day < b.day ? -1 : 1));
	const away = ({ day }: AgendaItem): number => daysBetween(today, day);
	return {
		now: items.filter((item) => away(item) <= 0),
		soon: items.filter((item) => away(item) > 0 && away(item) < 7)
	};
}

/** "due today", "3 days over", "Thu" in the words of a list. */
export function dueWords(day: CivilDate, today: CivilDate): string {
	const over = daysBetween(day, today);
	if (over === 0) return 'due today';
	return over === 1 ? 'due yesterday' : `due ${String(over)} days ago`;
}
