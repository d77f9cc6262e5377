// What earlier talks brought up, in sentences without names that the next message can use (R0-37, R0-57). Only what was
// noted with leave is counted; whoever is written to does not read their own words again.

import type { RecordId } from '../ids.ts';
import { namesIn, type Unnamed } from '../rules/names.ts';
import type { Talk } from '../schema/talk.ts';
import type { Mention } from './kinds/capture.ts';

type Kind = NonNullable<Mention['kind']>;

/** A surprise is the seeker's own, a path belongs to one life: neither is passed on. */
const said: Readonly<Partial<Record<Kind, (title: string) => string>>> = {
	task: (title) => `described ${title} as part of the work`,
	skill: (title) => `named ${title} as a skill that matters`,
	tool: (title) => `named ${title} as a tool to know`,
	requirement: (title) => `named ${title} as a requirement`,
	metric: (title) => `named ${title} as how the work is measured`,
	trend: (title) => `named ${title} as a change in the field`,
	pitfall: (title) => `warned of ${title}`,
	lesson: (title) => `passed on the lesson ${title}`,
	resource: (title) => `recommended ${title}`,
	expectation: (title) => `named ${title} as an unwritten expectation`
};

const COUNTS = ['', 'One person', 'Two people', 'Three people', 'Four people', 'Five people', 'Six people'];
const countWords = (count: number): string => COUNTS[count] ?? `${String(count)} people`;

/** Findings offered at most. */
const MOST = 6;
/** Characters of a title that still reads as part of a sentence. */
const TITLE = 80;

export interface FindingSources {
	/** Of talks whose notes are agreed to (`bound.mentions.rows()`). */
	readonly mentions: readonly Mention[];
	readonly talks: readonly Talk[];
	/** Everybody's names and employers: a title with one of them is left out. */
	readonly names: readonly Unnamed[];
	/** The record that counts for a person (same-person.ts). */
	readonly counted: (person: RecordId) => RecordId;
}

interface Group {
	readonly kind: Kind;
	readonly title: string;
	readonly people: Set<RecordId>;
}

/** For one order on every device, whatever order the talks are in. */
const nameOf = ({ title, kind }: Group): string => `${title} ${kind}`;

/** Sentences for a message to `person`, what most people said first. */
export function findingsFor(
	person: RecordId,
	{ mentions, talks, names, counted }: FindingSources
): readonly string[] {
	const personOf = new Map(talks.map((talk) => [talk.id, counted(talk.person)]));
	const groups = new Map<string, Group>();
	for (const { kind, talk, titleText } of mentions) {
		const by = talk === null ? undefined : personOf.get(talk);
		const title = titleText.trim();
		if (kind === null || !said[kind] || by === undefined || by === counted(person)) continue;
		if (title === '' || title.length > TITLE || namesIn(title, names).length > 0) continue;
		const key = `${kind} ${title.toLocaleLowerCase('und')}`;
		const group = groups.get(key) ?? { kind, title, people: new Set() };
		group.people.add(by);
		groups.set(key, group);
	}
	return [...groups.values()]
		.sort((a, b) => b.people.size - a.people.size || (nameOf(a) < nameOf(b) ? -1 : 1))
		.slice(0, MOST)
		.map(({ kind, title, people }) => {
			const words = said[kind]!(`“${title}”`);
			return `${countWords(people.size)} I have spoken with ${words}.`;
		});
}
