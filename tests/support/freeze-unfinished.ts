// What crashes leave behind: a journal in which every command over both documents was cut off after its first write.

import type { MemberId, RecordId } from '../../src/lib/core/ids.ts';
import type { Journal } from '../../src/lib/core/journal/journal.ts';
import { must } from '../../src/lib/core/journal/testing.ts';
import { startJournal } from '../../src/lib/core/journal/start.ts';
import type { ActionKind } from '../../src/lib/core/schema/intent.ts';
import { type Page, Pages, type State, stateOf } from './freeze-pages.ts';

const FIELDS = { email: '', employer: 'The employer', named: false } as const;

/** What is there before, and what is begun. */
interface Cut {
	readonly before: (journal: Journal, person: RecordId) => RecordId;
	readonly begun: (journal: Journal, about: RecordId) => void;
}

const talk = (journal: Journal, person: RecordId, agreed: { notes?: true; sharing?: true }): RecordId => {
	const id = must(
		journal.commands.addTalk({
			person,
			date: '2026-10-05',
			agreedNotes: agreed.notes === true,
			agreedSharing: agreed.sharing === true
		})
	);
	const notes = journal.queries.notesOf(journal.tables.talks.get(id)!);
	if ('fields' in notes) journal.edit(notes.fields.skills, 'Words on their way');
	return id;
};
const same = (_: Journal, person: RecordId): RecordId => person;

const CUTS: Readonly<Record<ActionKind, Cut>> = {
	'add-person': {
		before: same,
		begun: ({ commands }) => must(commands.addPerson({ ...FIELDS, name: 'Half Added', alias: 'Half' }))
	},
	'add-talk': {
		before: same,
		begun: ({ commands }, person) =>
			must(commands.addTalk({ person, date: '2026-12-01', agreedNotes: true, agreedSharing: true }))
	},
	'edit-person': {
		before: same,
		begun: ({ commands }, person) =>
			must(commands.editPerson(person, { name: 'Edited', alias: 'Edited alias' }))
	},
	'agree-notes': {
		before: (journal, person) => talk(journal, person, {}),
		begun: ({ commands }, about) => must(commands.setAgreedNotes(about, true))
	},
	'share-notes': {
		before: (journal, person) => talk(journal, person, { notes: true }),
		begun: ({ commands }, about) => must(commands.setAgreedSharing(about, true))
	},
	'withdraw-notes': {
		before: (journal, person) => talk(journal, person, { notes: true, sharing: true }),
		begun: ({ commands }, about) => must(commands.setAgreedSharing(about, false))
	},
	'forget-notes': {
		before: (journal, person) => talk(journal, person, { notes: true, sharing: true }),
		begun: ({ commands }, about) => must(commands.forgetNotes(about))
	},
	name: {
		before: same,
		begun: ({ commands }, person) => must(commands.setNamed(person, true))
	},
	unname: {
		before(journal, person) {
			must(journal.commands.setNamed(person, true));
			const shared = journal.tables.people.get(person)!;
			journal.edit(shared.name, `${shared.nameText} Corrected`);
			return person;
		},
		begun: ({ commands }, person) => must(commands.setNamed(person, false))
	}
};

/** The documents after nine crashes, and what each was about. */
export function leaveUnfinished(me: MemberId): { state: State; begun: Readonly<Record<string, ActionKind>> } {
	const pages = new Pages(Date.UTC(2026, 10, 22, 9));
	let client = 5_000;
	const ports = pages.ports(me, client);
	must(startJournal(ports, { title: 'Half done', name: 'Sam' }));
	let page: Page = pages.open(ports);
	const begun: Record<string, ActionKind> = {};
	for (const [kind, cut] of Object.entries(CUTS) as [ActionKind, Cut][]) {
		const person = must(page.journal.commands.addPerson({ ...FIELDS, name: `Who ${kind}`, alias: kind }));
		const about = cut.before(page.journal, person);
		const known = new Set(page.journal.tables.intents.rows().map(({ id }) => id));
		let left: State | null = null;
		const look = () => {
			const intent = page.journal.tables.intents.rows().find(({ id }) => !known.has(id));
			if (left !== null || intent?.action.kind !== kind) return;
			begun[intent.about] = kind;
			left = stateOf(page);
		};
		page.personal.on('afterTransaction', look);
		cut.begun(page.journal, about);
		if (left === null) throw new Error(`${kind} wrote no intent`);
		page = pages.open(pages.ports(me, ++client, left));
	}
	return { state: stateOf(page), begun };
}
