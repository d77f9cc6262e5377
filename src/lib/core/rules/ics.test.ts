import { expect, test } from 'vitest';
import { utf8 } from '../bytes.ts';
import { calendarFile, type CalendarEvent } from './ics.ts';

const START = Date.parse('2026-11-03T15:00:00Z');
const NOW = Date.parse('2026-10-20T08:30:00Z');
const talk = (over: Partial<CalendarEvent> = {}): CalendarEvent => ({
	id: 'AAAAtalk1234',
	start: START,
	minutes: 45,
	summary: 'Talk with Priya',
	description: '',
	createdAt: NOW - 90_000,
	remindBefore: 30,
	...over
});

/** A reader of our own: lines by CRLF, folds undone, values unescaped. */
function read(file: string): { name: string; value: string }[] {
	expect(file.endsWith('\r\n')).toBe(true);
	expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
	const raw = file.slice(0, -2).split('\r\n');
	for (const line of raw) expect(utf8(line).length).toBeLessThanOrEqual(75);
	const lines: string[] = [];
	for (const line of raw) {
		if (line.startsWith(' ')) lines.push(`${lines.pop() ?? ''}${line.slice(1)}`);
		else lines.push(line);
	}
	return lines.map((line) => {
		const colon = line.indexOf(':');
		const value = line.slice(colon + 1).replace(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
		return { name: line.slice(0, colon), value };
	});
}
const valuesOf = (file: string, name: string) =>
	read(file)
		.filter((line) => line.name === name)
		.map(({ value }) => value);

test('a talk is one event with an identity that lasts, in UTC', () => {
	const file = calendarFile([talk()], NOW);
	expect(read(file).slice(0, 2)).toEqual([
		{ name: 'BEGIN', value: 'VCALENDAR' },
		{ name: 'VERSION', value: '2.0' }
	]);
	expect(valuesOf(file, 'UID')).toEqual(['AAAAtalk1234@soundings']);
	expect(valuesOf(file, 'DTSTART')).toEqual(['20261103T150000Z']);
	expect(valuesOf(file, 'DTSTAMP')).toEqual(['20261020T083000Z']);
	expect(valuesOf(file, 'DURATION')).toEqual(['PT45M']);
});

test('a file made later has the same UID and a higher sequence', () => {
	const [first, later] = [NOW, NOW + 120_000].map((now) => calendarFile([talk()], now));
	expect(valuesOf(later!, 'UID')).toEqual(valuesOf(first!, 'UID'));
	expect(Number(valuesOf(later!, 'SEQUENCE')[0])).toBeGreaterThan(Number(valuesOf(first!, 'SEQUENCE')[0]));
	// A device whose clock was ahead when the talk was added.
	expect(valuesOf(calendarFile([talk({ createdAt: NOW + 9e6 })], NOW), 'SEQUENCE')).toEqual(['0']);
});

test('a reminder is there when it is wanted', () => {
	expect(valuesOf(calendarFile([talk({ remindBefore: 30 })], NOW), 'TRIGGER')).toEqual(['-PT30M']);
	expect(valuesOf(calendarFile([talk({ remindBefore: null })], NOW), 'BEGIN')).not.toContain('VALARM');
});

test.each([
	['commas, semicolons; and back\\slashes, twice: \\n'],
	['two\nlines'],
	['😀'.repeat(60)],
	['é'.repeat(200)],
	[`${'a'.repeat(66)}éé`],
	['اسم طويل جدا '.repeat(12).trim()],
	['BEGIN:VEVENT']
])('words come back as they were: %j', (summary) => {
	const file = calendarFile([talk({ summary, description: `${summary} once more` })], NOW);
	expect(valuesOf(file, 'SUMMARY')).toEqual([summary]);
	expect(valuesOf(file, 'DESCRIPTION')).toContain(`${summary} once more`);
	expect(valuesOf(file, 'BEGIN').filter((name) => name === 'VEVENT')).toHaveLength(1);
});

test('no words can begin a line of their own', () => {
	const file = calendarFile([talk({ summary: 'Talk\r\nATTACH:http://example.org\u2028X:1\u0007' })], NOW);
	expect(read(file).map(({ name }) => name)).not.toContain('ATTACH');
	expect(valuesOf(file, 'SUMMARY')).toEqual(['Talk\nATTACH:http://example.org\nX:1']);
});

test('R2-45: a batch is several events in one file', () => {
	const file = calendarFile([talk(), talk({ id: 'BBBBtalk5678', start: START + 86_400_000 })], NOW);
	expect(valuesOf(file, 'UID')).toEqual(['AAAAtalk1234@soundings', 'BBBBtalk5678@soundings']);
	expect(valuesOf(file, 'DTSTART')).toEqual(['20261103T150000Z', '20261104T150000Z']);
	expect(read(file).filter(({ name, value }) => name === 'BEGIN' && value === 'VCALENDAR')).toHaveLength(1);
});
