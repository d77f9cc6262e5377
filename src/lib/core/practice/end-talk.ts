// A talk is over: its end is noted, and with it whom the seeker has met.

import type { Journal } from '../journal/journal.ts';
import { done, type Result } from '../journal/result.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import type { Talk } from '../schema/talk.ts';
import type { Practice } from './practice.ts';
import { followTalk } from './stage-change.ts';

interface Ending extends Pick<Practice, 'group' | 'same' | 'holdsPerson'> {
	readonly records: Pick<Practice['records'], 'preparations' | 'profiles' | 'steps'>;
}

export interface EndOfTalk {
	/** Milliseconds since the epoch. */
	readonly now: number;
	readonly today: CivilDate;
	/** It was held today, whatever day it is dated. */
	readonly wasToday: boolean;
}

/**
 * One step of undo. Only for who holds the talk. Of a talk of an earlier day the hour is not known, so none is noted
 * unless its timer ran; nothing is noted of one that is still ahead.
 */
export function endTalk(
	journal: Journal,
	practice: Ending,
	talk: Pick<Talk, 'id' | 'person' | 'date'>,
	{ now, today, wasToday }: EndOfTalk
): Result {
	const { records, group } = practice;
	const date = wasToday ? today : talk.date;
	const preparation = records.preparations.get(talk.id);
	const timed = (preparation?.startedAt ?? null) !== null;
	if (date > today && !timed) return done;
	return group(() => {
		if (date !== talk.date) {
			const dated = journal.commands.setTalkDate(talk.id, date);
			if (!dated.ok) return dated;
		}
		if ((preparation?.endedAt ?? null) === null && (timed || date === today)) {
			const opened = records.preparations.open(talk.id);
			const ended = opened.ok ? records.preparations.set(talk.id, { endedAt: now }) : opened;
			if (!ended.ok) return ended;
		}
		return followTalk(practice, talk.person, 'met', date < today ? date : today);
	});
}
