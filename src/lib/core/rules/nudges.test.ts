import { expect, test } from 'vitest';
import type { CivilDate } from '../schema/civil-date.ts';
import { afterAsking, isOneTooMany, unanswered, type Sent } from './nudges.ts';

const day = (text: string) => text as CivilDate;
const sent = (kind: Sent['kind'], on: string): Sent => ({ kind, sentOn: day(on) });
const REQUEST = sent('request', '2026-10-20');
const NUDGE = sent('nudge', '2026-10-27');

test('a nudge is offered a week after the request, not before', () => {
	expect(afterAsking([], day('2026-10-20'))).toEqual({ state: 'quiet' });
	expect(afterAsking([REQUEST], day('2026-10-26'))).toEqual({
		state: 'waiting',
		nudged: false,
		askedOn: '2026-10-20',
		until: '2026-10-27'
	});
	expect(afterAsking([REQUEST, NUDGE], day('2026-10-28'))).toMatchObject({ state: 'waiting', nudged: true });
	expect(afterAsking([REQUEST], day('2026-10-27'))).toEqual({ state: 'nudge', askedOn: '2026-10-20' });
});

test('R3-15: after the one nudge there is nothing to ask; later it is closed graciously', () => {
	expect(afterAsking([REQUEST, NUDGE], day('2026-11-03'))).toEqual({ state: 'close', askedOn: '2026-10-20' });
	expect(isOneTooMany('nudge', [REQUEST])).toBe(false);
	expect(isOneTooMany('nudge', [REQUEST, NUDGE])).toBe(true);
	expect(isOneTooMany('thanks', [REQUEST, NUDGE])).toBe(false);
});

test('R3-15: a second request without a reply is a nudge by another name', () => {
	const again = sent('request', '2026-10-27');
	expect(isOneTooMany('request', [REQUEST])).toBe(false);
	expect(isOneTooMany('request', [REQUEST, again])).toBe(true);
	expect(afterAsking([REQUEST, again], day('2026-11-20'))).toMatchObject({ state: 'close' });
});

test('a reply answers all that was sent up to that day; news and thanks ask for nothing', () => {
	const all = [NUDGE, REQUEST, sent('update', '2026-11-01'), sent('thanks', '2026-11-02')];
	expect(unanswered(all, [])).toEqual([REQUEST, NUDGE]);
	expect(unanswered(all, [day('2026-10-20')])).toEqual([NUDGE]);
	expect(unanswered(all, [day('2026-10-27'), day('2026-10-01')])).toEqual([]);
});

test('across a change of the clocks a week is seven days', () => {
	expect(afterAsking([sent('request', '2026-10-24')], day('2026-10-31'))).toMatchObject({ state: 'nudge' });
	expect(afterAsking([sent('request', '2026-12-28')], day('2027-01-03'))).toMatchObject({ state: 'waiting' });
});
