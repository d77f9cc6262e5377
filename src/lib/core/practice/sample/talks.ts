// The talks of the sample journal. The fourth contradicts the belief that its seeker likes best.

import type {
	EXPECTATIONS,
	FITS,
	FIT_DECISIONS,
	LEADING,
	MENTION_KINDS,
	NEEDS,
	COMPETENCIES,
	ENERGIES,
	OUTCOMES,
	QUESTION_KINDS,
	RECORD_CATEGORIES,
	STAMPS,
	TREND_KINDS
} from '../../rules/lists.ts';

type Category = (typeof RECORD_CATEGORIES)[number];

export interface SampleMention {
	readonly kind: (typeof MENTION_KINDS)[number];
	readonly title: string;
	readonly detail?: string;
	readonly need?: (typeof NEEDS)[number];
	readonly competency?: (typeof COMPETENCIES)[number];
	readonly energy?: (typeof ENERGIES)[number];
	readonly trend?: (typeof TREND_KINDS)[number];
	readonly readiness?: number;
	readonly months?: number;
	readonly unadvertised?: boolean;
	readonly confirmed?: boolean;
}

export interface SampleTalk {
	readonly person: string;
	/** Days from today; positive: to come. */
	readonly day: number;
	readonly notesAgreed: boolean;
	readonly sharing: boolean;
	readonly quoting?: boolean;
	readonly round?: number;
	readonly minutes: number;
	readonly startsAt?: string;
	readonly theirZone?: string;
	readonly objective: string;
	readonly goals: readonly (readonly [goal: string, assumption: string])[];
	readonly asks: readonly {
		readonly question: string;
		readonly kind: (typeof QUESTION_KINDS)[number];
		readonly category: Category;
		readonly core?: boolean;
		readonly strength?: string;
		readonly demand?: string;
		readonly assumption?: string;
		readonly asked?: boolean;
	}[];
	/** Belief, what was expected, how sure before, what came, how sure after. */
	readonly forecasts: readonly (readonly [
		assumption: string,
		expects: (typeof EXPECTATIONS)[number],
		before: number,
		came: (typeof OUTCOMES)[number] | null,
		after: number | null
	])[];
	readonly notes?: Partial<Record<Category, string>>;
	readonly reflections?: string;
	readonly stamps?: readonly (readonly [
		field: Category,
		stamp: (typeof STAMPS)[number],
		quote: string,
		assumption?: string
	])[];
	readonly mentions?: readonly SampleMention[];
	readonly facts?: {
		readonly successNear?: string;
		readonly successFar?: string;
		readonly hoursPerWeek?: number;
		readonly monthsToHire?: number;
		readonly satisfaction?: number;
		readonly impact?: number;
		readonly summary?: string;
	};
	readonly debrief?: {
		readonly heard: string;
		readonly means: string;
		readonly resonated: string;
		readonly surprised: string;
		readonly surprise: number;
		readonly ratings: readonly [number, number, number, number, number];
		readonly because: string;
		readonly led: (typeof LEADING)[number];
		readonly confidence: number;
	};
	readonly fits?: readonly (readonly [
		priority: string,
		fit: (typeof FITS)[number],
		note: string,
		decision?: (typeof FIT_DECISIONS)[number]
	])[];
	/** Insight, follow-up, days from today, done. */
	readonly followups?: readonly (readonly [insight: string, action: string, due: number, done: boolean])[];
	readonly lead?: string;
	/** How they bridged the gap that the lowest rating opens. */
	readonly bridge?: string;
}

const typicalWeek = {
	question: 'Walk me through last week, from Monday morning on.',
	kind: 'story',
	category: 'responsibilities',
	core: true,
	strength: 'planning',
	demand: 'Holding a week together',
	assumption: 'deciding',
	asked: true
} as const;
const wished = {
	question: 'What do you wish you had known in your first year?',
	kind: 'judgement',
	category: 'growth',
	core: true,
	strength: 'listening',
	demand: 'Learning fast in the open',
	assumption: 'classroom',
	asked: true
} as const;
const lastDecision = {
	question: 'Tell me about the last decision that was yours to make.',
	kind: 'story',
	category: 'culture',
	core: true,
	strength: 'explaining',
	demand: 'Bringing others along',
	assumption: 'deciding',
	asked: true
} as const;

export const sampleTalks: readonly SampleTalk[] = [
	{
		person: 'mira',
		day: -47,
		notesAgreed: true,
		sharing: true,
		minutes: 30,
		startsAt: '08:15',
		objective: 'Learn what a product lead does between Monday and Friday.',
		goals: [
			['Hear one whole week', 'deciding'],
			['Find out what she saw in former teachers', 'classroom']
		],
		asks: [typicalWeek, lastDecision, wished],
		forecasts: [
			['deciding', 'supports', 80, 'unclear', 75],
			['classroom', 'supports', 60, 'supports', 70]
		],
		notes: {
			responsibilities:
				'Four mornings of conversations: sales, support, two engineers, one school. Afternoons she writes down what was agreed.\nDecides little alone; prepares decisions.',
			skills:
				'Writing that others act on. Reading numbers well enough to doubt them.\nFormer teachers ask better questions of schools than anybody else in the team.',
			pace: 'Forty hours, fifty before a school year begins.',
			culture: 'Disagreement in writing, first thing in the morning. Feedback every second week.',
			growth: 'From manager to lead took her three years and one product that failed.'
		},
		reflections: 'I liked that she counted conversations, not features.',
		stamps: [
			['responsibilities', 'unclear', 'Decides little alone; prepares decisions.', 'deciding'],
			[
				'skills',
				'confirms',
				'Former teachers ask better questions of schools than anybody else in the team.',
				'classroom'
			]
		],
		mentions: [
			{
				kind: 'skill',
				title: 'Writing that others act on',
				need: 'essential',
				competency: 'soft',
				confirmed: true
			},
			{ kind: 'skill', title: 'Query language for data', need: 'useful', competency: 'technical', months: 3 },
			{ kind: 'tool', title: 'Issue tracker', readiness: 4 },
			{ kind: 'task', title: 'Conversations with schools', energy: 'energises' },
			{ kind: 'resource', title: 'A newsletter on research in schools', detail: 'She reads every issue.' }
		],
		facts: {
			successNear: 'Engineers ask you before they guess.',
			successFar: 'One thing that you said no to, and were right.',
			hoursPerWeek: 42,
			monthsToHire: 5,
			satisfaction: 4,
			impact: 4,
			summary: 'She prepares decisions more than she makes them, and writes most of the day.'
		},
		debrief: {
			heard:
				'A product lead talks in the morning and writes in the afternoon. Decisions are prepared together.',
			means: 'My lesson plans are closer to this than I thought.',
			resonated: 'Conversations with schools as the core of the week.',
			surprised: 'How little she decides alone.',
			surprise: 3,
			ratings: [4, 3, 4, 4, 3],
			because: 'Planning and writing I can show; numbers less.',
			led: 'a-little',
			confidence: 3
		},
		fits: [
			['evenings', 'meets', 'She leaves at five.'],
			['people', 'meets', 'Four mornings of talks.']
		],
		followups: [
			['Former teachers ask better questions', 'Write down five questions I asked pupils', -40, true]
		]
	},
	{
		person: 'tobias',
		day: -38,
		notesAgreed: true,
		sharing: true,
		minutes: 30,
		objective: 'Hear how the change from a school to a product team went.',
		goals: [['Learn what the first half year asked of him', 'degree']],
		asks: [typicalWeek, wished, lastDecision],
		forecasts: [['degree', 'challenges', 50, 'challenges', 30]],
		notes: {
			responsibilities: 'Takes tickets apart, sits in on playtests, writes the small decisions down.',
			skills: 'No technical degree. Two evening courses, one game that he finished with friends.',
			pace: 'Calm for two weeks, then a week before a release that nobody likes.',
			culture: 'Small team, everybody tests on Fridays.'
		},
		stamps: [['skills', 'challenges', 'No technical degree.', 'degree']],
		mentions: [
			{ kind: 'skill', title: 'Prototyping on paper', need: 'essential', competency: 'technical', months: 2 },
			{ kind: 'lesson', title: 'He waited a year too long to show anything unfinished.' },
			{ kind: 'tool', title: 'Design program', readiness: 2 },
			{ kind: 'path', title: 'From support to product inside the firm', detail: 'Two colleagues did that.' }
		],
		facts: { hoursPerWeek: 40, monthsToHire: 9, satisfaction: 5, impact: 3 },
		debrief: {
			heard: 'Nine months from the first letter to the contract, no degree asked for.',
			means: 'One finished small thing would do more than a course.',
			resonated: 'Testing with everybody on Fridays.',
			surprised: 'That support is a door.',
			surprise: 4,
			ratings: [3, 3, 4, 4, 4],
			because: 'I have no finished thing to show yet.',
			led: 'no',
			confidence: 3
		},
		fits: [['evenings', 'unknown', 'I did not ask about the week before a release.']]
	},
	{
		person: 'jonas',
		day: -33,
		notesAgreed: true,
		sharing: false,
		minutes: 45,
		objective: 'See the same team from below.',
		goals: [['Check whether schools or sales decide', 'learning-first']],
		asks: [typicalWeek, lastDecision, wished],
		forecasts: [['learning-first', 'supports', 70, 'challenges', 45]],
		notes: {
			responsibilities: 'The renewal list decides what is built before summer.',
			skills: 'Knowing which number the board looks at.',
			pace: 'Evenings in May and June.'
		},
		reflections: 'He was careful. I should not lean on this too much.',
		stamps: [
			[
				'responsibilities',
				'challenges',
				'The renewal list decides what is built before summer.',
				'learning-first'
			]
		],
		mentions: [{ kind: 'pitfall', title: 'Promising a school a date', detail: 'It happened twice.' }],
		facts: { hoursPerWeek: 47, satisfaction: 3, impact: 3 },
		debrief: {
			heard: 'Before summer the renewals decide, not the pupils.',
			means: 'I would need to ask in which months learning counts.',
			resonated: 'That he still visits a class each month.',
			surprised: 'The word “renewal” in every second sentence.',
			surprise: 4,
			ratings: [3, 2, 2, 3, 3],
			because: 'Numbers for a board are not my strength.',
			led: 'no',
			confidence: 2
		},
		bridge: 'He had the finance lead take him through one renewal, line by line.',
		fits: [['evenings', 'conflicts', 'Evenings in May and June.', 'mitigate']]
	},
	{
		person: 'adaeze',
		day: -27,
		notesAgreed: true,
		sharing: true,
		quoting: true,
		minutes: 30,
		objective: 'Ask somebody who hires what product work is not.',
		goals: [['Test the belief that I like best', 'deciding']],
		asks: [
			lastDecision,
			typicalWeek,
			{
				question: 'When was somebody promoted last, and what for?',
				kind: 'fact',
				category: 'growth',
				core: true,
				strength: 'explaining',
				demand: 'Being understood by engineers',
				assumption: 'degree',
				asked: true
			}
		],
		forecasts: [
			['deciding', 'supports', 75, 'challenges', 35],
			['degree', 'challenges', 30, 'challenges', 15]
		],
		notes: {
			responsibilities:
				'Last week: nineteen meetings, one decision of her own, and that one was to stop.\nMost of the work is to get six people to want the same thing.',
			skills:
				'Patience. Saying the same thing to engineers and to sales without lying to either.\nNo degree asked for since she took over.',
			pace: 'Forty-five hours, two evenings a month.',
			culture: 'Whoever disagrees writes a page. She reads every page.',
			growth: 'The last promotion went to a former nurse.'
		},
		reflections: 'This is the one that hurts. I want the deciding.',
		stamps: [
			[
				'responsibilities',
				'challenges',
				'Last week: nineteen meetings, one decision of her own, and that one was to stop.',
				'deciding'
			],
			['skills', 'challenges', 'No degree asked for since she took over.', 'degree']
		],
		mentions: [
			{
				kind: 'skill',
				title: 'Getting people to want the same thing',
				need: 'essential',
				competency: 'soft',
				months: 18,
				confirmed: true
			},
			{ kind: 'metric', title: 'Features switched off without a complaint' },
			{
				kind: 'trend',
				title: 'Machines that report on themselves',
				trend: 'technology',
				detail: 'A pump that orders its own filter.'
			},
			{ kind: 'expectation', title: 'One page in writing before any disagreement', unadvertised: true }
		],
		facts: {
			successNear: 'You know who will say no, and why.',
			successFar: 'Something was stopped in time.',
			hoursPerWeek: 46,
			monthsToHire: 4,
			satisfaction: 4,
			impact: 5,
			summary: 'Agreement is the work; deciding is the small visible part.'
		},
		debrief: {
			heard: 'Nineteen meetings and one decision. The work is agreement.',
			means: 'If I want to decide, this is not where most of the day goes.',
			resonated: 'The page that anybody may write.',
			surprised: 'That the one decision was to stop something.',
			surprise: 5,
			ratings: [2, 4, 3, 4, 4],
			because: 'I know rooms that disagree, but not grown-up ones.',
			led: 'no',
			confidence: 3
		},
		fits: [
			['people', 'meets', 'All day long.'],
			['evenings', 'conflicts', 'Two evenings a month.', 'accept']
		],
		followups: [
			['The work is agreement, not deciding', 'Ask the next two people for a week in hours', -10, true],
			['Disagreement in one page', 'Try it in the staff room', 3, false]
		]
	},
	{
		person: 'ines',
		day: -24,
		notesAgreed: true,
		sharing: true,
		minutes: 30,
		objective: 'Understand learning design without a school around it.',
		goals: [['Find out what she misses', 'miss']],
		asks: [typicalWeek, wished, lastDecision],
		forecasts: [['miss', 'supports', 70, 'supports', 75]],
		notes: {
			responsibilities: 'Half of it is interviewing experts who have no time. The other half is cutting.',
			skills: 'Writing tasks that cannot be misunderstood.',
			pace: 'Thirty-five hours, and they mean it.',
			culture: 'Remote. She goes to a café to hear voices.'
		},
		stamps: [['culture', 'confirms', 'She goes to a café to hear voices.', 'miss']],
		mentions: [
			{ kind: 'task', title: 'Cutting what experts love', energy: 'drains' },
			{ kind: 'skill', title: 'Writing that others act on', need: 'essential', competency: 'soft' },
			{ kind: 'resource', title: 'A circle of designers who read each other', detail: 'Meets monthly.' }
		],
		facts: { hoursPerWeek: 35, monthsToHire: 3, satisfaction: 4, impact: 3 },
		debrief: {
			heard: 'She misses voices, not lessons.',
			means: 'So might I.',
			resonated: 'The cutting.',
			surprised: 'Thirty-five hours.',
			surprise: 2,
			ratings: [5, 4, 5, 3, 2],
			because: 'I have done most of this for years.',
			led: 'a-little',
			confidence: 4
		},
		fits: [
			['evenings', 'meets', 'None.'],
			['people', 'conflicts', 'Alone most days.', 'mitigate']
		]
	},
	{
		person: 'halvard',
		day: -19,
		notesAgreed: true,
		sharing: true,
		minutes: 30,
		objective: 'See whether customer success is teaching by another name.',
		goals: [['Hear what a bad week is', 'miss']],
		asks: [typicalWeek, wished, lastDecision],
		forecasts: [['miss', 'unsure', 75, 'unclear', 70]],
		notes: {
			responsibilities: 'Sixty customers, twelve that matter this month.',
			skills: 'Hearing what is not said on the telephone.',
			pace: 'On call every third week, nights included.',
			growth: 'To team lead in two years, or out.'
		},
		stamps: [['pace', 'new', 'On call every third week, nights included.']],
		mentions: [
			{ kind: 'requirement', title: 'Certificate of the vendor', months: 1 },
			{ kind: 'trend', title: 'Customers want an answer in minutes', trend: 'customers' }
		],
		facts: { hoursPerWeek: 48, monthsToHire: 2, satisfaction: 3, impact: 3 },
		debrief: {
			heard: 'Nights on call every third week.',
			means: 'Not with two small children.',
			resonated: 'Hearing what is not said.',
			surprised: 'How few customers matter in a month.',
			surprise: 2,
			ratings: [4, 4, 1, 3, 2],
			because: 'The nights.',
			led: 'no',
			confidence: 4
		},
		fits: [['evenings', 'conflicts', 'Nights included.', 'avoid']],
		lead: 'A place in the onboarding team will be free in spring; mentioned unasked.'
	},
	{
		person: 'rosalind',
		day: -12,
		notesAgreed: false,
		sharing: false,
		minutes: 30,
		objective: 'Hear whether learning design changes with the place.',
		goals: [['Learn who decides about an exhibition', 'learning-first']],
		asks: [typicalWeek, wished, lastDecision],
		forecasts: [['learning-first', 'unsure', 45, 'not-covered', 45]],
		reflections: 'No notes, at her wish. What stays with me: the visitor decides by walking on.',
		debrief: {
			heard: '',
			means: 'I judge lessons by who walks on, too.',
			resonated: 'The quiet way she spoke of visitors.',
			surprised: 'That she asked me as much as I asked her.',
			surprise: 3,
			ratings: [4, 4, 4, 4, 3],
			because: 'My own impression only.',
			led: 'no',
			confidence: 4
		}
	},
	{
		person: 'kwame',
		day: -1,
		notesAgreed: true,
		sharing: true,
		minutes: 30,
		startsAt: '17:30',
		theirZone: 'Africa/Accra',
		objective: 'Check what the learning people say with somebody outside.',
		goals: [
			['A week in hours', 'deciding'],
			['Whether a classroom counts in finance', 'classroom']
		],
		asks: [
			typicalWeek,
			lastDecision,
			{
				question: 'Which rule changed your work last, and how?',
				kind: 'fact',
				category: 'culture',
				core: true,
				strength: 'explaining',
				demand: 'Rules in plain words',
				assumption: 'deciding',
				asked: false
			}
		],
		forecasts: [
			['deciding', 'challenges', 35, null, null],
			['classroom', 'unsure', 70, null, null]
		],
		notes: {
			responsibilities: 'Eleven hours of meetings, nine of writing, two of deciding. He had counted.',
			skills: 'Explaining interest to people who fear it. They hired him for that.',
			pace: 'Forty hours.',
			culture: 'The regulator reads the help pages.'
		},
		stamps: [
			[
				'responsibilities',
				'challenges',
				'Eleven hours of meetings, nine of writing, two of deciding.',
				'deciding'
			],
			['skills', 'confirms', 'They hired him for that.', 'classroom']
		],
		mentions: [
			{
				kind: 'trend',
				title: 'Help pages count as advice',
				trend: 'regulation',
				detail: 'A rule of last spring.'
			},
			{ kind: 'skill', title: 'Query language for data', need: 'useful', competency: 'technical', months: 4 }
		],
		facts: { hoursPerWeek: 40, monthsToHire: 6, satisfaction: 5, impact: 4 }
	},
	{
		person: 'sunniva',
		day: 2,
		notesAgreed: false,
		sharing: false,
		minutes: 30,
		startsAt: '16:00',
		theirZone: 'America/New_York',
		objective: 'Learn how product decisions are made where a mistake hurts somebody.',
		goals: [
			['Hear about one decision under regulation', 'deciding'],
			['Ask what a former teacher would lack', 'classroom']
		],
		asks: [
			{ ...typicalWeek, asked: false },
			{ ...lastDecision, asked: false },
			{ ...wished, asked: false },
			{
				question: 'Which of your habits come from regulation, and which would you keep without it?',
				kind: 'culture',
				category: 'culture'
			}
		],
		forecasts: [
			['deciding', 'challenges', 30, null, null],
			['classroom', 'unsure', 75, null, null]
		]
	}
];
