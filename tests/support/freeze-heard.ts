// What was heard in a talk of the frozen journal, and what Sam makes of it: the records that lie where its notes lie.

import type { RecordId } from '../../src/lib/core/ids.ts';
import { must } from '../../src/lib/core/journal/testing.ts';
import { NOTE_FIELDS } from '../../src/lib/core/schema/notes.ts';
import type { CivilDate } from '../../src/lib/core/schema/civil-date.ts';
import type { Page } from './freeze-pages.ts';

const NOTES = {
	responsibilities: 'Finds the gaps before the auditors do.\nWrites to wards, “never at them”.',
	skills: 'SQL, patience; naïve questions — Ħ, ß, 日本, 👩🏽‍⚕️.',
	pace: 'Quiet until the quarter ends.',
	culture: 'Doors open.',
	growth: 'Two of nine were nurses.'
} as const;

export function addHeard({ journal, practice: { records, bound } }: Page, talk: RecordId): void {
	const row = journal.tables.talks.get(talk)!;
	const notes = journal.queries.notesOf(row);
	if (notes.place !== 'shared' && notes.place !== 'personal') throw new Error(`notes are ${notes.place}`);
	for (const field of NOTE_FIELDS) journal.edit(notes.fields[field], NOTES[field]);
	journal.edit(notes.fields.pace, 'Quiet until the quarter ends, then not.');
	journal.edit(journal.queries.reflectionsOf(row)!, 'I forgot to look at the clock. Good.');
	const assumption = records.assumptions.rows()[0]!.id;
	must(
		bound.mentions.add(talk, {
			kind: 'skill',
			title: 'Asking wards',
			detail: 'By telephone, first thing.',
			need: 'essential',
			competency: 'soft',
			requirement: 'collaboration',
			energy: 'energises',
			trend: 'regulation',
			emerging: true,
			move: 'lateral',
			priority: records.priorities.rows()[0]!.id,
			strength: records.strengths.rows()[0]!.id,
			readiness: 4,
			resonance: 5,
			months: 9,
			unadvertised: true,
			confirmed: true
		})
	);
	must(bound.mentions.add(talk, { kind: 'lesson', title: 'Never clean a row that you cannot explain' }));
	must(
		bound.stamps.add(talk, {
			field: 'growth',
			stamp: 'challenges',
			quote: 'Two of nine were nurses.',
			assumption,
			confirmed: true
		})
	);
	const facts = must(bound.facts.open(talk));
	journal.edit(facts.successNear, 'One report that nobody sends back.');
	journal.edit(facts.successFar, 'A rule of her own in the pipeline.');
	journal.edit(facts.summary, 'Gaps are people; call them.');
	must(bound.facts.set(talk, { hoursPerWeek: 38, monthsToHire: 3, satisfaction: 4, impact: 5 }));
	const forecast = records.forecasts.rows()[0]!.id;
	must(bound.outcomes.add(talk, { forecast, assumption, came: 'challenges' }));
	const gap = must(
		records.gaps.add({
			talk,
			title: 'SQL',
			category: 'skills',
			competency: 'technical',
			decision: 'acquire',
			because: 'Every ticket began with it.'
		})
	);
	must(bound.bridges.add(talk, { gap, bridge: 'An evening a week, with her sister.' }));
}

const on = '2026-10-06' as CivilDate;

/** Sam's own: there without an agreement too. */
export function addThoughts({ journal, practice }: Page, talk: RecordId): void {
	const { records, bound } = practice;
	const debrief = must(bound.debriefs.open(talk));
	const { heard, means, resonated, surprised } = debrief;
	for (const [text, words] of [
		[heard, 'That gaps are people.'],
		[means, 'That my ward years are the course.'],
		[resonated, 'Calling instead of correcting.'],
		[surprised, 'How few meetings.'],
		[debrief.responsibilitiesBecause, 'I do this already.'],
		[debrief.skillsBecause, 'No SQL yet.'],
		[debrief.paceBecause, 'Quarters, not nights.'],
		[debrief.cultureBecause, 'Doors.'],
		[debrief.growthBecause, 'Two of nine.']
	] as const)
		journal.edit(text, words);
	const ratings = { responsibilities: 5, skills: 2, pace: 4, culture: 5, growth: 3 } as const;
	practice.group(() =>
		bound.debriefs.set(talk, {
			...ratings,
			surprise: 4,
			led: 'a-little',
			confidence: 4,
			finishedAt: Date.parse('2026-10-06T19:00:00Z')
		})
	);
	const priority = records.priorities.rows()[0]!.id;
	must(
		bound.fits.add(talk, { priority, fit: 'meets', note: 'Days only.', decision: 'accept', decidedOn: on })
	);
	must(
		bound.followups.add(talk, {
			insight: 'Call first.',
			action: 'Ask my ward for its forms',
			due: on,
			done: true
		})
	);
}
