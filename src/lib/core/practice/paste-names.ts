// A pasted list of people: one per line, as typed, from a sheet, from an exported list of contacts, or as vCards.
// Reading is all that happens here; what cannot be read is handed back as it was, so that nothing pasted is lost.

import { cellsOf, columnsOf, type Columns, type Read } from './paste-names-line.ts';
import { isVcard, readVcards } from './paste-names-vcard.ts';

export interface PastedPerson {
	readonly name: string;
	readonly employer: string;
	readonly email: string;
	/** Somebody of that name is in the journal, or earlier in the list; in whatever case. */
	readonly duplicate: 'journal' | 'list' | null;
	/** What was pasted for this person, to hand back. */
	readonly source: string;
}

export interface UnreadLine {
	readonly source: string;
	/** No name in it, or more than a name can be. */
	readonly why: 'no-name' | 'too-long';
}

export interface Pasted {
	readonly people: readonly PastedPerson[];
	readonly unread: readonly UnreadLine[];
}

/** As the forms for one person take them. */
const LONGEST = { name: 120, employer: 120, email: 200 } as const;

const sameName = (name: string): string => name.trim().replace(/\s+/gu, ' ').toLocaleLowerCase('und');

function readLines(text: string): Read[] {
	const lines = text.split(/\r\n|\r|\n/u).filter((line) => line.trim() !== '');
	let columns: Columns | null = null;
	return lines.flatMap((source, index) => {
		const header = index === 0 ? columnsOf(source) : null;
		if (header) {
			columns = header;
			return [];
		}
		return [{ ...cellsOf(source, columns), source }];
	});
}

/** `known`: the names of those who are in the journal already, as this device knows them. */
export function readPasted(text: string, known: readonly string[]): Pasted {
	const inJournal = new Set(known.map(sameName));
	const inList = new Set<string>();
	const people: PastedPerson[] = [];
	const unread: UnreadLine[] = [];
	for (const read of isVcard(text) ? readVcards(text) : readLines(text)) {
		const { name, employer, email, source } = read;
		const tooLong =
			name.length > LONGEST.name || employer.length > LONGEST.employer || email.length > LONGEST.email;
		if (name === '' || tooLong) {
			unread.push({ source, why: tooLong ? 'too-long' : 'no-name' });
			continue;
		}
		const key = sameName(name);
		const duplicate = inJournal.has(key) ? 'journal' : inList.has(key) ? 'list' : null;
		inList.add(key);
		people.push({ ...read, duplicate });
	}
	return { people, unread };
}
