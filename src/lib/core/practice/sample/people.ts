// The people of the sample journal. All of them are made up; their addresses are under a domain that nobody can own.

import type { CLOSENESS, COMPANY_SIZES, LEVELS, SOURCES, STAGES } from '../../rules/lists.ts';

export interface SamplePerson {
	readonly key: string;
	readonly name: string;
	readonly employer: string;
	readonly email: string;
	readonly alias: string;
	readonly named?: boolean;
	readonly role: string;
	readonly level: (typeof LEVELS)[number];
	readonly switcher?: boolean;
	/** A key of the sample's paths. */
	readonly path: string;
	/** Keys of the sample's segments. */
	readonly industry: string;
	readonly function: string;
	readonly size: (typeof COMPANY_SIZES)[number];
	readonly source: (typeof SOURCES)[number];
	readonly introducedBy?: string;
	/** Stages with how many days ago each was reached, the last one being where they are now. */
	readonly stages: readonly (readonly [(typeof STAGES)[number], number])[];
	readonly why: string;
	readonly hook?: string;
	readonly value?: string;
	readonly research?: string;
	readonly common?: string;
	readonly constraints?: string;
	readonly relevance: 1 | 2 | 3 | 4 | 5;
	readonly closeness: (typeof CLOSENESS)[number];
	readonly mentorCandidate?: boolean;
	/** Days from today until the next touch; negative: it is over. */
	readonly nextTouch?: number;
}

export const samplePeople: readonly SamplePerson[] = [
	{
		key: 'mira',
		name: 'Mira Castellan',
		employer: 'Brightleaf Learning',
		email: 'mira.castellan@brightleaf.example',
		alias: 'Product lead, learning software',
		role: 'Product lead',
		level: 'senior',
		path: 'product',
		industry: 'edtech',
		function: 'product',
		size: 'medium',
		source: 'alumni',
		stages: [
			['idea', 58],
			['asked', 55],
			['replied', 52],
			['scheduled', 51],
			['met', 47],
			['in-touch', 44]
		],
		why: 'She built the homework planner that my own pupils use, and she taught for four years before that.',
		hook: 'Her conference talk on why teachers ignore dashboards.',
		value: 'Frank words from a classroom that uses the product every day.',
		research: 'Two podcast episodes; an article on research with school children.',
		common: 'Both of us taught physics.',
		constraints: 'Only before nine in the morning.',
		relevance: 5,
		closeness: 'stranger',
		mentorCandidate: true,
		nextTouch: -4
	},
	{
		key: 'tobias',
		name: 'Tobias Wren',
		employer: 'Lanternworks',
		email: 'tobias@lanternworks.example',
		alias: 'Associate product manager, learning games',
		role: 'Associate product manager',
		level: 'early',
		switcher: true,
		path: 'product',
		industry: 'edtech',
		function: 'product',
		size: 'small',
		source: 'introduction',
		introducedBy: 'mira',
		stages: [
			['idea', 46],
			['asked', 44],
			['replied', 43],
			['scheduled', 42],
			['met', 38]
		],
		why: 'He left a primary school two years ago for exactly the job that I look at.',
		hook: 'His post about the first hundred days.',
		value: 'Somebody who reads his drafts as a teacher would.',
		relevance: 5,
		closeness: 'stranger',
		nextTouch: 20
	},
	{
		key: 'adaeze',
		name: 'Adaeze Okonjo',
		employer: 'Ferrous Systems Group',
		email: 'a.okonjo@ferrous.example',
		alias: 'Head of product, industrial software',
		named: true,
		role: 'Head of product',
		level: 'executive',
		path: 'product',
		industry: 'industry-software',
		function: 'product',
		size: 'large',
		source: 'event',
		stages: [
			['idea', 40],
			['asked', 39],
			['replied', 33],
			['scheduled', 32],
			['met', 27]
		],
		why: 'She hires product managers without a technical degree and says so in public.',
		hook: 'Her panel on hiring for judgement.',
		relevance: 4,
		closeness: 'met-once',
		nextTouch: 12
	},
	{
		key: 'jonas',
		name: 'Jonas Feld',
		employer: 'Brightleaf Learning',
		email: 'jonas.feld@brightleaf.example',
		alias: 'Product manager, learning software',
		role: 'Product manager',
		level: 'mid',
		path: 'product',
		industry: 'edtech',
		function: 'product',
		size: 'medium',
		source: 'introduction',
		introducedBy: 'mira',
		stages: [
			['idea', 45],
			['asked', 41],
			['replied', 40],
			['scheduled', 37],
			['met', 33]
		],
		why: 'Does the daily work in the team whose lead I already heard.',
		hook: 'The release notes that he writes by hand.',
		relevance: 4,
		closeness: 'stranger'
	},
	{
		key: 'ines',
		name: 'Inês Carvalho',
		employer: 'Open Desk Academy',
		email: 'ines.carvalho@opendesk.example',
		alias: 'Instructional designer, adult education',
		role: 'Instructional designer',
		level: 'mid',
		switcher: true,
		path: 'design',
		industry: 'edtech',
		function: 'learning-design',
		size: 'small',
		source: 'association',
		stages: [
			['idea', 36],
			['asked', 35],
			['replied', 30],
			['scheduled', 29],
			['met', 24]
		],
		why: 'The path that asks least of me, seen by somebody who took it.',
		hook: 'Her course on teaching statistics with kitchen scales.',
		common: 'We know the same training college.',
		relevance: 4,
		closeness: 'acquaintance',
		nextTouch: 30
	},
	{
		key: 'halvard',
		name: 'Halvard Lindqvist',
		employer: 'Northgate Cloud',
		email: 'halvard.lindqvist@northgate.example',
		alias: 'Customer success manager, cloud software',
		role: 'Customer success manager',
		level: 'mid',
		path: 'success',
		industry: 'cloud',
		function: 'customer-success',
		size: 'very-large',
		source: 'platform',
		stages: [
			['idea', 31],
			['asked', 30],
			['replied', 26],
			['scheduled', 24],
			['met', 19]
		],
		why: 'Explaining things for a living, without the marking.',
		hook: 'His list of the questions customers ask in week one.',
		relevance: 3,
		closeness: 'stranger'
	},
	{
		key: 'rosalind',
		name: 'Rosalind Achterberg',
		employer: 'Pebble & Pine',
		email: 'ros@pebblepine.example',
		alias: 'Senior learning designer, museums',
		role: 'Senior learning designer',
		level: 'senior',
		path: 'design',
		industry: 'museums',
		function: 'learning-design',
		size: 'small',
		source: 'introduction',
		introducedBy: 'ines',
		stages: [
			['idea', 23],
			['asked', 22],
			['replied', 18],
			['scheduled', 17],
			['met', 12]
		],
		why: 'Learning design outside schools and firms: does the work change with the place?',
		hook: 'The tide exhibition.',
		relevance: 3,
		closeness: 'stranger'
	},
	{
		key: 'kwame',
		name: 'Kwame Boateng',
		employer: 'Tallyhouse',
		email: 'kwame@tallyhouse.example',
		alias: 'Product manager, finance start-up',
		role: 'Product manager',
		level: 'early',
		switcher: true,
		path: 'product',
		industry: 'finance',
		function: 'product',
		size: 'small',
		source: 'alumni',
		stages: [
			['idea', 15],
			['asked', 14],
			['replied', 9],
			['scheduled', 8],
			['met', 1]
		],
		why: 'Three years in, outside education: a check on everything that the learning people say.',
		hook: 'How he explained interest to his grandmother.',
		value: 'Practice at saying it simply.',
		relevance: 4,
		closeness: 'stranger'
	},
	{
		key: 'sunniva',
		name: 'Sunniva Dahl',
		employer: 'Harbour Health',
		email: 'sunniva.dahl@harbour.example',
		alias: 'Director of product, health care',
		role: 'Director of product',
		level: 'executive',
		path: 'product',
		industry: 'health',
		function: 'product',
		size: 'large',
		source: 'introduction',
		introducedBy: 'adaeze',
		stages: [
			['idea', 20],
			['asked', 16],
			['replied', 6],
			['scheduled', 5]
		],
		why: 'The only field on my list that works under strict regulation.',
		hook: 'Her article on saying no to good ideas.',
		research: 'The article, and a recorded lecture of forty minutes.',
		constraints: 'Nothing about patients; half an hour, not a minute more.',
		relevance: 5,
		closeness: 'stranger'
	},
	{
		key: 'piotr',
		name: 'Piotr Zalewski',
		employer: 'Northgate Cloud',
		email: 'piotr.z@northgate.example',
		alias: 'Team lead, customer success',
		role: 'Team lead, customer success',
		level: 'senior',
		path: 'success',
		industry: 'cloud',
		function: 'customer-success',
		size: 'very-large',
		source: 'introduction',
		introducedBy: 'halvard',
		stages: [
			['idea', 17],
			['asked', 11]
		],
		why: 'Decides who is hired into the job that I heard about last month.',
		hook: 'The handbook that his team published.',
		relevance: 3,
		closeness: 'stranger'
	},
	{
		key: 'yara',
		name: 'Yara Haddad',
		employer: 'Silt & Stone Analytics',
		email: 'yara.haddad@siltstone.example',
		alias: 'Data analyst, public sector',
		role: 'Data analyst',
		level: 'mid',
		path: 'data',
		industry: 'public',
		function: 'analysis',
		size: 'medium',
		source: 'colleague',
		stages: [
			['idea', 34],
			['asked', 33],
			['declined', 28]
		],
		why: 'A last look at the path before I close it.',
		relevance: 2,
		closeness: 'friend'
	},
	{
		key: 'oskar',
		name: 'Oskar Nylund',
		employer: 'Fathom Press',
		email: 'oskar@fathompress.example',
		alias: 'Editor of learning apps',
		role: 'Editor of learning apps',
		level: 'early',
		path: 'design',
		industry: 'publishing',
		function: 'learning-design',
		size: 'medium',
		source: 'platform',
		stages: [['idea', 3]],
		why: 'Early career in learning design: nobody on my list is, so far.',
		relevance: 4,
		closeness: 'stranger'
	}
];
