// Names that a text must not have because others read it, in the form that a field shows (R2-38).

import { namesIn, type Unnamed } from '../../core/rules/names.ts';
import type { JournalView } from '../views/journal-view.svelte.ts';

/** Everybody whose identity is on this device and who has not agreed to be named. */
export function unnamedPeople({ tables, queries }: Pick<JournalView, 'tables' | 'queries'>): Unnamed[] {
	return [...tables.people.rows(), ...tables.people.archived()].flatMap((person) => {
		const identity = tables.identities.get(person.id);
		if (!identity || (person.named && identity.named)) return [];
		const name = identity.nameText.trim();
		return name === '' ? [] : [{ name, alias: queries.aliasOf(person) }];
	});
}

/** For the `spot` of a field that others read too. */
export const spotNames = (view: Pick<JournalView, 'tables' | 'queries'>) => (words: string) =>
	namesIn(words, unnamedPeople(view)).map(({ from, to, name, alias }) => ({
		from,
		to,
		says: `“${name}” has not agreed to be named, and others read this.`,
		instead: alias,
		offers: `Write “${alias}”`
	}));
