// What the screen "Copies" says.

import type { Counts } from '#lib/core/journal/as-of.ts';
import { civilDateOf, type CivilDate } from '#lib/core/schema/civil-date.ts';
import type { Checkpoint } from '#lib/platform/checkpoint-store.ts';
import type { InstallPlace } from '#lib/platform/storage-persist.ts';
import type { Problem } from '#lib/state/problems.ts';
import { nearDay, weekday, shortDay, daysBetween } from '#lib/state/views/days.ts';
import { localeHere } from '#lib/state/views/locale.ts';

/** "1 record", "12 records" */
const records = (count: number): string => (count === 1 ? '1 record' : `${String(count)} records`);

/** What restoring would do, one sentence each; none: nothing would change. */
export function countsWords({ changed, back, putAway }: Counts): string[] {
	return [
		changed > 0 ? `${records(changed)} will read as ${changed === 1 ? 'it' : 'they'} did then.` : '',
		back > 0 ? `${records(back)} put away since will be back.` : '',
		putAway > 0
			? `${records(putAway)} added since will be put away. You find ${putAway === 1 ? 'it' : 'them'} under “Put away”.`
			: ''
	].filter(Boolean);
}

/** "14:02", as clocks are read here. */
export const timeWords = (at: number, locale = localeHere()): string =>
	new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(at);

/** "Today", "Yesterday", "Tuesday", else "3 Nov". */
export function dayWords(day: CivilDate, today: CivilDate): string {
	const away = daysBetween(day, today);
	if (away === 0 || away === 1) return away === 0 ? 'Today' : 'Yesterday';
	return away > 1 && away < 7 ? weekday(day) : shortDay(day, today);
}

/** Of an earlier version, in the middle of a sentence: "today, 14:02". */
export function momentWords(at: number, today: CivilDate): string {
	const day = civilDateOf(at);
	const away = daysBetween(day, today);
	return `${away > 1 && away < 7 ? weekday(day) : nearDay(day, today)}, ${timeWords(at)}`;
}

export const whyWords: Readonly<Record<Checkpoint['why'], string>> = {
	hourly: '',
	asked: 'kept by you',
	before: 'before a restore'
};

/** Why an earlier version was not restored: what is there now could not be kept first. */
export function notKeptWords(why: Problem | 'waiting'): { readonly says: string; readonly helps: string } {
	const says = 'Not restored: what is here now could not be kept as a version first.';
	return { says, helps: `Nothing was changed. ${whatToDo(why)}` };
}

function whatToDo(why: Problem | 'waiting'): string {
	switch (why) {
		case 'waiting':
			return 'Something is still arriving. Try again in a moment.';
		case 'storage-full':
			return 'This device’s storage is full. Free some space, then try again.';
		case 'storage-newer':
			return 'A newer version of the app has changed how versions are stored here. Reload to get it.';
		default:
			return 'This browser’s storage did not take it. Try again; if it fails again, reload the page first.';
	}
}

/** "12 kB", "1.6 MB" */
export const sizeWords = (bytes: number): string =>
	bytes < 100_000
		? `${String(Math.max(1, Math.round(bytes / 1000)))} kB`
		: `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;

export const installHow: Readonly<Record<InstallPlace, string>> = {
	'home-screen': 'In the browser’s share menu: “Add to Home Screen”. Then open it from there.',
	dock: 'In the menu File: “Add to Dock”. Then open it from there.'
};
