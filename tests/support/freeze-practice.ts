// The practice of the frozen journal: what Sam looks for, whom, with which letters, and how a talk is prepared.

import type { RecordId } from '../../src/lib/core/ids.ts';
import { must } from '../../src/lib/core/journal/testing.ts';
import { AIM } from '../../src/lib/core/practice/kinds/aim.ts';
import type { CivilDate } from '../../src/lib/core/schema/civil-date.ts';
import type { Page } from './freeze-pages.ts';

const day = (text: string) => text as CivilDate;
const at = (text: string) => Date.parse(text);

export function addAim({ journal, practice: { records } }: Page): void {
	const aim = must(records.aims.open(AIM, { talksPerWeek: 2, weeks: 6, startedOn: day('2026-09-28') }));
	journal.edit(aim.purpose, 'Find out whether health data wants a nurse’s eye — and whether I want it.');
	const health = must(records.segments.add({ title: 'Hospital software', kind: 'industry' }));
	const analysis = must(records.segments.add({ title: 'Data quality', kind: 'function', emerging: true }));
	const facets = { industry: health, function: analysis } as const;
	const data = must(
		records.paths.add({ title: 'Health data', ...facets, size: 'medium', status: 'leading', reason: '' })
	);
	const ward = must(
		records.paths.add({ title: 'Ward management', size: 'large', status: 'parked', reason: 'Nights again.' })
	);
	must(records.pivots.add({ from: ward, to: data, because: 'The rota decided it.' }));
	must(records.strengths.add({ title: 'Sees what is missing', proof: 'Found the double entries of 2024.' }));
	must(records.strengths.add({ title: 'Explains under pressure', proof: 'Eleven years of handovers.' }));
	must(records.priorities.add({ title: 'Days, not nights', kind: 'deal-breaker', weight: 5 }));
	must(records.priorities.add({ title: 'People within reach', kind: 'priority', weight: 3 }));
	const target = { path: data, ...facets, size: 'small', ruledOut: true } as const;
	must(records.targets.add({ ...target, title: 'Ledger & Lung', kind: 'company', reason: 'On call.' }));
	must(
		records.mentorTargets.add({ ...target, title: 'Prof. A. Noor', kind: 'mentor', reason: 'Moved away.' })
	);
	const belief = must(
		records.assumptions.add({
			statement: 'Nobody hires a nurse for data without a degree.',
			alternative: 'A ward’s view is worth a course.',
			scope: 'workplace',
			claim: 'usually',
			path: data,
			importance: 5
		})
	);
	must(
		records.rewordings.add({
			assumption: belief,
			before: 'Nobody hires nurses.',
			after: 'Nobody hires a nurse for data without a degree.',
			because: 'Maren asked: for what?'
		})
	);
}

/** Profiles, steps and dossiers, made with the people. */
export function addBetween({ journal, practice: { records } }: Page): void {
	const [maren, teodor, , bashir, double] = journal.tables.people.rows().map(({ id }) => id);
	const [industry, work] = records.segments.rows().map(({ id }) => id);
	must(
		records.profiles.open(maren!, {
			role: 'Leads nine analysts',
			level: 'senior',
			switcher: true,
			path: records.paths.rows()[0]!.id,
			industry,
			function: work,
			size: 'medium',
			source: 'association',
			introducedBy: bashir,
			stage: 'in-touch',
			nextTouch: day('2026-12-14'),
			cadence: 60
		})
	);
	must(records.profiles.open(double!, { role: '', sameAs: teodor, stage: 'idea' }));
	must(records.steps.add({ person: maren, stage: 'asked', on: day('2026-09-21') }));
	must(records.steps.add({ person: maren, stage: 'met', on: day('2026-10-05') }));
	must(
		records.dossiers.open(maren!, {
			why: 'Was a ward sister until 2019.',
			hook: 'Her talk on missing birth weights',
			value: 'Somebody who reads the footnotes',
			research: 'https://harbour.example/people',
			common: 'The same school, ten years apart',
			constraints: 'Never on Thursdays',
			relevance: 5,
			closeness: 'met-once',
			mentorCandidate: true
		})
	);
}

interface Two {
	readonly maren: RecordId;
	readonly teodor: RecordId;
	readonly talk: RecordId;
}

export function addPreparation({ practice: { records } }: Page, { talk }: Two): void {
	const batch = must(
		records.batches.add({ title: 'Two weeks of listening', from: day('2026-10-01'), to: day('2026-10-15') })
	);
	must(
		records.preparations.open(talk, {
			objective: 'Learn what a week of data quality is made of.',
			minutes: 40,
			round: 2,
			startsAt: '17:30',
			zone: 'Europe/Lisbon',
			theirZone: 'Africa/Nairobi',
			batch,
			context: 'I nurse on a stroke ward.',
			expertise: 'I notice what is not written down.',
			angle: 'I would rather hear about Tuesdays than about strategy.',
			startedAt: at('2026-10-05T16:31:00Z'),
			endedAt: at('2026-10-05T17:12:00Z'),
			playedBack: true
		})
	);
	const assumption = records.assumptions.rows()[0]!.id;
	must(records.goals.add({ talk, goal: 'Hear of one hire without a degree', assumption, met: 'partly' }));
	must(records.goals.add({ talk, goal: 'See a real data-quality ticket' }));
	const former = must(
		records.questions.add({ question: 'Is it stressful?', kind: 'culture', category: 'pace', round: 1 })
	);
	const bank = must(
		records.questions.add({
			question: 'When did somebody last stay late, and what for?',
			kind: 'story',
			category: 'pace',
			levels: ['mid', 'senior'],
			round: 2,
			replaces: former,
			because: 'The first wording had its answer in it.'
		})
	);
	must(
		records.asks.add({
			talk,
			from: bank,
			question: 'When did you last stay late, and what for?',
			core: true,
			kind: 'story',
			category: 'pace',
			strength: records.strengths.rows()[0]!.id,
			demand: 'Patience with other people’s forms',
			assumption,
			asked: true,
			raisedByThem: true
		})
	);
	must(records.forecasts.add({ talk, assumption, expects: 'supports', before: 70, after: 45 }));
}

export function addLetters(
	{ practice: { records } }: Page,
	{ maren, teodor, double, talk }: Two & { readonly double: RecordId }
): void {
	const template = must(
		records.templates.add({
			title: 'A short request',
			subject: 'A nurse’s question',
			body: 'Dear {{name}},\n{{personal}}',
			kind: 'request'
		})
	);
	const message = must(
		records.messages.add({
			person: maren,
			talk,
			template,
			kind: 'thanks',
			subject: 'The birth weights',
			body: 'Dear Maren,\n“a gap is a person” came home with me.\nSam',
			minutes: 30,
			takeaway: true,
			channel: 'mail',
			sentOn: day('2026-10-06'),
			sentAt: at('2026-10-06T08:05:00Z')
		})
	);
	must(records.overrules.add({ about: message, rule: 'too-long', reason: 'She likes long letters.' }));
	must(
		records.replies.add({
			person: teodor,
			message,
			on: day('2026-10-08'),
			outcome: 'no',
			reason: 'no-time',
			learned: 'Not in the week of an audit.'
		})
	);
	must(
		records.drafts.add({
			person: teodor,
			kind: 'request',
			subject: 'A question',
			body: 'Would you have half an hour?'
		})
	);
	must(records.leads.add({ talk, person: maren, lead: 'A trainee place in spring', state: 'open' }));
	must(
		records.favours.add({
			person: maren,
			direction: 'given',
			kind: 'feedback',
			favour: 'Read her form from a nurse’s chair',
			on: day('2026-10-12'),
			done: true
		})
	);
	must(
		records.touches.add({
			person: maren,
			kind: 'update',
			note: 'Told her of the course.',
			on: day('2026-11-01')
		})
	);
	must(
		records.introductions.add({
			person: maren,
			talk,
			message,
			way: 'offered',
			to: 'Somebody at the registry',
			on: day('2026-10-05'),
			state: 'followed',
			led: double
		})
	);
	must(records.paths.add({ title: 'Audit', status: 'exploring', fromTalk: talk }));
}
