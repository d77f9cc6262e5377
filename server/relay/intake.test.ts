import { beforeEach, expect, test } from 'vitest';
import { TestClock } from '../../tests/support/relay-world.ts';
import { Intake } from './intake.ts';

const MIB = 1024 * 1024;

let clock: TestClock;
let reading: boolean;
let intake: Intake;
beforeEach(() => {
	clock = new TestClock();
	reading = true;
	intake = new Intake({ pause: () => (reading = false), resume: () => (reading = true) }, clock.after);
});

test('nothing is read while the device has to wait, and then again', () => {
	intake.wait(500);
	expect(reading).toBe(false);
	clock.advance(400);
	intake.wait(300);
	clock.advance(200);
	expect(reading).toBe(false);
	clock.advance(100);
	expect(reading).toBe(true);
});

test('S15: nothing is read while much of what was read is not handled', async () => {
	const done: (() => void)[] = [];
	for (let i = 0; i < 3; i++) intake.hold(MIB / 2, new Promise((resolve) => done.push(resolve)));
	expect(reading).toBe(false);
	done[0]!();
	await Promise.resolve();
	expect(reading).toBe(true);
});

test('what is handled at once holds nothing up', async () => {
	for (let i = 0; i < 100; i++) {
		intake.hold(MIB / 2, Promise.resolve());
		await Promise.resolve();
		await Promise.resolve();
		expect(reading).toBe(true);
	}
});

test('at the end it reads again, so that the goodbye comes through, and starts nothing more', () => {
	intake.wait(500);
	intake.end();
	expect(reading).toBe(true);
	expect(clock.pending).toBe(0);
	intake.wait(500);
	expect(reading).toBe(true);
});
