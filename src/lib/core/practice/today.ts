// What is due, what is coming, and on whom one waits, from all records; each with the rule that says so. Talks and
// milestones by their own dates are the agenda's (features/today).

import type { RecordId } from '../ids.ts';
import { cadenceOf, reconnectDue } from '../rules/cadence.ts';
import { debriefDue } from '../rules/debrief.ts';
import { afterAsking, unanswered, type Sent } from '../rules/nudges.ts';
import { stageOf } from '../rules/stages.ts';
import { thanksDue } from '../rules/thanks.ts';
import { civilDateOf, type CivilDate } from '../schema/civil-date.ts';
import { daysAfter } from '../schema/civil-days.ts';
import type { Talk } from '../schema/talk.ts';
import { openOffers, thanksOf } from './after.ts';
import { heldTalk } from './debrief.ts';
import { isHeld } from './held.ts';
import type { FollowUp } from './kinds/debrief.ts';
import type { Favour, Introduction, Touch } from './kinds/after.ts';
import type { Message, Reply } from './kinds/messages.ts';
import type { Profile } from './kinds/people.ts';
import type { Preparation } from './kinds/prepare.ts';
import { lastTouches, nextDate, type Contact, type TouchSources } from './touches.ts';

/** What the screen makes verbs of. */
export type DueRule =
	| 'thank'
	| 'debrief'
	| 'prepare'
	| 'send'
	| 'schedule'
	| 'nudge'
	| 'close'
	| 'follow-up'
	| 'take-up'
	| 'touch'
	| 'reconnect';

export interface Due {
	readonly rule: DueRule;
	readonly person: RecordId | null;
	/** The talk, message, follow-up or offer that it is about. */
	readonly about: RecordId;
	/** The day it is due; null: no day, and no hurry. */
	readonly on: CivilDate | null;
	/** What was written about it: an insight, an offer. */
	readonly words: string;
}

export interface Waiting {
	readonly person: RecordId;
	readonly askedOn: CivilDate;
	/** From this day on a nudge is fine, or, after one, letting it rest. */
	readonly until: CivilDate;
	readonly nudged: boolean;
}

export interface TodaySources {
	readonly today: CivilDate;
	/** Milliseconds since the epoch. */
	readonly now: number;
	readonly people: readonly RecordId[];
	/** Not put away. */
	readonly talks: readonly Talk[];
	/** Whether this device holds the talk: thanks and debrief are for who held it. */
	readonly holds: (talk: RecordId) => boolean;
	/** The record that counts for a person. */
	readonly counted: (person: RecordId) => RecordId;
	readonly preparation: (talk: RecordId) => Preparation | null;
	/** What is missing before it counts as prepared. */
	readonly unprepared: (talk: Talk) => boolean;
	readonly debriefedAt: (talk: RecordId) => number | null;
	readonly profile: (person: RecordId) => Profile | null;
	readonly messages: readonly Message[];
	readonly replies: readonly Reply[];
	readonly touches: readonly Touch[];
	readonly favours: readonly Favour[];
	readonly introductions: readonly Introduction[];
	readonly followups: readonly FollowUp[];
}

/** Days before a talk in which it is prepared. */
const PREPARE_DAYS = 3;
/** Days after which what was not written is on the talk's page only: a list of old omissions helps nobody. */
const STALE_DAYS = 14;

/** R0-35, R2-50: everything that is due or may be done now, most pressing first; a day before no day. */
export function dueToday(sources: TodaySources): readonly Due[] {
	const touch = touchSources(sources);
	const latest = lastTouches(touch);
	return [
		...sources.talks.flatMap((talk) => ofTalk(talk, sources)),
		...sources.people.flatMap((person) => ofPerson(person, sources, { touch, latest })),
		...sources.messages.flatMap(unsent),
		...sources.followups.flatMap((followup) => ofFollowUp(followup, sources))
	].sort((a, b) => (a.on ?? '9').localeCompare(b.on ?? '9') || (a.about < b.about ? -1 : 1));
}

function ofTalk(talk: Talk, sources: TodaySources): Due[] {
	const { today, now, preparation, holds, messages } = sources;
	const found: Due[] = [];
	const due = (rule: DueRule, on: CivilDate) => {
		if (on < daysAfter(today, -STALE_DAYS)) return;
		found.push({ rule, person: talk.person, about: talk.id, on, words: '' });
	};
	const over = isHeld(talk, preparation(talk.id), today);
	if (!over && talk.date <= daysAfter(today, PREPARE_DAYS) && sources.unprepared(talk)) {
		due('prepare', talk.date);
	}
	if (!holds(talk.id) || (talk.date > today && !over)) return found;
	const held = heldTalk(talk, preparation(talk.id));
	const debrief = debriefDue(held, sources.debriefedAt(talk.id), now);
	if (debrief.state !== 'ahead' && debrief.state !== 'finished')
		due('debrief', civilDateOf(debrief.until - 1));
	const thanks = thanksDue(held, thanksOf(talk.id, messages)?.sentOn ?? null, now);
	if (thanks.state !== 'ahead' && thanks.state !== 'sent') due('thank', civilDateOf(thanks.until - 1));
	return found;
}

const touchSources = ({ talks, messages, replies, touches, today, counted }: TodaySources): TouchSources => ({
	talks,
	messages,
	replies,
	touches,
	today,
	counted
});

const asked = (person: RecordId, { messages, counted }: TodaySources): Sent[] =>
	messages.flatMap(({ person: to, kind, sentOn }) =>
		to !== null && counted(to) === person && kind !== null && sentOn !== null ? [{ kind, sentOn }] : []
	);

const repliesOf = (person: RecordId, { replies, counted }: TodaySources): Reply[] =>
	replies.filter((reply) => reply.person !== null && counted(reply.person) === person);

/** How things stand with somebody who was asked. */
function standing(person: RecordId, sources: TodaySources) {
	const repliedOn = repliesOf(person, sources).flatMap(({ on }) => on ?? []);
	return afterAsking(unanswered(asked(person, sources), repliedOn), sources.today);
}

const RESTING: readonly string[] = ['declined', 'closed'];

/** Contacts are gathered once for all people. */
interface Touched {
	readonly touch: TouchSources;
	readonly latest: ReadonlyMap<RecordId, Contact>;
}

function ofPerson(person: RecordId, sources: TodaySources, { touch, latest }: Touched): Due[] {
	const { today, profile, talks, counted, preparation } = sources;
	const row = profile(person);
	const stage = stageOf(row);
	if (RESTING.includes(stage)) return [];
	const due = (rule: DueRule, on: CivilDate | null, about: RecordId = person, words = ''): Due => ({
		rule,
		person,
		about,
		on,
		words
	});
	const theirs = talks.filter((talk) => counted(talk.person) === person);
	const found: Due[] = [];

	const state = standing(person, sources);
	if (state.state === 'nudge' || state.state === 'close') found.push(due(state.state, today));

	const ahead = theirs.some((talk) => !isHeld(talk, preparation(talk.id), today));
	const yes = repliesOf(person, sources)
		.filter(({ outcome }) => outcome === 'yes')
		.map(({ on }) => on ?? '')
		.sort()
		.at(-1);
	if (stage === 'replied' && yes !== undefined && !ahead && !theirs.some(({ date }) => date >= yes)) {
		found.push(due('schedule', null));
	}

	const next = nextDate(person, row, touch, latest);
	if (next?.kind === 'chosen' && next.on <= today) found.push(due('touch', next.on));
	else {
		const cadence = cadenceOf(latest.get(counted(person))?.on ?? null, row?.cadence ?? null, today);
		if (!ahead && next?.kind !== 'chosen' && reconnectDue(theirs.length, stage, cadence)) {
			found.push(due('reconnect', cadence?.dueOn ?? null));
		}
	}

	const own = (row: { readonly person: RecordId | null }) =>
		row.person !== null && counted(row.person) === person;
	const offers = openOffers(sources.favours.filter(own), sources.introductions.filter(own));
	for (const favour of offers.favours) found.push(due('take-up', null, favour.id, favour.favourText));
	for (const offer of offers.introductions) found.push(due('take-up', null, offer.id, offer.toText));
	return found;
}

const unsent = ({ id, person, sentOn, bodyText }: Message): Due[] =>
	sentOn === null && bodyText.trim() !== '' ? [{ rule: 'send', person, about: id, on: null, words: '' }] : [];

function ofFollowUp(followup: FollowUp, { today, talks }: TodaySources): Due[] {
	const { id, due, done, actionText, talk } = followup;
	if (done || due === null || due > daysAfter(today, 6)) return [];
	const person = talks.find((row) => row.id === talk)?.person ?? null;
	return [{ rule: 'follow-up', person, about: id, on: due, words: actionText }];
}

/** On whom one waits, longest first (R2-44). */
export const waitingOn = (sources: TodaySources): readonly Waiting[] =>
	sources.people
		.filter((person) => !RESTING.includes(stageOf(sources.profile(person))))
		.flatMap((person) => {
			const state = standing(person, sources);
			if (state.state !== 'waiting') return [];
			return [{ person, askedOn: state.askedOn, until: state.until, nudged: state.nudged }];
		})
		.sort((a, b) => a.askedOn.localeCompare(b.askedOn));
