// What the checks of a message are told, gathered from the records of its person.

import type { RecordId } from '../ids.ts';
import type { MessageContext } from '../rules/message-checks.ts';
import { unanswered, type Sent } from '../rules/nudges.ts';
import type { MessageKind } from '../rules/templates.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import type { Talk } from '../schema/talk.ts';
import { introductionsWith } from './introductions-asked.ts';
import { sentTo } from './messages.ts';
import type { Practice } from './practice.ts';

type Reads = Pick<Practice, 'records' | 'same'>;

const about =
	({ same }: Reads, person: RecordId) =>
	(row: { readonly person: RecordId | null }): boolean =>
		row.person !== null && same().isSame(row.person, person);

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

/**
 * What was sent to somebody under any of their records, and not answered. `without`: a message that does not count, as
 * it is the one looked at.
 */
export function openWith(
	practice: Reads,
	person: RecordId,
	without: RecordId | null = null
): readonly Sent[] {
	const replied = practice.records.replies
		.rows()
		.filter(about(practice, person))
		.flatMap(({ on }) => on ?? []);
	const sent = sentTo(practice, person).filter(({ id }) => id !== without);
	return unanswered(sent, replied);
}

/** @param talks with this person under any of their records, none put away */
export function contextOf(
	practice: Reads,
	message: Asked,
	talks: readonly Talk[],
	today: CivilDate
): MessageContext {
	const { id, person, kind, subject, body, minutes } = message;
	const { records, same } = practice;
	const dossiers = records.dossiers.rows().filter((row) => same().isSame(row.id, person));
	const others = sentTo(practice, person).filter((sent) => sent.id !== id);
	const held = talks.filter(({ date }) => date <= today);
	const { asked, offered } = introductionsWith(practice, person);
	// One that is logged with or after the draft is this one.
	const logged = asked.filter((row) => row.createdAt < (message.createdAt ?? Infinity) && row.on !== today);
	return {
		kind,
		subject,
		body,
		minutes,
		known: dossiers.flatMap(({ hookText, commonText }) => [hookText, commonText]),
		open: openWith(practice, person, id),
		introductions: {
			asked: Math.max(logged.length, others.filter((sent) => sent.kind === 'introduction').length),
			offered,
			contacts: others.length + held.length,
			round: roundOf(practice, message.talk, held)
		}
	};
}

/** A thank-you belongs to its talk; anything else to the round that would come next. */
function roundOf({ records }: Pick<Reads, 'records'>, talk: RecordId | null, held: readonly Talk[]): number {
	const about = talk === null ? undefined : held.find(({ id }) => id === talk);
	if (!about) return held.length + 1;
	const before = held.filter(({ date }) => date < about.date).length;
	return records.preparations.get(about.id)?.round ?? before + 1;
}
