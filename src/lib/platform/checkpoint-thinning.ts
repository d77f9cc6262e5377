// Which checkpoints are kept. The fresh ones are for "what did I do this morning", the older ones for "it was still there
// in October": the further back, the fewer are of use, and space is not without end.

import { civilDateOf } from '../core/schema/civil-date.ts';
import { daysBetween } from '../core/schema/civil-days.ts';
import type { CivilDate } from '../core/schema/civil-date.ts';

/** Beyond today, on which all are kept: the last one of a day for so many days. Two weeks are a journal's rhythm. */
const DAILY_DAYS = 14;
/** Before those, the last one of a week for so many weeks: as long as the four weeks of a plan, and again. */
const WEEKLY_WEEKS = 8;
/**
 * Bytes of one journal's checkpoints together. A journal of two years is about 1.6 MB, and forty of those fit; browsers
 * that are strictest give an address a gigabyte or less, of which the journal itself must stay sure.
 */
const MOST_BYTES = 64 * 1024 * 1024;

export interface Kept {
	readonly id: number;
	/** Milliseconds since the epoch, this device's clock. */
	readonly at: number;
	readonly bytes: number;
}

/** A Monday, so that weeks are counted from Mondays. */
const A_MONDAY = '1970-01-05' as CivilDate;

/** The ids of those that may go; never the newest. By the calendar of where this device is. */
export function superfluous(all: readonly Kept[], now: number): number[] {
	const newestFirst = [...all].sort((a, b) => b.at - a.at || b.id - a.id);
	const spaced = spacedOut(newestFirst, civilDateOf(now));
	const kept = withinBytes(spaced);
	return newestFirst.filter((one) => !kept.includes(one)).map(({ id }) => id);
}

function spacedOut(newestFirst: readonly Kept[], today: CivilDate): Kept[] {
	const seen = new Set<string>();
	return newestFirst.filter(({ id, at }, index) => {
		const slot = slotOf(civilDateOf(at), today, id);
		const keep = index === 0 || (slot !== null && !seen.has(slot));
		if (slot !== null) seen.add(slot);
		return keep;
	});
}

/** Of each slot one is kept, and of none those that are too old. */
function slotOf(day: CivilDate, today: CivilDate, id: number): string | null {
	const age = daysBetween(day, today);
	// Of tomorrow, when the clock was set back.
	if (age <= 0) return `one ${String(id)}`;
	if (age <= DAILY_DAYS) return `day ${day}`;
	if (age > DAILY_DAYS + 7 * WEEKLY_WEEKS) return null;
	return `week ${String(Math.floor(daysBetween(A_MONDAY, day) / 7))}`;
}

/** Where they are too many bytes, the one that is closest to its next newer one goes first. */
function withinBytes(newestFirst: readonly Kept[]): Kept[] {
	const kept = [...newestFirst];
	let bytes = kept.reduce((sum, one) => sum + one.bytes, 0);
	while (bytes > MOST_BYTES && kept.length > 1) {
		const gaps = kept.slice(1).map(({ at }, index) => kept[index]!.at - at);
		const [gone] = kept.splice(gaps.indexOf(Math.min(...gaps)) + 1, 1);
		bytes -= gone!.bytes;
	}
	return kept;
}
