import { beforeEach, expect, test } from 'vitest';
import { TestClock } from '../../tests/support/relay-world.ts';
import type { Log, LogEvent } from '../log.ts';
import { quietLog } from './quiet-log.ts';

let clock: TestClock;
let written: LogEvent[];
let log: Log;
beforeEach(() => {
	clock = new TestClock();
	written = [];
	log = quietLog((event) => written.push(event), clock);
});

const refused: LogEvent = { event: 'refused', code: 4400, why: 'not a message' };

test('a flood of refusals is ten lines in a second, then one that says how many there were', () => {
	for (let i = 0; i < 1010; i++) log(refused);
	expect(written).toEqual(Array.from({ length: 10 }, () => refused));
	clock.advance(1000);
	expect(written.slice(10)).toEqual([{ event: 'suppressed', of: 'refused', lines: 1000 }]);
	log(refused);
	expect(written.at(-1)).toBe(refused);
});

test('a few are all written, and nothing is said of lines left out', () => {
	for (let i = 0; i < 10; i++) log(refused);
	clock.advance(5000);
	expect(written).toHaveLength(10);
	expect(clock.pending).toBe(0);
});

test('one kind does not hide another, nor anything that is no refusal', () => {
	for (let i = 0; i < 100; i++) log(refused);
	const others: LogEvent[] = [
		{ event: 'origin-refused', remedy: 'set it' },
		{ event: 'store-failed', doing: 'append', error: 'disk full' }
	];
	for (const event of others) log(event);
	expect(written.slice(10)).toEqual(others);
});
