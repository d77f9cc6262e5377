// A day on the calendar, without time or zone: the day of a talk is the same day for both who read about it.

declare const civil: unique symbol;
/** 'YYYY-MM-DD', a day that exists in the Gregorian calendar, years 0001 to 9999. */
export type CivilDate = string & { readonly [civil]: 'CivilDate' };

const FORM = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

export function isCivilDate(value: unknown): value is CivilDate {
	const match = typeof value === 'string' ? FORM.exec(value) : null;
	if (!match) return false;
	const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
	const length = month === 2 && isLeap(year) ? 29 : DAYS[month - 1];
	return year > 0 && length !== undefined && day > 0 && day <= length;
}

/** The day it is at `ms` (since the epoch) where this device is. */
export function civilDateOf(ms: number): CivilDate {
	const at = new Date(ms);
	const pad = (part: number, width: number) => String(part).padStart(width, '0');
	const text = `${pad(at.getFullYear(), 4)}-${pad(at.getMonth() + 1, 2)}-${pad(at.getDate(), 2)}`;
	if (!isCivilDate(text)) throw new RangeError('not a moment of the years 1 to 9999');
	return text;
}
