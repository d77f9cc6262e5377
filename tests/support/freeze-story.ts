// The journal that is frozen: Sam, a nurse who moves toward health data, and Ana, his mentor. Made by the commands that
// people use; small, and with a value in every field of every kind of record.

import { must } from '../../src/lib/core/journal/testing.ts';
import { joinJournal, startJournal } from '../../src/lib/core/journal/start.ts';
import type { MemberId, RecordId } from '../../src/lib/core/ids.ts';
import type { CivilDate } from '../../src/lib/core/schema/civil-date.ts';
import { recordConsent, withdrawConsent } from '../../src/lib/core/practice/consent.ts';
import { addAim, addBetween, addLetters, addPreparation } from './freeze-practice.ts';
import { addHeard, addThoughts } from './freeze-heard.ts';
import { meet, type Page, Pages, stateOf } from './freeze-pages.ts';

/** Client ids as random as real ones; Sam's journal is closed and opened once in between. */
export const CLIENTS = { samBefore: 2_764_184_201, ana: 914_022_733, samAfter: 31_337_901 } as const;

const day = (text: string) => text as CivilDate;
/** In the evening of a day. */
const at = (text: string) => Date.parse(`${text}T18:00:00Z`);

export interface Story {
	readonly sam: Page;
	readonly ana: Page;
	readonly pages: Pages;
	/** How many updates had been made when these ended: the first sitting of Sam, and the first of Ana. */
	readonly cuts: { readonly samBefore: number; readonly anaJoined: number };
}

export function tellStory(sam: MemberId, ana: MemberId): Story {
	const pages = new Pages(Date.UTC(2026, 8, 28, 7, 30));
	const before = beginning(pages, sam);
	const samBefore = pages.made.length;
	pages.waitUntil(at('2026-10-01'));
	const mentor = arrival(pages, ana, before);
	const anaJoined = pages.made.length;
	const page = pages.open(pages.ports(sam, CLIENTS.samAfter, stateOf(before)));
	meet(page, mentor);
	pages.waitUntil(at('2026-10-05'));
	addTalks(pages, page, mentor);
	pages.waitUntil(at('2026-11-15'));
	putRight(page, mentor);
	meet(page, mentor);
	return { sam: page, ana: mentor, pages, cuts: { samBefore, anaJoined } };
}

const PERSONS = {
	maren: {
		name: 'Maren Oduya-Ström',
		email: 'maren@harbour.example',
		employer: 'Harbour Health Data',
		alias: 'Data lead, hospital software'
	},
	teodor: {
		name: 'Teodor Lind',
		email: 'teo.lind@ward.example',
		employer: 'Ward & Wide',
		alias: 'Nurse turned product owner'
	},
	ilse: { name: 'Ilse Vandamme', email: '', employer: 'Registry of Births', alias: '' },
	bashir: {
		name: 'بشير قريشي',
		email: 'bashir@clinic.example',
		employer: '診療所',
		alias: 'Clinic manager 🩺'
	},
	double: { name: 'T. Lind', email: '', employer: '', alias: 'Somebody Ilse mentioned' },
	wrong: { name: 'Not the right number', email: '', employer: '', alias: '' }
} as const;

/** The first sitting, alone and offline: who, what for, and a plan. */
function beginning(pages: Pages, me: MemberId): Page {
	const ports = pages.ports(me, CLIENTS.samBefore);
	must(startJournal(ports, { title: 'Ward to data', name: 'Sam' }));
	const page = pages.open(ports);
	const { journal, practice } = page;
	const { commands } = journal;
	addAim(page);
	const ids: Record<string, RecordId> = {};
	for (const [key, fields] of Object.entries(PERSONS))
		ids[key] = must(commands.addPerson({ ...fields, named: key === 'maren' || key === 'ilse' }));
	addBetween(page);
	must(commands.archivePerson(ids['wrong']!));
	must(
		commands.editPerson(ids['teodor']!, {
			alias: 'Nurse turned product owner, small firm',
			email: 'teodor@ward.example'
		})
	);
	const told = {
		on: day('2026-09-28'),
		way: 'written',
		use: 'So that Ana knows whose advice it is.'
	} as const;
	must(recordConsent(journal, practice, { about: ids['maren']!, kind: 'naming', answer: 'yes' }, told));
	const look = must(commands.addPhase({ title: 'Listen' }));
	const tried = must(commands.addPhase({ title: 'Try' }));
	const dropped = must(commands.addPhase({ title: 'Apply everywhere' }));
	must(commands.movePhase(tried, null));
	must(commands.archivePhase(dropped));
	must(commands.addMilestone({ phase: look, title: 'Six conversations', due: '2026-11-30' }));
	const course = must(commands.addMilestone({ phase: tried, title: 'The course’s first module' }));
	must(commands.setDone(course, true));
	const taken = { name: 'Taken back', email: '', employer: '', alias: 'At once', named: false };
	for (const add of [
		() => must(commands.addMilestone({ phase: look, title: 'Taken back at once' })),
		() => must(commands.addPhase({ title: 'Taken back too' })),
		() => must(commands.addPerson(taken)),
		() =>
			must(
				commands.addTalk({
					person: ids['teodor']!,
					date: '2026-10-02',
					agreedNotes: true,
					agreedSharing: false
				})
			)
	]) {
		add();
		if (!journal.history.undo()) throw new Error('nothing to take back');
	}
	return page;
}

function arrival(pages: Pages, me: MemberId, sam: Page): Page {
	const ports = pages.ports(me, CLIENTS.ana);
	must(joinJournal(ports, { name: 'Ana' }));
	const page = pages.open(ports);
	meet(page, sam);
	must(page.journal.commands.renameMe('Ana Reyes'));
	must(
		page.practice.records.assumptions.add({
			statement: 'A course counts more than a ward.',
			scope: 'industry'
		})
	);
	return page;
}

/** Talks, each under another agreement; what is written on one of them, both write at once. */
function addTalks(pages: Pages, page: Page, mentor: Page): void {
	const { journal, practice } = page;
	const { commands, tables } = journal;
	const person = (alias: string) => tables.people.rows().find((row) => row.aliasText.startsWith(alias))!.id;
	const [maren, teodor] = [person('Data lead'), person('Nurse turned')];
	const ilse = tables.people.rows().find((row) => row.nameText === 'Ilse Vandamme')!.id;
	const bashir = person('Clinic');
	const talk = (who: RecordId, date: string, agreedNotes = false) =>
		must(commands.addTalk({ person: who, date, agreedNotes, agreedSharing: false }));
	const [open, kept, unasked, forgotten] = [
		talk(maren, '2026-10-05'),
		talk(teodor, '2026-10-19', true),
		talk(ilse, '2026-11-02'),
		talk(bashir, '2026-11-09', true)
	];
	const put = talk(maren, '2026-10-06', true);
	must(commands.archiveTalk(put));
	must(commands.setTalkDate(kept, '2026-10-20'));
	const told = {
		on: day('2026-10-05'),
		way: 'spoken',
		use: 'For choosing a path; no name leaves us two.'
	} as const;
	for (const kind of ['notes', 'sharing', 'recording', 'quoting'] as const)
		must(recordConsent(journal, practice, { about: open, kind, answer: 'yes' }, told));
	addPreparation(page, { maren, teodor, talk: open });
	addHeard(page, open);
	addThoughts(page, open);
	pages.waitUntil(at('2026-10-20'));
	addHeard(page, kept);
	addLetters(page, { maren, teodor, double: person('Somebody'), talk: open });
	pages.waitUntil(at('2026-11-09'));
	addThoughts(page, unasked);
	addHeard(page, forgotten);
	meet(page, mentor);
	const both = tables.notes.get(open)!.fields.culture;
	const theirs = mentor.journal.tables.notes.get(open)!.fields.culture;
	journal.edit(both, `Sam: they ask first.\n${both.toString()}`);
	mentor.journal.edit(theirs, `${theirs.toString()}\nAna: ask who decides.`);
	must(mentor.practice.bound.mentions.add(open, { kind: 'pitfall', title: 'A dashboard nobody opens' }));
	pages.waitUntil(at('2026-11-12'));
	const took = { on: day('2026-11-12'), way: 'written', use: 'As agreed before.' } as const;
	must(withdrawConsent(journal, practice, { about: forgotten, kind: 'notes' }, took));
}

/** A name that a mentor had put right before it was taken back, and marks that only a later moment leaves. */
function putRight(page: Page, mentor: Page): void {
	meet(page, mentor);
	const shared = mentor.journal.tables.people.rows().find((row) => row.nameText === 'Ilse Vandamme')!;
	mentor.journal.edit(shared.name, 'Ilse van Damme');
	must(mentor.journal.commands.renameJournal('From ward to data'));
	meet(page, mentor);
	const { journal, practice } = page;
	const told = { on: day('2026-11-15'), way: 'earlier', use: 'She would rather not be named.' } as const;
	must(withdrawConsent(journal, practice, { about: shared.id, kind: 'naming' }, told));
	must(practice.records.goals.archive(practice.records.goals.rows().at(-1)!.id));
	const mention = practice.bound.mentions.rows().find((row) => row.kind === 'lesson')!;
	must(practice.bound.mentions.archive(mention.id));
	must(practice.records.strengths.move(practice.records.strengths.rows().at(-1)!.id, null));
	must(practice.records.priorities.add({ title: 'Taken back', weight: 1 }));
	journal.history.undo();
}
