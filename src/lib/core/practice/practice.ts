// The practice of a journal: everything beyond people, talks, notes and plan. It is opened over the same two documents
// and one undo history, after the first screen is up; like opening the journal, that writes nothing (S14).

import type { RecordId } from '../ids.ts';
import type { Journal } from '../journal/journal.ts';
import { openBoundCollection } from './bound-collection.ts';
import { openCollection } from './collection.ts';
import * as after from './kinds/after.ts';
import * as aim from './kinds/aim.ts';
import * as capture from './kinds/capture.ts';
import * as consent from './kinds/consent.ts';
import * as debrief from './kinds/debrief.ts';
import * as messages from './kinds/messages.ts';
import * as people from './kinds/people.ts';
import * as prepare from './kinds/prepare.ts';
import { samePeopleOf, type SamePeople } from './same-person.ts';

function openRecords({ context }: Journal) {
	return {
		aims: openCollection(context, aim.aims, 'shared'),
		paths: openCollection(context, aim.paths, 'shared'),
		segments: openCollection(context, aim.segments, 'shared'),
		strengths: openCollection(context, aim.strengths, 'shared'),
		priorities: openCollection(context, aim.priorities, 'shared'),
		targets: openCollection(context, aim.targets, 'shared'),
		mentorTargets: openCollection(context, aim.mentorTargets, 'personal'),
		assumptions: openCollection(context, aim.assumptions, 'shared'),
		rewordings: openCollection(context, aim.rewordings, 'shared'),
		pivots: openCollection(context, aim.pivots, 'shared'),

		profiles: openCollection(context, people.profiles, 'shared'),
		steps: openCollection(context, people.steps, 'shared'),
		dossiers: openCollection(context, people.dossiers, 'personal'),

		templates: openCollection(context, messages.templates, 'personal'),
		messages: openCollection(context, messages.messages, 'personal'),
		overrules: openCollection(context, messages.overrules, 'personal'),
		replies: openCollection(context, messages.replies, 'personal'),
		drafts: openCollection(context, messages.drafts, 'shared'),

		preparations: openCollection(context, prepare.preparations, 'shared'),
		goals: openCollection(context, prepare.goals, 'shared'),
		questions: openCollection(context, prepare.questions, 'shared'),
		asks: openCollection(context, prepare.asks, 'shared'),
		forecasts: openCollection(context, prepare.forecasts, 'shared'),
		batches: openCollection(context, prepare.batches, 'shared'),

		consents: openCollection(context, consent.consents, 'personal'),
		permissions: openCollection(context, consent.permissions, 'shared'),
		withdrawals: openCollection(context, consent.withdrawals, 'shared'),

		leads: openCollection(context, capture.leads, 'personal'),
		gaps: openCollection(context, debrief.gaps, 'shared'),

		favours: openCollection(context, after.favours, 'personal'),
		touches: openCollection(context, after.touches, 'personal'),
		introductions: openCollection(context, after.introductions, 'personal')
	};
}

function openBound({ context }: Journal) {
	return {
		mentions: openBoundCollection(context, capture.mentions, false),
		stamps: openBoundCollection(context, capture.stamps, false),
		facts: openBoundCollection(context, capture.facts, false),
		debriefs: openBoundCollection(context, debrief.debriefs, true),
		fits: openBoundCollection(context, debrief.fits, true),
		followups: openBoundCollection(context, debrief.followups, true),
		bridges: openBoundCollection(context, debrief.bridges, false),
		outcomes: openBoundCollection(context, debrief.outcomes, false)
	};
}

export type Records = ReturnType<typeof openRecords>;
export type BoundRecords = ReturnType<typeof openBound>;

export interface Practice {
	/** By kind: tables with their commands. */
	readonly records: Records;
	/** The kinds that are kept where the notes of their talk are. */
	readonly bound: BoundRecords;
	/** Who is one person under several records. */
	same(): SamePeople;
	/** Whether this device knows who somebody is, and so may begin what is kept under their id. */
	holdsPerson(person: RecordId): boolean;
	/** Several commands as one step of the history. */
	group<Value>(run: () => Value): Value;
	/** Records that are kept as they are, because this version cannot read them (S18). */
	unreadable(): readonly UnreadableRecord[];
	/** Stops following the documents. */
	close(): void;
}

export interface UnreadableRecord {
	readonly table: string;
	readonly key: string;
	/** A later version wrote it, as opposed to: something in it does not fit. */
	readonly newer: boolean;
}

/** Of these tables, so that who follows them follows this too. */
export const unreadableIn = ({ records, bound }: Pick<Practice, 'records' | 'bound'>): UnreadableRecord[] => [
	...Object.entries(records).flatMap(([table, rows]) => [
		...rows.newer().map(({ key }) => ({ table, key, newer: true })),
		...rows.nonconforming().map(({ key }) => ({ table, key, newer: false }))
	]),
	...Object.entries(bound).flatMap(([table, rows]) =>
		rows.unreadable().map((record) => ({ table, ...record }))
	)
];

type PeopleTables = Pick<Journal['tables'], 'people' | 'identities'>;

/** What is asked of people, of these tables. */
export const askingOf = (
	{ people, identities }: PeopleTables,
	{ profiles }: Pick<Records, 'profiles'>
): Pick<Practice, 'same' | 'holdsPerson'> => ({
	same: samePeopleOf(people, profiles),
	holdsPerson: (person) => identities.get(person) !== null
});

export function openPractice(journal: Journal): Practice {
	const records = openRecords(journal);
	const bound = openBound(journal);
	return {
		records,
		bound,
		...askingOf(journal.tables, records),
		group: (run) => journal.context.history.group('shared', run),
		unreadable: () => unreadableIn({ records, bound }),
		close() {
			for (const open of [...Object.values(records), ...Object.values(bound)]) open.close();
		}
	};
}

/** Whether this device holds a talk, and so may open what is kept under its id. */
export const holdsTalk = (journal: Journal, talk: RecordId): boolean =>
	journal.tables.personalNotes.get(talk) !== null;
