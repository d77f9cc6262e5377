// Fills a journal that was just started with the sample: a physics teacher who moves toward product work. Written by
// the same commands that people use, with days counted from today, so that the sample never looks old.

import type { RecordId } from '../../ids.ts';
import type { Journal } from '../../journal/journal.ts';
import type { CivilDate } from '../../schema/civil-date.ts';
import { daysAfter } from '../../schema/civil-days.ts';
import type { Practice } from '../practice.ts';
import { AIM } from '../kinds/aim.ts';
import {
	sampleAssumptions,
	samplePaths,
	samplePlan,
	samplePriorities,
	samplePurpose,
	sampleSegments,
	sampleStrengths,
	sampleTargets
} from './aim.ts';
import {
	sampleFavours,
	sampleIntroductions,
	sampleMessages,
	sampleReplies,
	sampleTouches
} from './letters.ts';
import { addSampleTalks } from './build-talks.ts';
import { samplePeople } from './people.ts';
import { taken, type Keys, type SampleScene } from './scene.ts';

const DAY = 86_400_000;

export const SAMPLE_TITLE = 'Sample: from classroom to product';
export const SAMPLE_SEEKER = 'Sam';

/** @param today the day that the sample's days are counted from */
export function buildSample(
	journal: Journal,
	{ records, bound }: Pick<Practice, 'records' | 'bound'>,
	today: CivilDate
): void {
	const day = (away: number) => daysAfter(today, away);
	const keys = addAim(journal, records, day);
	const scene: SampleScene = { journal, records, bound, day, keys };
	addPeople(scene);
	addSampleTalks(scene);
	addLetters(scene);
	addShelf(scene);
	addPlan(journal, day);
	// Undo begins with what the visitor does.
	journal.context.history.forget();
}

function addAim(journal: Journal, records: Practice['records'], day: SampleScene['day']): Keys {
	const aim = taken(records.aims.open(AIM, { talksPerWeek: 2, weeks: 4, startedOn: day(-13) }));
	journal.edit(aim.purpose, samplePurpose);
	const segment = new Map(
		sampleSegments.map(({ key, ...fields }) => [key, taken(records.segments.add(fields))])
	);
	const path = new Map(
		samplePaths.map(({ key, industry, function: work, ...fields }) => [
			key,
			taken(
				records.paths.add({
					...fields,
					industry: segment.get(industry ?? '') ?? null,
					function: segment.get(work ?? '') ?? null
				})
			)
		])
	);
	const strength = new Map(
		sampleStrengths.map(([key, title, proof]) => [key, taken(records.strengths.add({ title, proof }))])
	);
	const priority = new Map(
		samplePriorities.map(({ key, ...fields }) => [key, taken(records.priorities.add(fields))])
	);
	const assumption = new Map<string, RecordId>();
	for (const { key, path: on, before, ...fields } of sampleAssumptions) {
		const id = taken(records.assumptions.add({ ...fields, path: path.get(on ?? '') ?? null }));
		assumption.set(key, id);
		if (before) taken(records.rewordings.add({ assumption: id, before: before[0], because: before[1] }));
	}
	for (const { path: on, ruledOut, ...fields } of sampleTargets) {
		const table = fields.kind === 'mentor' ? records.mentorTargets : records.targets;
		taken(
			table.add({
				...fields,
				path: path.get(on) ?? null,
				ruledOut: ruledOut !== undefined,
				reason: ruledOut ?? ''
			})
		);
	}
	return { path, segment, strength, priority, assumption, person: new Map(), talk: new Map() };
}

function addPeople({ journal, records, day, keys }: SampleScene): void {
	for (const each of samplePeople) {
		const { name, email, employer, alias, named = false } = each;
		const id = taken(journal.commands.addPerson({ name, email, employer, alias, named }));
		keys.person.set(each.key, id);
		if (named) {
			const asked = { about: id, kind: 'naming', answer: 'yes', way: 'spoken' } as const;
			const on = day(-(each.stages.find(([stage]) => stage === 'met')?.[1] ?? 0));
			taken(records.consents.add({ ...asked, on, use: 'So that my mentor knows whose advice it is.' }));
		}
		const { role, level, switcher = false, size, source, nextTouch } = each;
		taken(
			records.profiles.open(id, {
				role,
				level,
				switcher,
				size,
				source,
				path: keys.path.get(each.path) ?? null,
				industry: keys.segment.get(each.industry) ?? null,
				function: keys.segment.get(each.function) ?? null,
				introducedBy: keys.person.get(each.introducedBy ?? '') ?? null,
				stage: each.stages.at(-1)?.[0] ?? null,
				nextTouch: nextTouch === undefined ? null : day(nextTouch)
			})
		);
		const { why, hook, value, research, common, constraints, relevance, closeness } = each;
		taken(
			records.dossiers.open(id, {
				why,
				hook,
				value,
				research,
				common,
				constraints,
				relevance,
				closeness,
				mentorCandidate: each.mentorCandidate ?? false
			})
		);
		for (const [stage, ago] of each.stages) taken(records.steps.add({ person: id, stage, on: day(-ago) }));
	}
}

function addLetters({ journal, records, day, keys }: SampleScene): void {
	const person = (key: string) => keys.person.get(key) ?? null;
	const now = journal.context.now();
	for (const { person: to, sent, forTalk, ...fields } of sampleMessages) {
		taken(
			records.messages.add({
				...fields,
				person: person(to),
				talk: forTalk ? (keys.talk.get(to) ?? null) : null,
				...(sent === null ? {} : { sentOn: day(sent), sentAt: now + sent * DAY })
			})
		);
	}
	for (const { person: from, on, ...fields } of sampleReplies) {
		taken(records.replies.add({ ...fields, person: person(from), on: day(on) }));
	}
	for (const { person: who, on, ...fields } of sampleFavours) {
		taken(records.favours.add({ ...fields, person: person(who), on: day(on) }));
	}
	for (const { person: who, on, ...fields } of sampleTouches) {
		taken(records.touches.add({ ...fields, person: person(who), on: day(on) }));
	}
	for (const { person: who, on, led, ...fields } of sampleIntroductions) {
		taken(records.introductions.add({ ...fields, person: person(who), on: day(on), led: person(led ?? '') }));
	}
}

/** What is kept for the next time: wordings, questions, a batch, the change of direction. */
function addShelf({ records, day, keys }: SampleScene): void {
	taken(
		records.pivots.add({
			from: keys.path.get('success') ?? null,
			to: keys.path.get('product') ?? null,
			because: 'The evenings on call, and nineteen meetings that I would still rather have.'
		})
	);
	taken(
		records.templates.add({
			title: 'A short request',
			kind: 'request',
			subject: 'A question from a classroom',
			body: 'Dear {{name}},\n\n{{personal}}\n\n{{purpose}}\n\nWould you have {{minutes}} minutes for {{questions}}? {{use}} {{alternatives}}\n\n{{my name}}'
		})
	);
	const former = taken(
		records.questions.add({
			question: 'Is there a lot of pressure?',
			kind: 'culture',
			category: 'pace',
			round: 1
		})
	);
	taken(
		records.questions.add({
			question: 'When did somebody last stay late, and what for?',
			kind: 'story',
			category: 'pace',
			levels: ['early', 'mid'],
			round: 1,
			replaces: former,
			because: 'The first wording had its answer in it.'
		})
	);
	const batch = taken(records.batches.add({ title: 'Product, two weeks', from: day(-2), to: day(12) }));
	for (const who of ['kwame', 'sunniva']) {
		taken(records.preparations.set(keys.talk.get(who)!, { batch }));
	}
	taken(records.permissions.open(keys.talk.get('adaeze')!, { quoting: true }));
	taken(
		records.drafts.add({
			person: keys.person.get('oskar') ?? null,
			kind: 'request',
			body: 'I came across your work and would like to learn how a first year in learning design looks.'
		})
	);
}

function addPlan({ commands }: Journal, day: SampleScene['day']): void {
	for (const { phase, milestones } of samplePlan) {
		const id = taken(commands.addPhase({ title: phase }));
		for (const [title, due, finished] of milestones) {
			const milestone = taken(
				commands.addMilestone({ phase: id, title, due: due === null ? undefined : day(due) })
			);
			if (finished) taken(commands.setDone(milestone, true));
		}
	}
}
