// Names that a text must not have because others read it, in the form that a field shows (R2-38).

import { unnamedPeople } from '../../core/practice/consent-names.ts';
import { namesIn, type NameFound } from '../../core/rules/names.ts';
import type { JournalView } from '../views/journal-view.svelte.ts';

export { unnamedPeople };

const says: Readonly<Record<NameFound['kind'], (name: string) => string>> = {
	name: (name) => `“${name}” has not agreed to be named, and others read this.`,
	email: (name) => `“${name}” tells who somebody is who has not agreed to be named. Others read this.`,
	employer: (name) => `“${name}” employs somebody who has not agreed to be named. Others read this.`
};

/** For the `spot` of a field that others read too. */
export const spotNames = (view: Pick<JournalView, 'tables' | 'queries'>) => (words: string) =>
	namesIn(words, unnamedPeople(view)).map(({ from, to, kind, name, alias }) => ({
		from,
		to,
		says: says[kind](name),
		instead: alias,
		offers: `Write “${alias}”`
	}));
