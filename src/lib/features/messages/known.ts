// What the journal knows that a message can use: filled in by itself where the words are ours or meant for others,
// offered for editing where they are a person's own notes.

import type { RecordId } from '#lib/core/ids.ts';
import { identitiesAlone, SOMEBODY } from '#lib/core/practice/consent-names.ts';
import { AIM } from '#lib/core/practice/kinds/aim.ts';
import { findingsFor } from '#lib/core/practice/messages-findings.ts';
import type { Unnamed } from '#lib/core/rules/names.ts';
import type { Slot, SlotValues } from '#lib/core/rules/slots.ts';
import type { Person } from '#lib/core/schema/person.ts';
import type { PracticeView } from '#lib/state/practice/practice.svelte.ts';
import type { OpenJournal } from '#lib/state/views/context.ts';
import { slotStarts } from './message-words.ts';

interface For {
	readonly person: Person;
	readonly talk: RecordId | null;
	readonly minutes: number | null;
}

/** What a person wrote as a phrase reads as a sentence in a message. */
const sentence = (words: string): string => {
	const trimmed = words.trim();
	return trimmed === '' || /[.!?…]$/u.test(trimmed) ? trimmed : `${trimmed}.`;
};

/** Everybody whose identity is on this device, named or not, with what tells who they are. */
export function everybody({ view }: Pick<OpenJournal, 'view'>): readonly Unnamed[] {
	const { tables, queries } = view;
	const known = [...tables.people.rows(), ...tables.people.archived()].flatMap((person) => {
		const identity = tables.identities.get(person.id);
		return identity ? [{ identity, alias: queries.aliasOf(person) }] : [];
	});
	const alone = identitiesAlone(view).map((identity) => ({ identity, alias: SOMEBODY }));
	return [...known, ...alone].map(({ identity: { nameText, emailText, employerText }, alias }) => ({
		name: nameText,
		alias,
		email: emailText,
		employer: employerText
	}));
}

/** Findings of earlier talks, without names; what most people said first. */
export const findings = (
	journal: OpenJournal,
	{ bound, same }: Pick<PracticeView, 'bound' | 'same'>,
	person: Person
): readonly string[] =>
	findingsFor(person.id, {
		mentions: bound.mentions.rows(),
		talks: journal.view.tables.talks.rows(),
		names: everybody(journal),
		counted: same().counted
	});

/** Filled in by itself. */
export function knownFor(journal: OpenJournal, practice: PracticeView, { person, minutes }: For): SlotValues {
	const { session, view } = journal;
	return {
		name: view.tables.identities.get(person.id)?.nameText ?? '',
		'my name': view.queries.memberName(session.me) ?? '',
		minutes: minutes === null ? '' : String(minutes),
		purpose: sentence(practice.records.aims.get(AIM)?.purposeText ?? ''),
		finding: findings(journal, practice, person)[0] ?? ''
	};
}

/** What of a message belongs to this person and this time, so that the next one is written anew. */
export function wordsOf(journal: OpenJournal, practice: PracticeView, about: For) {
	const identity = journal.view.tables.identities.get(about.person.id);
	const addressee: readonly Unnamed[] = identity
		? [{ name: identity.nameText, alias: '', employer: identity.employerText }]
		: [];
	return { values: knownFor(journal, practice, about), addressee };
}

/** What was taken from a talk, what is put most briefly first. */
export function takenFrom({ followups, debriefs }: PracticeView['bound'], talk: RecordId): readonly string[] {
	const [debrief] = debriefs.of(talk);
	return [
		...followups.of(talk).map(({ insightText }) => insightText),
		debrief?.resonatedText,
		debrief?.heardText
	]
		.map((words) => words?.trim() ?? '')
		.filter((words) => words !== '');
}

/** Offered to be edited first: notes about somebody are not written to them. */
export function suggestionFor(
	journal: OpenJournal,
	{ records, bound, same }: PracticeView,
	slot: Slot | null,
	{ person, talk }: For
): string {
	const dossier = records.dossiers.get(person.id);
	if (slot === 'personal') return dossier?.hookText.trim() || (dossier?.commonText.trim() ?? '');
	if (slot === 'takeaway' && talk !== null) return takenFrom(bound, talk)[0] ?? '';
	if (slot === 'questions') {
		const next = journal.view.tables.talks.rows().find((talk) => same().isSame(talk.person, person.id))?.id;
		const asks = records.asks.rows().filter((ask) => ask.core && ask.talk === next);
		return asks.map(({ questionText }) => questionText.trim()).join('\n');
	}
	return slot === null ? '' : (slotStarts[slot] ?? '');
}
