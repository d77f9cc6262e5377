// Writes the documents that are frozen, each with what is to be read out of it.

import type { MemberId } from '../../src/lib/core/ids.ts';
import { journalCopy } from '../../src/lib/state/copy.ts';
import { packed } from './freeze-files.ts';
import { leaveNewer } from './freeze-newer.ts';
import { countsOf, outline, type Outline } from './freeze-outline.ts';
import { Pages, type State, stateOf } from './freeze-pages.ts';
import type { Story } from './freeze-story.ts';
import { leaveUnfinished } from './freeze-unfinished.ts';

export type Keep = (name: string, content: Uint8Array | string) => void;

export const asJson = (value: unknown): string => `${JSON.stringify(value, null, '\t')}\n`;

/** What the documents say to a member who opens them anew. */
function outlineOf(me: MemberId, state: State): Outline {
	const pages = new Pages(0);
	const page = pages.open(pages.ports(me, 1, state));
	if (pages.made.length > 0) throw new Error('opening wrote something');
	return outline(page.journal, page.practice);
}

function keepState(keep: Keep, name: string, state: State): void {
	keep(`${name}.shared.bin`, state.shared);
	keep(`${name}.personal.bin`, state.personal);
}

export function keepJournal(keep: Keep, { sam, pages }: Story): void {
	const state = stateOf(sam);
	keepState(keep, 'journal', state);
	const shared = pages.made.filter(({ side }) => side === 'shared');
	const own = pages.made.filter(({ side, by }) => side === 'personal' && by === sam.me);
	keep('journal.shared.updates.bin', packed(shared.map(({ update }) => update)));
	keep('journal.personal.updates.bin', packed(own.map(({ update }) => update)));
	const said = outlineOf(sam.me, state);
	demandEveryField(said);
	keep('journal.expected.json', asJson({ me: sam.me, counts: countsOf(said), says: said }));
}

type Row = Readonly<Record<string, unknown>>;
const isEmpty = (value: unknown) =>
	value === null || value === false || value === '' || (Array.isArray(value) && value.length === 0);

/** A field that no record fills would not be frozen. Intents are in the other journal. */
function demandEveryField({ tables, records, bound }: Outline): void {
	const lists = Object.entries({ ...tables, ...records } as Record<string, { rows: Row[]; archived: Row[] }>);
	const kinds = [
		...lists.map(([name, { rows, archived }]) => [name, [...rows, ...archived]] as const),
		...Object.entries(bound).map(([name, { ofTalks }]) => [name, Object.values(ofTalks).flat()] as const)
	];
	const wanting = kinds.flatMap(([name, rows]) =>
		Object.keys(rows[0] ?? { 'any record': null })
			.filter((field) => field !== 'archived' && rows.every((row) => isEmpty(row[field])))
			.map((field) => `${name}.${field}`)
	);
	const wanted = wanting.filter((field) => !field.startsWith('intents.'));
	if (wanted.length > 0) throw new Error(`no record fills ${wanted.join(', ')}`);
}

/** The documents with every command cut off, and the same ones as the app's own copy of a journal. */
export function keepUnfinished(keep: Keep, me: MemberId): void {
	const { state, begun } = leaveUnfinished(me);
	keepState(keep, 'unfinished', state);
	keep('unfinished.expected.json', asJson({ me, begun, says: outlineOf(me, state) }));
	const pages = new Pages(0);
	const page = pages.open(pages.ports(me, 1, state));
	keep('app-copy.json', journalCopy('Half done, on this device', page, Date.UTC(2026, 10, 22, 10, 30)));
	keep(
		'app-copy.expected.json',
		asJson({
			format: 'soundings-copy/1',
			name: 'Half done, on this device',
			madeAt: '2026-11-22T10:30:00.000Z',
			documents: 'unfinished'
		})
	);
}

export function keepLaterDocuments(keep: Keep, me: MemberId): void {
	const { later, raised } = leaveNewer(me);
	keepState(keep, 'later', later);
	keepState(keep, 'raised', raised);
	keep('later.expected.json', asJson({ me, says: outlineOf(me, later) }));
	keep('raised.expected.json', asJson({ me, says: { readOnly: outlineOf(me, raised).readOnly } }));
}
