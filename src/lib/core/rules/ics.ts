// Talks as a calendar file (RFC 5545), for the calendar that a person has already. A talk keeps its UID, so that a
// file downloaded later moves the event instead of adding another.

import { utf8 } from '../bytes.ts';

export interface CalendarEvent {
	/** The talk's id. */
	readonly id: string;
	/** Milliseconds since the epoch. */
	readonly start: number;
	readonly minutes: number;
	readonly summary: string;
	readonly description: string;
	/** When the talk was added, by some device's clock. */
	readonly createdAt: number;
	/** Minutes before the start; null: no reminder. */
	readonly remindBefore: number | null;
}

const MINUTE = 60_000;
/** Octets of one line, without its end. */
const LINE = 75;

/** 20261103T100000Z */
const stamp = (ms: number): string =>
	new Date(ms)
		.toISOString()
		.replace(/\.\d{3}/, '')
		.replace(/[-:]/g, '');

/** Text as a value: a line break is written, other control characters have no place in one. */
const escaped = (text: string): string =>
	text
		.replace(/\r\n?|\n|\u2028|\u2029/g, '\n')
		.replace(/(?![\n\t])\p{Cc}/gu, '')
		.replace(/[\\;,]/g, (sign) => `\\${sign}`)
		.replace(/\n/g, '\\n');

/** No more than 75 octets to a line; the rest goes on after a space. No character is torn apart. */
function folded(line: string): string {
	const lines: string[] = [];
	let current = '';
	let octets = 0;
	for (const character of line) {
		const size = utf8(character).length;
		if (octets + size > LINE) {
			lines.push(current);
			current = ' ';
			octets = 1;
		}
		current += character;
		octets += size;
	}
	return [...lines, current].join('\r\n');
}

function alarm({ remindBefore, summary }: CalendarEvent): string[] {
	if (remindBefore === null) return [];
	return [
		'BEGIN:VALARM',
		'ACTION:DISPLAY',
		`DESCRIPTION:${escaped(summary)}`,
		`TRIGGER:-PT${remindBefore}M`,
		'END:VALARM'
	];
}

function event(entry: CalendarEvent, now: number): string[] {
	// A calendar takes the file with the higher number; made at a later minute is later.
	const sequence = Math.max(0, Math.floor((now - entry.createdAt) / MINUTE));
	return [
		'BEGIN:VEVENT',
		`UID:${entry.id}@soundings`,
		`DTSTAMP:${stamp(now)}`,
		`LAST-MODIFIED:${stamp(now)}`,
		`SEQUENCE:${sequence}`,
		`DTSTART:${stamp(entry.start)}`,
		`DURATION:PT${entry.minutes}M`,
		`SUMMARY:${escaped(entry.summary)}`,
		...(entry.description === '' ? [] : [`DESCRIPTION:${escaped(entry.description)}`]),
		...alarm(entry),
		'END:VEVENT'
	];
}

/** One file with all of them, as text. @param now milliseconds since the epoch, this device's clock */
export function calendarFile(events: readonly CalendarEvent[], now: number): string {
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//Soundings//Talks//EN',
		'CALSCALE:GREGORIAN',
		'METHOD:PUBLISH',
		...events.flatMap((entry) => event(entry, now)),
		'END:VCALENDAR'
	];
	return lines.map((line) => `${folded(line)}\r\n`).join('');
}
