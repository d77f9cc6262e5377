// What the checks of a message are told, gathered from the records of its person.

import type { RecordId } from '../ids.ts';
import type { MessageContext } from '../rules/message-checks.ts';
import { unanswered, type Sent } from '../rules/nudges.ts';
import type { MessageKind } from '../rules/templates.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import type { Talk } from '../schema/talk.ts';
import { sentTo } from './messages.ts';
import type { Practice } from './practice.ts';

type Reads = Pick<Practice, 'records'>;

export interface Asked {
	/** null: not begun yet. */
	readonly id: RecordId | null;
	readonly person: RecordId;
	readonly kind: MessageKind;
	readonly talk: RecordId | null;
	readonly subject: string;
	readonly body: string;
	readonly minutes: number | null;
	/** The first moment of the draft; null: now. */
	readonly createdAt: number | null;
}

/** What was sent to somebody and not answered. `without`: a message that does not count, as it is the one looked at. */
export function openWith(
	{ records }: Reads,
	person: RecordId,
	without: RecordId | null = null
): readonly Sent[] {
	const replied = records.replies
		.rows()
		.flatMap((reply) => (reply.person === person && reply.on ? [reply.on] : []));
	const sent = sentTo({ records }, person).filter(({ id }) => id !== without);
	return unanswered(sent, replied);
}

/** @param talks of this person, none put away */
export function contextOf(
	{ records }: Reads,
	message: Asked,
	talks: readonly Talk[],
	today: CivilDate
): MessageContext {
	const { id, person, kind, subject, body, minutes } = message;
	const dossier = records.dossiers.get(person);
	const others = sentTo({ records }, person).filter((sent) => sent.id !== id);
	const held = talks.filter(({ date }) => date <= today);
	const introductions = records.introductions.rows().filter((row) => row.person === person);
	// One that is logged with or after the draft is this one.
	const logged = introductions.filter(
		(row) => row.way === 'asked' && row.createdAt < (message.createdAt ?? Infinity) && row.on !== today
	);
	return {
		kind,
		subject,
		body,
		minutes,
		known: dossier ? [dossier.hookText, dossier.commonText] : [],
		open: openWith({ records }, person, id),
		introductions: {
			asked: Math.max(logged.length, others.filter((sent) => sent.kind === 'introduction').length),
			offered: introductions.some((row) => row.way === 'offered'),
			contacts: others.length + held.length,
			round: roundOf({ records }, message.talk, held)
		}
	};
}

/** A thank-you belongs to its talk; anything else to the round that would come next. */
function roundOf({ records }: Reads, talk: RecordId | null, held: readonly Talk[]): number {
	const about = talk === null ? undefined : held.find(({ id }) => id === talk);
	if (!about) return held.length + 1;
	const before = held.filter(({ date }) => date < about.date).length;
	return records.preparations.get(about.id)?.round ?? before + 1;
}
