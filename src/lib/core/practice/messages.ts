// What happens to messages, each as one step of undo: drafting, sending by one's own word, replies, closing. A message
// that was sent is a record of what was sent; nothing here changes its words.

import type * as Y from 'yjs';
import type { RecordId } from '../ids.ts';
import { done, type Result } from '../journal/result.ts';
import type { CHANNELS, DECLINE_REASONS, REPLY_OUTCOMES } from '../rules/lists.ts';
import { stageOf, type Stage } from '../rules/stages.ts';
import { fillSlots, slotsIn, type SlotValues } from '../rules/slots.ts';
import type { MessageKind } from '../rules/templates.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import type { Message } from './kinds/messages.ts';
import type { Practice } from './practice.ts';
import { allStepsOf, changeStage, stagedAs, takeBackStep } from './stage-change.ts';

type Open = Pick<Practice, 'records' | 'group' | 'same' | 'holdsPerson'>;
type Reads = Pick<Practice, 'records' | 'same'>;
export type Channel = (typeof CHANNELS)[number];

export interface Sending {
	/** The day it was sent, by the sender's word. */
	readonly on: CivilDate;
	readonly channel: Channel;
	/** Milliseconds since the epoch: when the sender said so. */
	readonly at: number;
}

/**
 * Puts values into every place of their slots, as one step. Who fills in what they took from a talk says by that that
 * the message restates it (R2-37); the words alone may not show it, as they are written anew for a reader.
 */
export function fillIn(
	{ records, group }: Pick<Open, 'records' | 'group'>,
	edit: (text: Y.Text, next: string) => void,
	message: Message,
	values: SlotValues
): Result {
	const { id, subject, subjectText, body, bodyText } = message;
	const restates =
		(values.takeaway ?? '').trim() !== '' &&
		slotsIn(`${subjectText}\n${bodyText}`).some(({ slot }) => slot === 'takeaway');
	return group(() => {
		edit(subject, fillSlots(subjectText, values));
		edit(body, fillSlots(bodyText, values));
		return restates ? records.messages.set(id, { takeaway: true }) : done;
	});
}

/** Minutes that the latest request to somebody asked for. null: nobody was asked, or for no time in particular. */
export const minutesAsked = (practice: Reads, person: RecordId): number | null =>
	sentTo(practice, person)
		.filter(({ kind }) => kind === 'request')
		.at(-1)?.minutes ?? null;

/** Where a request begins anew. */
const BEFORE_ASKING: readonly Stage[] = ['idea', 'declined', 'closed'];

/** Marks a draft as sent. A request moves somebody who was an idea to asked; an introduction asked for is logged. */
export function markSent(practice: Open, message: Message, { on, channel, at }: Sending): Result {
	const { records, group } = practice;
	return group(() => {
		const sent = records.messages.set(message.id, { sentOn: on, sentAt: at, channel });
		const { person, kind } = message;
		if (!sent.ok || person === null) return sent;
		if (kind === 'introduction' && !isLogged(practice, person)) {
			const logged = records.introductions.add({
				person,
				message: message.id,
				way: 'asked',
				on,
				state: 'open'
			});
			if (!logged.ok) return logged;
		}
		const staged = stagedAs(practice, person);
		if (kind !== 'request' || !BEFORE_ASKING.includes(stageOf(records.profiles.get(staged)))) return done;
		return changeStage(practice, staged, 'asked', on);
	});
}

const isLogged = ({ records, same }: Reads, person: RecordId): boolean =>
	records.introductions
		.rows()
		.some((row) => row.person !== null && same().isSame(row.person, person) && row.way === 'asked');

/** What was logged when this message was sent; before logs named their message, by when it was. */
const loggedBy = ({ records }: Pick<Reads, 'records'>, { id, person, sentOn, sentAt }: Message) =>
	records.introductions
		.rows()
		.find(
			(row) =>
				row.way === 'asked' &&
				(row.message === id ||
					(row.message === null &&
						row.person === person &&
						row.on === sentOn &&
						row.createdAt >= (sentAt ?? 0)))
		);

/** "Not sent after all": a draft again, and the person where they were before, unless something came since. */
export function markNotSent(practice: Open, message: Message): Result {
	const { records, group } = practice;
	return group(() => {
		const { id, person, kind, sentOn } = message;
		const unsent = records.messages.set(id, { sentOn: null, sentAt: null, channel: null });
		if (!unsent.ok || person === null) return unsent;
		if (kind === 'introduction') {
			const logged = loggedBy(practice, message);
			return logged ? records.introductions.archive(logged.id) : done;
		}
		const latest = allStepsOf(practice, person).at(-1);
		const another = sentTo(practice, person).some((other) => other.kind === 'request' && other.id !== id);
		const moved = kind === 'request' && latest?.stage === 'asked' && latest.on === sentOn && !another;
		return moved ? takeBackStep(practice, latest) : done;
	});
}

/** What was sent to somebody under any of their records, oldest first. */
export const sentTo = ({ records, same }: Reads, person: RecordId): readonly SentMessage[] =>
	records.messages
		.rows()
		.filter((message) => message.person !== null && same().isSame(message.person, person))
		.filter(isSent)
		.sort((a, b) => a.sentOn.localeCompare(b.sentOn) || (a.sentAt ?? 0) - (b.sentAt ?? 0));

export type SentMessage = Message & { readonly sentOn: CivilDate; readonly kind: MessageKind };
export const isSent = (message: Message): message is SentMessage =>
	message.sentOn !== null && message.kind !== null;

export interface ReplyInput {
	readonly on: CivilDate;
	readonly outcome: (typeof REPLY_OUTCOMES)[number];
	readonly reason: (typeof DECLINE_REASONS)[number] | null;
	readonly learned: string;
}

/** From here a reply moves somebody; a talk that is agreed or was held outweighs it. */
const BEFORE_REPLY: readonly Stage[] = ['idea', 'asked', 'replied', 'declined', 'closed'];

/** A reply, and where the person is by it: a no is declined, everything else is a reply. */
export function recordReply(
	practice: Open,
	person: RecordId,
	message: RecordId | null,
	reply: ReplyInput
): Result {
	const { records, group } = practice;
	return group(() => {
		const added = records.replies.add({ person, message, ...reply });
		if (!added.ok) return added;
		const staged = stagedAs(practice, person);
		if (!BEFORE_REPLY.includes(stageOf(records.profiles.get(staged)))) return done;
		return changeStage(practice, staged, reply.outcome === 'no' ? 'declined' : 'replied', reply.on);
	});
}

/** R3-15: no reply, and no more asking. */
export const closeGraciously = (practice: Open, person: RecordId, on: CivilDate): Result =>
	changeStage(practice, stagedAs(practice, person), 'closed', on);
