// What a talk is asked for and what came of it: the same frame for every talk (R0-28), so that talks can be compared.
// Pure reads over the rows of one talk.

import type * as list from '../rules/lists.ts';
import type { RecordId } from '../ids.ts';
import { NOTE_FIELDS, type NoteField, type NoteFields } from '../schema/notes.ts';
import type { Facts, Mention, Stamp } from './kinds/capture.ts';
import type { BoundRecords } from './practice.ts';

export type MentionKind = (typeof list.MENTION_KINDS)[number];

/** One thing to listen for in a field, with the practice that asks for it. */
export interface Prompt {
	readonly id: string;
	readonly field: NoteField;
	readonly says: string;
}

export const PROMPTS: readonly Prompt[] = [
	{ id: 'R0-03', field: 'responsibilities', says: 'daily tasks' },
	{ id: 'R1-03', field: 'responsibilities', says: 'projects that dominate' },
	{ id: 'R0-03', field: 'responsibilities', says: 'priorities' },
	{ id: 'R0-03', field: 'responsibilities', says: 'obstacles' },
	{ id: 'R1-03', field: 'responsibilities', says: 'how outcomes are measured' },
	{ id: 'R1-03', field: 'skills', says: 'essential' },
	{ id: 'R0-04', field: 'skills', says: 'useful or optional skills' },
	{ id: 'R0-22', field: 'skills', says: 'tools' },
	{ id: 'R1-18', field: 'skills', says: 'certificates' },
	{ id: 'R1-04', field: 'pace', says: 'hours' },
	{ id: 'R1-04', field: 'pace', says: 'pace' },
	{ id: 'R1-04', field: 'pace', says: 'rhythm of the year' },
	{ id: 'R1-04', field: 'pace', says: 'pitfalls' },
	{ id: 'R0-06', field: 'culture', says: 'how decisions are made' },
	{ id: 'R0-20', field: 'culture', says: 'collaboration' },
	{ id: 'R0-20', field: 'culture', says: 'feedback' },
	{ id: 'R0-20', field: 'culture', says: 'autonomy' },
	{ id: 'R0-21', field: 'growth', says: 'paths' },
	{ id: 'R0-21', field: 'growth', says: 'lateral moves' },
	{ id: 'R0-21', field: 'growth', says: 'mentoring' },
	{ id: 'R0-21', field: 'growth', says: 'learning on the way' }
];

/** A field's prompts as one line: "Daily tasks, priorities, obstacles". */
export function promptLine(field: NoteField): string {
	const line = PROMPTS.filter((prompt) => prompt.field === field)
		.map(({ says }) => says)
		.join(', ');
	return line.charAt(0).toUpperCase() + line.slice(1);
}

/** What can be said of a mention besides its title. */
export type MentionPart =
	| 'energy'
	| 'need'
	| 'competency'
	| 'readiness'
	| 'requirement'
	| 'trend'
	| 'emerging'
	| 'move'
	| 'months'
	| 'unadvertised'
	| 'detail'
	| 'priority'
	| 'strength';

interface MentionForm {
	/** The field of notes that it belongs to; null: to none of the five. */
	readonly field: NoteField | null;
	readonly parts: readonly MentionPart[];
}

const FORMS: Readonly<Record<MentionKind, MentionForm>> = {
	task: { field: 'responsibilities', parts: ['energy', 'priority'] },
	metric: { field: 'responsibilities', parts: ['detail', 'strength'] },
	skill: { field: 'skills', parts: ['need', 'competency', 'months'] },
	tool: { field: 'skills', parts: ['readiness', 'months'] },
	requirement: { field: 'skills', parts: ['requirement', 'unadvertised'] },
	pitfall: { field: 'pace', parts: ['detail'] },
	expectation: { field: 'culture', parts: ['unadvertised', 'detail'] },
	lesson: { field: 'culture', parts: ['detail'] },
	path: { field: 'growth', parts: ['move', 'months', 'detail'] },
	trend: { field: 'growth', parts: ['trend', 'detail', 'emerging'] },
	resource: { field: 'growth', parts: ['detail'] },
	surprise: { field: null, parts: [] }
};

/** What looks at oneself has its time after the talk (R2-13). */
const OWN_PARTS: readonly MentionPart[] = ['priority', 'strength'];

/** What a form asks about a kind. `live`: the talk is on, and it is about the other person. */
export const partsOf = (kind: MentionKind, live: boolean): readonly MentionPart[] =>
	FORMS[kind].parts.filter((part) => !live || !OWN_PARTS.includes(part));

/** The kinds of mentions that a field offers, in the order of its prompts. */
export const kindsIn = (field: NoteField): readonly MentionKind[] =>
	(Object.keys(FORMS) as MentionKind[]).filter((kind) => FORMS[kind].field === field);

export const mentionsIn = (field: NoteField, mentions: readonly Mention[]): readonly Mention[] =>
	mentions.filter(({ kind }) => kind !== null && FORMS[kind].field === field);

/** Made by a press and left as it was: nothing in it that could be lost. */
export function isBlank(mention: Mention): boolean {
	const { titleText, detailText, kind, confirmed } = mention;
	const said = kind === null || FORMS[kind].parts.some((part) => part !== 'detail' && isSaid(mention[part]));
	return titleText.trim() === '' && detailText.trim() === '' && !said && !confirmed;
}

const isSaid = (value: unknown): boolean => value !== null && value !== false;

/** The facts that belong to a field. */
const FIELD_FACTS = {
	responsibilities: ['successNear', 'successFar'],
	skills: [],
	pace: ['hoursPerWeek'],
	culture: [],
	growth: ['monthsToHire', 'satisfaction', 'impact']
} as const satisfies Readonly<Record<NoteField, readonly (keyof Facts)[]>>;

export type FieldFact = (typeof FIELD_FACTS)[NoteField][number];
export const factsIn = (field: NoteField): readonly FieldFact[] => FIELD_FACTS[field];

/** What is known of one talk, as rows of each kind. */
export interface Heard {
	readonly words: Readonly<Record<NoteField, string>>;
	readonly mentions: readonly Mention[];
	readonly stamps: readonly Stamp[];
	readonly facts: Facts | null;
}

export const heardOf = (
	{ mentions, stamps, facts }: Pick<BoundRecords, 'mentions' | 'stamps' | 'facts'>,
	talk: RecordId,
	fields: NoteFields
): Heard => ({
	words: Object.fromEntries(NOTE_FIELDS.map((field) => [field, fields[field].toString()])) as Heard['words'],
	mentions: mentions.of(talk),
	stamps: stamps.of(talk),
	facts: facts.of(talk)[0] ?? null
});

const hasFact = (facts: Facts | null, fact: FieldFact): boolean => {
	const value = facts?.[fact] ?? null;
	return value !== null && String(value).trim() !== '';
};

/**
 * Of each of the five fields whether the talk covered it. That one was not covered is data, not a gap in the form
 * (R0-29): no field is ever required.
 */
export function coverageOf({ words, mentions, stamps, facts }: Heard): Readonly<Record<NoteField, boolean>> {
	const covered = (field: NoteField): boolean =>
		words[field].trim() !== '' ||
		stamps.some((stamp) => stamp.field === field) ||
		mentionsIn(field, mentions).some((mention) => !isBlank(mention)) ||
		factsIn(field).some((fact) => hasFact(facts, fact));
	return Object.fromEntries(NOTE_FIELDS.map((field) => [field, covered(field)])) as Record<
		NoteField,
		boolean
	>;
}
