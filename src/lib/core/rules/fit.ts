// What was heard against what matters to the seeker (R0-16). A conflict is no verdict; it asks for a decision (R0-17).

import type { RecordId } from '../ids.ts';
import type { CivilDate } from '../schema/civil-date.ts';

export interface FitEntry {
	readonly priority: RecordId | null;
	readonly fit: 'meets' | 'conflicts' | 'unknown' | null;
	readonly decision: 'accept' | 'mitigate' | 'avoid' | null;
	readonly decidedOn: CivilDate | null;
}

/** R0-17: a conflict needs accept, mitigate or avoid, with its date. */
export const wantsDecision = ({ fit, decision, decidedOn }: FitEntry): boolean =>
	fit === 'conflicts' && (decision === null || decidedOn === null);

/** The date goes with the decision: taken back with it, and renewed by another one. */
export const decided = <Decision extends string>(decision: Decision | null, today: CivilDate) => ({
	decision,
	decidedOn: decision === null ? null : today
});

export interface FitCheck<Priority, Entry> {
	readonly priority: Priority;
	/** null: not looked at yet. */
	readonly entry: Entry | null;
}

/** R0-16: every priority and deal-breaker is checked against the talk, in the seeker's order. */
export function fitChecks<Priority extends { readonly id: RecordId }, Entry extends FitEntry>(
	priorities: readonly Priority[],
	entries: readonly Entry[]
): readonly FitCheck<Priority, Entry>[] {
	return priorities.map((priority) => ({
		priority,
		entry: entries.find((entry) => entry.priority === priority.id) ?? null
	}));
}

/** How many priorities were met, were in conflict, and are open. */
export function fitCounts(checks: readonly FitCheck<unknown, FitEntry>[]) {
	const of = (fit: FitEntry['fit']) => checks.filter(({ entry }) => entry?.fit === fit).length;
	const [meets, conflicts] = [of('meets'), of('conflicts')];
	return { meets, conflicts, unknown: checks.length - meets - conflicts };
}
