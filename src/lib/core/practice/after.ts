// What keeps a relationship in balance, counted.

import type { RecordId } from '../ids.ts';
import type { Favour, Introduction, Touch } from './kinds/after.ts';
import type { Message } from './kinds/messages.ts';

export interface FavourBalance {
	/** Kept and taken up. */
	readonly given: number;
	readonly received: number;
	/** Promised to them and not done yet. */
	readonly promised: number;
	/** More given than received, fewer, or as many. */
	readonly leans: 'given' | 'received' | 'even';
}

/** R2-20: what went to and fro; a promise and an offer count only once they came true. */
export function favourBalance(favours: readonly Pick<Favour, 'direction' | 'done'>[]): FavourBalance {
	const count = (direction: Favour['direction'], done: boolean) =>
		favours.filter((favour) => favour.direction === direction && favour.done === done).length;
	const [given, received] = [count('given', true), count('received', true)];
	const leans = given === received ? 'even' : given > received ? 'given' : 'received';
	return { given, received, promised: count('given', false), leans };
}

/** R3-16: what they offered and nobody has taken up yet. */
export const openOffers = (
	favours: readonly Favour[],
	introductions: readonly Introduction[]
): { readonly favours: readonly Favour[]; readonly introductions: readonly Introduction[] } => ({
	favours: favours.filter(({ direction, done }) => direction === 'received' && !done),
	introductions: introductions.filter(
		({ way, state }) => way === 'offered' && (state === null || state === 'open')
	)
});

export interface TouchRatio {
	/** Contacts that brought news of progress. */
	readonly updates: number;
	/** Contacts that asked for something. */
	readonly asks: number;
	/** More asked than told. */
	readonly mostlyAsks: boolean;
}

const ASKING: readonly Message['kind'][] = ['request', 'nudge', 'introduction'];

/** R2-21: news of progress against requests, over what was logged and what was sent. */
export function touchRatio(
	touches: readonly Pick<Touch, 'kind'>[],
	messages: readonly Pick<Message, 'kind' | 'sentOn'>[]
): TouchRatio {
	const sent = messages.filter(({ sentOn }) => sentOn !== null);
	const updates = [...touches, ...sent].filter(({ kind }) => kind === 'update').length;
	const asks =
		touches.filter(({ kind }) => kind === 'ask').length +
		sent.filter(({ kind }) => ASKING.includes(kind)).length;
	return { updates, asks, mostlyAsks: asks > updates };
}

/** The thank-you of a talk: one that was sent before a draft, the earliest first. null: none is begun. */
export function thanksOf<Some extends Pick<Message, 'talk' | 'kind' | 'sentOn'>>(
	talk: RecordId,
	messages: readonly Some[]
): Some | null {
	const thanks = messages.filter((message) => message.talk === talk && message.kind === 'thanks');
	const sent = thanks.filter(({ sentOn }) => sentOn !== null);
	return sent.sort((a, b) => (a.sentOn! < b.sentOn! ? -1 : 1))[0] ?? thanks[0] ?? null;
}

interface NotedWords {
	readonly heardText: string;
	readonly resonatedText: string;
}

/** What a thank-you can restate: what was heard and resonated, and each thing that was mentioned. */
export const notedWords = (
	debrief: NotedWords | null,
	mentions: readonly { readonly titleText: string; readonly detailText: string }[]
): readonly string[] =>
	[
		debrief?.heardText ?? '',
		debrief?.resonatedText ?? '',
		...mentions.flatMap(({ titleText, detailText }) => [titleText, detailText])
	].filter((words) => words.trim() !== '');
