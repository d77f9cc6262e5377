// When a talk was over. Who used the timer knows it to the minute; for everybody else the talk ended with its day,
// where it took place.

import type { CivilDate } from '../schema/civil-date.ts';
import { endOfDay, startOfDay } from './zones.ts';

export interface HeldTalk {
	/** The talk's day. */
	readonly date: CivilDate;
	/** By the clock of the device that held it, milliseconds since the epoch; null: no timer ran. */
	readonly endedAt: number | null;
	/** IANA name of the zone that the day is meant in; null or unknown to this device: the device's own. */
	readonly zone: string | null;
}

/** When the talk was over, milliseconds since the epoch. */
export const endOfTalk = ({ date, endedAt, zone }: HeldTalk): number => endedAt ?? endOfDay(date, zone);

/** From when on the talk may have been held. */
export const startOfTalk = ({ date, endedAt, zone }: HeldTalk): number =>
	endedAt === null ? startOfDay(date, zone) : Math.min(endedAt, startOfDay(date, zone));
