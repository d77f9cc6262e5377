// What each field of the practice takes: the choices of a list, the ends of a range. A choice that is renamed, or a range
// that is narrowed, would make what people chose read as nothing.

import * as after from '../../src/lib/core/practice/kinds/after.ts';
import * as aim from '../../src/lib/core/practice/kinds/aim.ts';
import * as capture from '../../src/lib/core/practice/kinds/capture.ts';
import * as consent from '../../src/lib/core/practice/kinds/consent.ts';
import * as debrief from '../../src/lib/core/practice/kinds/debrief.ts';
import * as messages from '../../src/lib/core/practice/kinds/messages.ts';
import * as people from '../../src/lib/core/practice/kinds/people.ts';
import * as prepare from '../../src/lib/core/practice/kinds/prepare.ts';
import type { Kind, PracticeFields } from '../../src/lib/core/practice/define.ts';
import * as lists from '../../src/lib/core/rules/lists.ts';

type AnyKind = Kind<PracticeFields>;

/** Every kind of the practice, by its table. */
export const KINDS: ReadonlyMap<string, AnyKind> = new Map(
	[aim, people, messages, prepare, consent, capture, debrief, after]
		.flatMap((declared) => Object.values(declared) as unknown[])
		.filter((value): value is AnyKind => typeof value === 'object' && value !== null && 'fields' in value)
		.map((kind) => [kind.table, kind])
);

/** By field: free words, the choices one can make (`many`: several at once), or the least and the most. */
export type Taken =
	| 'words'
	| { readonly one: readonly string[] }
	| { readonly many: readonly string[] }
	| { readonly from: number; readonly to: number };

export interface Takes {
	readonly home: string;
	readonly ordered: boolean;
	/** Without days, moments, zones, flags and other records. */
	readonly fields: Readonly<Record<string, Taken>>;
}

const EVERY_CHOICE = [
	...new Set(
		(Object.values(lists) as unknown[])
			.filter(Array.isArray)
			.flat()
			.filter((option): option is string => typeof option === 'string')
	)
];
const HIGHEST = 1000;

/** Has the form of a record's id, and is in no list. */
const SOME_ID = 'aaaaaaaaaaaa';

function takenBy(field: PracticeFields[string]): Taken | null {
	if ('words' in field) return 'words';
	const { accepts } = field;
	if (accepts(SOME_ID) || accepts('aa')) return null;
	const one = EVERY_CHOICE.filter((option) => accepts(option));
	if (one.length > 0) return { one };
	const many = EVERY_CHOICE.filter((option) => accepts([option]));
	if (many.length > 0) return { many };
	const [from, to] = [first(accepts, 0, 1), first(accepts, HIGHEST, -1)];
	return from === null || to === null || to === HIGHEST ? null : { from, to };
}

function first(accepts: (value: unknown) => boolean, start: number, step: 1 | -1): number | null {
	for (let value = start; value >= 0 && value <= HIGHEST; value += step) if (accepts(value)) return value;
	return null;
}

function taken(fields: PracticeFields): Takes['fields'] {
	const each = Object.entries(fields).map(([name, field]) => [name, takenBy(field)] as const);
	return Object.fromEntries(each.flatMap(([name, takes]) => (takes === null ? [] : [[name, takes]])));
}

/** What today's build takes. */
export const takenToday = (): Readonly<Record<string, Takes>> =>
	Object.fromEntries(
		[...KINDS].map(([table, { home, ordered, fields }]) => [table, { home, ordered, fields: taken(fields) }])
	);
