import { expect, test } from 'vitest';
import { nextTick, overrunOf, readTimer, timerWords } from './timer.ts';

const START = Date.UTC(2026, 9, 25, 0, 40);
const at = (minutes: number) => START + minutes * 60_000;
const timed = { startedAt: START, endedAt: null, minutes: 30 };
const words = (minutes: number) => timerWords(readTimer(timed, at(minutes)));

test('the minutes of those agreed; the last five are said, nothing before', () => {
	expect(words(0)).toEqual({ says: '0 of 30 min', mind: null });
	expect(words(18.9)).toEqual({ says: '18 of 30 min', mind: null });
	expect(words(24.9)).toEqual({ says: '24 of 30 min', mind: null });
	expect(words(25)).toEqual({ says: '25 of 30 min', mind: '5 minutes left' });
	expect(words(29)).toEqual({ says: '29 of 30 min', mind: '1 minute left' });
	expect(words(30.5)).toEqual({ says: '30 of 30 min', mind: 'the agreed time is up' });
});

test('R2-36: what goes beyond the agreed time is said, and known of a finished talk', () => {
	expect(words(33.5)).toEqual({ says: '33 of 30 min', mind: 'over by 3' });
	expect(overrunOf({ ...timed, endedAt: at(33.2) })).toBe(3);
	expect(overrunOf({ ...timed, endedAt: at(29) })).toBe(0);
	expect(timerWords(readTimer({ ...timed, endedAt: at(33) }, at(500)))).toEqual({
		says: 'Took 33 of 30 min',
		mind: 'over by 3'
	});
});

test('of a talk that runs, or had no agreed time, no overrun is claimed', () => {
	expect(overrunOf({ ...timed, endedAt: at(33), minutes: null })).toBeNull();
	expect(overrunOf(timed)).toBeNull();
});

test('before the start the agreed minutes are all there is to say', () => {
	expect(timerWords(readTimer({ ...timed, startedAt: null }, at(0)))).toEqual({
		says: '30 min agreed',
		mind: null
	});
	expect(timerWords(readTimer({ startedAt: null, endedAt: null, minutes: null }, 0)).says).toBe(
		'No time agreed'
	);
});

test('a clock that was set back or forward claims no time, and logs no overrun', () => {
	expect(readTimer(timed, at(-60))).toEqual({ step: 'unsure', agreed: 30, ended: false });
	expect(readTimer(timed, at(60 * 24))).toMatchObject({ step: 'unsure' });
	expect(overrunOf({ ...timed, endedAt: at(-60) })).toBeNull();
	expect(overrunOf({ ...timed, endedAt: at(60 * 24 * 3) })).toBeNull();
	// A clock is corrected by a second now and then.
	expect(readTimer(timed, START - 1000)).toMatchObject({ step: 'running', elapsed: 0 });
});

test('a device that slept reads the true time when it wakes, since nothing is counted', () => {
	expect(readTimer(timed, at(3))).toMatchObject({ elapsed: 3 });
	expect(readTimer(timed, at(41))).toMatchObject({ elapsed: 41 });
});

test('the next change is at the next whole minute, also when the clock is before the start', () => {
	expect(nextTick(timed, at(2.25))).toBe(45_000);
	expect(nextTick(timed, at(2))).toBe(60_000);
	expect(nextTick(timed, START - 15_000)).toBe(15_000);
	expect(nextTick({ ...timed, endedAt: at(3) }, at(2))).toBeNull();
});
