// A moment in words, where this device is.

import { localeHere } from '../views/locale.ts';

/** As far as a Date reaches, in milliseconds. Another device may have written any number. */
const FARTHEST = 8.64e15;

/** "Tue 3 Nov, 14:00", as this device writes it. */
export function momentWords(ms: number, locale = localeHere()): string {
	const format = new Intl.DateTimeFormat(locale, {
		weekday: 'short',
		day: 'numeric',
		month: 'short',
		hour: '2-digit',
		minute: '2-digit'
	});
	return format.format(Math.max(-FARTHEST, Math.min(FARTHEST, ms)));
}
