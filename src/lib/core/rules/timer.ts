// The timer of a talk (R2-36). It reads the clock anew each time instead of counting, so a reload and a device that
// slept change nothing. The clock itself may be set back or forth meanwhile; then no time is claimed at all.

import { NUMBERS } from './lists.ts';

const MINUTE = 60_000;
/** Nobody talks longer. What seems to was left running, or the clock was set forward. */
const LONGEST = 12 * 60 * MINUTE;
/** Clocks are corrected by a little all the time; that is no reason to doubt them. */
const SLACK = 5_000;

/** Moments are milliseconds since the epoch by the device that holds the talk; `minutes` are those agreed to. */
export interface Timed {
	readonly startedAt: number | null;
	readonly endedAt: number | null;
	readonly minutes: number | null;
}

/** Whole minutes throughout. */
export type Timer =
	| { readonly step: 'ready'; readonly agreed: number | null }
	| {
			readonly step: 'running' | 'ended';
			readonly agreed: number | null;
			readonly elapsed: number;
			/** Beyond the agreed time; 0 within it, and where none was agreed. */
			readonly over: number;
			/** Said while little of the agreed time is left; null before, after, and where none was agreed. */
			readonly left: number | null;
	  }
	/** The clock is before the start, or absurdly far behind it: how long it took is not known. */
	| { readonly step: 'unsure'; readonly agreed: number | null; readonly ended: boolean };

/** @param now milliseconds since the epoch, by this device */
export function readTimer({ startedAt, endedAt, minutes }: Timed, now: number): Timer {
	const agreed = minutes;
	if (startedAt === null) return { step: 'ready', agreed };
	const ended = endedAt !== null;
	const took = (endedAt ?? now) - startedAt;
	if (took < -SLACK || took > LONGEST) return { step: 'unsure', agreed, ended };
	const elapsed = Math.max(0, Math.floor(took / MINUTE));
	const remaining = agreed === null ? null : Math.ceil((agreed * MINUTE - Math.max(0, took)) / MINUTE);
	const over = remaining === null ? 0 : Math.max(0, elapsed - (agreed ?? 0));
	const soon = !ended && remaining !== null && remaining >= 0 && remaining <= NUMBERS.minutesLeft;
	return { step: ended ? 'ended' : 'running', agreed, elapsed, over, left: soon ? remaining : null };
}

/** Minutes that a finished talk went beyond what was agreed; null while that is not known. */
export function overrunOf(timed: Timed): number | null {
	const timer = readTimer(timed, timed.endedAt ?? 0);
	return timer.step === 'ended' && timer.agreed !== null ? timer.over : null;
}

/** When what the timer reads changes next, in milliseconds from `now`; null when it does not by itself. */
export function nextTick({ startedAt, endedAt }: Timed, now: number): number | null {
	if (startedAt === null || endedAt !== null) return null;
	const into = (((now - startedAt) % MINUTE) + MINUTE) % MINUTE;
	return MINUTE - into;
}

const minutesText = (count: number): string => `${String(count)} ${count === 1 ? 'minute' : 'minutes'}`;

/** The timer in calm words: how much of what was agreed, and what is left or over once that matters. */
export function timerWords(timer: Timer): { readonly says: string; readonly mind: string | null } {
	const agreed = timer.agreed === null ? null : String(timer.agreed);
	switch (timer.step) {
		case 'ready':
			return { says: agreed === null ? 'No time agreed' : `${agreed} min agreed`, mind: null };
		case 'unsure':
			return {
				says: agreed === null ? 'Time not known' : `Time not known, ${agreed} min agreed`,
				mind: timer.ended ? null : 'The clock of this device was changed, or the timer was left running'
			};
		case 'running':
		case 'ended': {
			const { elapsed, over, left, step } = timer;
			const took = agreed === null ? `${String(elapsed)} min` : `${String(elapsed)} of ${agreed} min`;
			const says = step === 'ended' ? `Took ${took}` : took;
			if (over > 0) return { says, mind: `over by ${String(over)}` };
			if (left === null) return { says, mind: null };
			return { says, mind: left === 0 ? 'the agreed time is up' : `${minutesText(left)} left` };
		}
	}
	return timer satisfies never;
}
