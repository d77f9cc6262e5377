// What the seeker of the sample journal, a physics teacher, considers and believes.

import type {
	CLAIMS,
	COMPANY_SIZES,
	PATH_STATUSES,
	PRIORITY_KINDS,
	SCOPES,
	SEGMENT_KINDS,
	TARGET_KINDS
} from '../../rules/lists.ts';

export const samplePurpose =
	'I teach physics and want to know what product work asks of people day by day. I am looking for what would make me change my mind.';

export const sampleSegments: readonly {
	readonly key: string;
	readonly title: string;
	readonly kind: (typeof SEGMENT_KINDS)[number];
	readonly emerging?: boolean;
}[] = [
	{ key: 'edtech', title: 'Learning software', kind: 'industry' },
	{ key: 'industry-software', title: 'Industrial software', kind: 'industry' },
	{ key: 'cloud', title: 'Cloud software', kind: 'industry' },
	{ key: 'museums', title: 'Museums', kind: 'industry' },
	{ key: 'finance', title: 'Finance', kind: 'industry' },
	{ key: 'health', title: 'Health care', kind: 'industry' },
	{ key: 'public', title: 'Public sector', kind: 'industry' },
	{ key: 'publishing', title: 'Publishing', kind: 'industry' },
	{ key: 'ai-tutoring', title: 'Tutoring with language models', kind: 'industry', emerging: true },
	{ key: 'product', title: 'Product', kind: 'function' },
	{ key: 'learning-design', title: 'Learning design', kind: 'function' },
	{ key: 'customer-success', title: 'Customer success', kind: 'function' },
	{ key: 'analysis', title: 'Analysis', kind: 'function' }
];

export const samplePaths: readonly {
	readonly key: string;
	readonly title: string;
	readonly status: (typeof PATH_STATUSES)[number];
	readonly industry?: string;
	readonly function?: string;
	readonly size?: (typeof COMPANY_SIZES)[number];
	readonly reason?: string;
}[] = [
	{
		key: 'product',
		title: 'Product management',
		status: 'leading',
		industry: 'edtech',
		function: 'product',
		size: 'medium'
	},
	{ key: 'design', title: 'Learning design', status: 'exploring', function: 'learning-design' },
	{
		key: 'success',
		title: 'Customer success',
		status: 'parked',
		function: 'customer-success',
		reason: 'The evenings on call. I come back to it if product work closes.'
	},
	{
		key: 'data',
		title: 'Data analysis',
		status: 'ruled-out',
		function: 'analysis',
		reason: 'Alone with a table for days: I tried it for two weekends and missed people.'
	}
];

export const sampleStrengths: readonly (readonly [key: string, title: string, proof: string])[] = [
	[
		'explaining',
		'Making hard things plain',
		'Thirty ways to explain a field line, tested on fifteen-year-olds.'
	],
	['listening', 'Noticing who does not follow', 'I change the plan in the middle of a lesson, every day.'],
	['planning', 'Planning back from a date', 'Eleven years of exams, none of them moved.'],
	['building', 'Building small tools', 'A booking sheet for the lab that four schools now use.']
];

export const samplePriorities: readonly {
	readonly key: string;
	readonly title: string;
	readonly kind: (typeof PRIORITY_KINDS)[number];
	readonly weight: number;
}[] = [
	{ key: 'evenings', title: 'Evenings with my children', kind: 'deal-breaker', weight: 5 },
	{ key: 'people', title: 'Work with people most days', kind: 'priority', weight: 4 },
	{ key: 'sense', title: 'Something that is of use to somebody', kind: 'priority', weight: 4 },
	{ key: 'pay-cut', title: 'No month without pay', kind: 'deal-breaker', weight: 4 }
];

export const sampleAssumptions: readonly {
	readonly key: string;
	readonly statement: string;
	readonly alternative: string;
	readonly scope: (typeof SCOPES)[number];
	readonly claim: (typeof CLAIMS)[number];
	readonly path?: string;
	readonly importance: number;
	/** What it said before, and why it was reworded. */
	readonly before?: readonly [wording: string, because: string];
}[] = [
	{
		key: 'deciding',
		statement: 'Product managers spend most of the day deciding what to build.',
		alternative: 'They spend most of it getting others to agree.',
		scope: 'role',
		claim: 'usually',
		path: 'product',
		importance: 5
	},
	{
		key: 'classroom',
		statement: 'Classroom experience counts as research with users.',
		alternative: 'It counts as a pleasant story, no more.',
		scope: 'role',
		claim: 'possible',
		path: 'product',
		importance: 5,
		before: [
			'Teachers are good at research with users.',
			'“Good at” could not be tested. Whether it counts with those who hire can be.'
		]
	},
	{
		key: 'degree',
		statement: 'Without a technical degree nobody is hired into product work.',
		alternative: 'A degree matters less than one shipped thing.',
		scope: 'industry',
		claim: 'always',
		path: 'product',
		importance: 4
	},
	{
		key: 'learning-first',
		statement: 'Firms that make learning software decide by what pupils learn.',
		alternative: 'They decide by what schools will buy.',
		scope: 'workplace',
		claim: 'usually',
		path: 'product',
		importance: 3
	},
	{
		key: 'miss',
		statement: 'I would miss the classroom.',
		alternative: 'I would miss explaining, and that can be had elsewhere.',
		scope: 'self',
		claim: 'usually',
		importance: 4
	}
];

export const sampleTargets: readonly {
	readonly title: string;
	readonly kind: (typeof TARGET_KINDS)[number];
	readonly path: string;
	readonly ruledOut?: string;
}[] = [
	{ title: 'Cobalt Classroom', kind: 'company', path: 'product' },
	{ title: 'The Open Reading Room', kind: 'company', path: 'design' },
	{ title: 'Orchard Cloud', kind: 'company', path: 'success', ruledOut: 'On call every third week.' },
	{ title: 'Associate product manager', kind: 'role', path: 'product' },
	{ title: 'Learning designer, part time', kind: 'role', path: 'design' },
	{ title: 'Mira Castellan', kind: 'mentor', path: 'product' }
];

export const samplePlan: readonly {
	readonly phase: string;
	readonly milestones: readonly (readonly [title: string, due: number | null, done: boolean])[];
}[] = [
	{
		phase: 'Exploration',
		milestones: [
			['Eight talks in four weeks', -20, true],
			['Somebody early in learning design', 9, false],
			['Ask two people about tutoring with language models', 16, false]
		]
	},
	{
		phase: 'Skill-building',
		milestones: [
			['Write three interview guides and have them read', 5, false],
			['A short course on research methods', 40, false]
		]
	},
	{
		phase: 'Hands-on practice',
		milestones: [['Run five interviews for the lab booking sheet', 33, false]]
	},
	{ phase: 'Formal validation', milestones: [['Three résumé variants read by a product lead', 60, false]] }
];
