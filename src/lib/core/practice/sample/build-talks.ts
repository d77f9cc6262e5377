// The talks of the sample journal, with what was prepared, heard and made of them.

import type { RecordId } from '../../ids.ts';
import { NOTE_FIELDS } from '../../schema/notes.ts';
import { taken, type SampleScene } from './scene.ts';
import { sampleTalks, type SampleTalk } from './talks.ts';

const INTRO = {
	context: 'I have taught physics for eleven years and look at other work that needs the same head.',
	expertise: 'I make hard things plain, and I notice who does not follow.',
	angle: 'I would like to hear what your days are like before I decide anything.'
};
const USE = 'For deciding which path to look at next; nobody outside the two of us reads a name.';

export function addSampleTalks(scene: SampleScene): void {
	for (const each of sampleTalks) {
		const { journal, keys, day } = scene;
		const id = taken(
			journal.commands.addTalk({
				person: keys.person.get(each.person)!,
				date: day(each.day),
				agreedNotes: each.notesAgreed,
				agreedSharing: each.sharing
			})
		);
		keys.talk.set(each.person, id);
		prepare(scene, id, each);
		if (each.day > 0) continue;
		agree(scene, id, each);
		capture(scene, id, each);
		debrief(scene, id, each);
	}
}

function prepare({ records, keys, day }: SampleScene, talk: RecordId, each: SampleTalk): void {
	const { objective, minutes, round = 1, startsAt = '17:00', theirZone = null } = each;
	const held = each.day <= 0;
	const began = Date.parse(`${day(each.day)}T${startsAt}:00Z`);
	taken(
		records.preparations.open(talk, {
			...INTRO,
			objective,
			minutes,
			round,
			startsAt,
			zone: 'Europe/London',
			theirZone,
			...(held
				? { startedAt: began, endedAt: began + (minutes + 2) * 60_000, playedBack: each.notesAgreed }
				: {})
		})
	);
	for (const [goal, assumption] of each.goals) {
		taken(
			records.goals.add({
				talk,
				goal,
				assumption: keys.assumption.get(assumption) ?? null,
				met: held ? 'yes' : null
			})
		);
	}
	for (const { strength, assumption, ...ask } of each.asks) {
		taken(
			records.asks.add({
				...ask,
				talk,
				strength: keys.strength.get(strength ?? '') ?? null,
				assumption: keys.assumption.get(assumption ?? '') ?? null
			})
		);
	}
	for (const [assumption, expects, before, , after] of each.forecasts) {
		taken(
			records.forecasts.add({
				talk,
				assumption: keys.assumption.get(assumption) ?? null,
				expects,
				before,
				after
			})
		);
	}
}

function agree({ records, day }: SampleScene, about: RecordId, each: SampleTalk): void {
	const on = day(each.day);
	const asked = { about, on, way: 'spoken', use: USE } as const;
	taken(records.consents.add({ ...asked, kind: 'notes', answer: each.notesAgreed ? 'yes' : 'no' }));
	if (!each.notesAgreed) return;
	taken(records.consents.add({ ...asked, kind: 'sharing', answer: each.sharing ? 'yes' : 'no' }));
	taken(records.consents.add({ ...asked, kind: 'recording', answer: 'no' }));
	if (each.quoting) taken(records.consents.add({ ...asked, kind: 'quoting', answer: 'yes' }));
}

function capture({ journal, records, bound, keys }: SampleScene, talk: RecordId, each: SampleTalk): void {
	const row = journal.tables.talks.get(talk);
	const notes = row && journal.queries.notesOf(row);
	if (notes && (notes.place === 'shared' || notes.place === 'personal')) {
		for (const field of NOTE_FIELDS) journal.edit(notes.fields[field], each.notes?.[field] ?? '');
	}
	const own = row && journal.queries.reflectionsOf(row);
	if (own) journal.edit(own, each.reflections ?? '');
	for (const mention of each.mentions ?? []) taken(bound.mentions.add(talk, mention));
	if (each.notesAgreed) noteOutcomes({ records, bound, keys }, talk, each);
	for (const [field, stamp, quote, assumption] of each.stamps ?? []) {
		taken(
			bound.stamps.add(talk, {
				field,
				stamp,
				quote,
				assumption: keys.assumption.get(assumption ?? '') ?? null,
				confirmed: true
			})
		);
	}
	if (each.facts) {
		const { successNear = '', successFar = '', summary = '', ...numbers } = each.facts;
		const facts = taken(bound.facts.open(talk));
		for (const [text, words] of [
			[facts.successNear, successNear],
			[facts.successFar, successFar],
			[facts.summary, summary]
		] as const) {
			journal.edit(text, words);
		}
		taken(bound.facts.set(talk, numbers));
	}
	if (each.lead !== undefined) {
		taken(records.leads.add({ talk, person: keys.person.get(each.person)!, lead: each.lead, state: 'open' }));
	}
}

function noteOutcomes(
	{ records, bound, keys }: Pick<SampleScene, 'records' | 'bound' | 'keys'>,
	talk: RecordId,
	each: SampleTalk
): void {
	const forecasts = records.forecasts.rows().filter((row) => row.talk === talk);
	for (const [key, , , came] of each.forecasts) {
		if (came === null) continue;
		const assumption = keys.assumption.get(key) ?? null;
		const forecast = forecasts.find((row) => row.assumption === assumption)?.id ?? null;
		taken(bound.outcomes.add(talk, { forecast, assumption, came }));
	}
}

function debrief(
	{ journal, records, bound, keys, day }: SampleScene,
	talk: RecordId,
	each: SampleTalk
): void {
	for (const [priority, fit, note, decision] of each.fits ?? []) {
		taken(
			bound.fits.add(talk, {
				priority: keys.priority.get(priority) ?? null,
				fit,
				note,
				...(decision ? { decision, decidedOn: day(each.day) } : {})
			})
		);
	}
	for (const [insight, action, due, done] of each.followups ?? []) {
		taken(bound.followups.add(talk, { insight, action, due: day(due), done }));
	}
	if (!each.debrief) return;
	const { heard, means, resonated, surprised, surprise, ratings, because, led, confidence } = each.debrief;
	const row = taken(bound.debriefs.open(talk));
	for (const [text, words] of [
		[row.heard, heard],
		[row.means, means],
		[row.resonated, resonated],
		[row.surprised, surprised],
		[row.responsibilitiesBecause, because]
	] as const) {
		journal.edit(text, words);
	}
	const rated = Object.fromEntries(NOTE_FIELDS.map((field, index) => [field, ratings[index] ?? null]));
	const finishedAt = Date.parse(`${day(each.day)}T20:00:00Z`);
	taken(bound.debriefs.set(talk, { ...rated, surprise, led, confidence, finishedAt }));
	const low = NOTE_FIELDS.find((_, index) => (ratings[index] ?? 5) <= 2);
	if (!low) return;
	const gap = taken(records.gaps.add({ talk, category: low, title: because }));
	if (each.bridge !== undefined) taken(bound.bridges.add(talk, { gap, bridge: each.bridge }));
}
