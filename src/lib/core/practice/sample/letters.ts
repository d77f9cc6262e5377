// Messages, replies and favours of the sample journal.

import type {
	CHANNELS,
	DECLINE_REASONS,
	FAVOUR_DIRECTIONS,
	FAVOUR_KINDS,
	INTRODUCTION_STATES,
	INTRODUCTION_WAYS,
	MESSAGE_KINDS,
	REPLY_OUTCOMES,
	TOUCH_KINDS
} from '../../rules/lists.ts';

export const sampleMessages: readonly {
	readonly person: string;
	readonly kind: (typeof MESSAGE_KINDS)[number];
	readonly subject: string;
	readonly body: string;
	readonly minutes?: number;
	/** Days from today; null: a draft. */
	readonly sent: number | null;
	readonly channel?: (typeof CHANNELS)[number];
	/** Of the same person. */
	readonly forTalk?: boolean;
}[] = [
	{
		person: 'mira',
		kind: 'request',
		subject: 'Your talk on dashboards, and a question from a classroom',
		body: 'Dear Mira Castellan,\n\nyour talk on why teachers ignore dashboards described my staff room. I teach physics and want to understand what product work asks of people day by day.\n\nWould you have 30 minutes for three or four questions? What I hear decides which path I look at next, and I would be glad to be proved wrong.\n\nBest wishes\nSam',
		minutes: 30,
		sent: -55,
		channel: 'mail'
	},
	{
		person: 'mira',
		kind: 'thanks',
		subject: 'Thank you for Monday morning',
		body: 'Dear Mira,\n\nthank you. “Prepare decisions” is the sentence that I took home: I had thought that you make them. I have written down five questions that I ask pupils, as you suggested.\n\nBest wishes\nSam',
		sent: -46,
		channel: 'mail',
		forTalk: true
	},
	{
		person: 'adaeze',
		kind: 'request',
		subject: 'Hiring for judgement',
		body: 'Dear Adaeze Okonjo,\n\nat the panel you said that you hire for judgement. I teach physics and try to learn what that means on an ordinary Tuesday. Could I ask you four questions in 30 minutes? I am open to hearing that this is not for me.\n\nSam',
		minutes: 30,
		sent: -39,
		channel: 'mail'
	},
	{
		person: 'adaeze',
		kind: 'thanks',
		subject: 'Nineteen meetings',
		body: 'Dear Adaeze,\n\nthank you for counting with me. Nineteen meetings and one decision, and that one was to stop: I have thought about little else.\n\nSam',
		sent: -26,
		channel: 'mail',
		forTalk: true
	},
	{
		person: 'tobias',
		kind: 'thanks',
		subject: 'Friday tests',
		body: 'Dear Tobias,\n\nthank you. That support was a door into the team is what I keep thinking of.\n\nSam',
		sent: -37,
		channel: 'mail',
		forTalk: true
	},
	{
		person: 'jonas',
		kind: 'thanks',
		subject: 'Renewals',
		body: 'Dear Jonas,\n\nthank you for the plain word about the renewal list. I will ask others in which months learning counts.\n\nSam',
		sent: -32,
		channel: 'mail',
		forTalk: true
	},
	{
		person: 'ines',
		kind: 'thanks',
		subject: 'Voices in a café',
		body: 'Dear Inês,\n\nthank you. Writing tasks that cannot be misunderstood: I tried one on Monday, and it could be.\n\nSam',
		sent: -23,
		channel: 'mail',
		forTalk: true
	},
	{
		person: 'halvard',
		kind: 'thanks',
		subject: 'What is not said',
		body: 'Dear Halvard,\n\nthank you. Hearing what is not said on the telephone is the skill that I had no name for.\n\nSam',
		sent: -18,
		channel: 'mail',
		forTalk: true
	},
	{
		person: 'rosalind',
		kind: 'thanks',
		subject: 'Walking on',
		body: 'Dear Rosalind,\n\nthank you for the hour among the tides. The visitor decides by walking on: I tell it to everybody.\n\nSam',
		sent: -11,
		channel: 'mail',
		forTalk: true
	},
	{
		person: 'piotr',
		kind: 'request',
		subject: 'Your team’s handbook',
		body: 'Dear Piotr Zalewski,\n\nHalvard told me that the handbook is your work. I teach physics and try to learn what customer success asks of people. Would you have 30 minutes for three questions? I use the answers to decide which paths to close.\n\nSam',
		minutes: 30,
		sent: -11,
		channel: 'mail'
	},
	{
		person: 'yara',
		kind: 'request',
		subject: 'Two questions about your days',
		body: 'Dear Yara,\n\nbefore I close the path of data analysis I would like to hear it from you. Two questions, 20 minutes, whenever it suits.\n\nSam',
		minutes: 20,
		sent: -33,
		channel: 'copy'
	},
	{
		person: 'oskar',
		kind: 'request',
		subject: 'Editing apps that teach',
		body: 'Dear Oskar Nylund,\n\nI came across {{personal}} and would like to learn how a first year in learning design looks.',
		minutes: 30,
		sent: null
	}
];

export const sampleReplies: readonly {
	readonly person: string;
	readonly on: number;
	readonly outcome: (typeof REPLY_OUTCOMES)[number];
	readonly reason?: (typeof DECLINE_REASONS)[number];
	readonly learned?: string;
}[] = [
	{ person: 'mira', on: -52, outcome: 'yes' },
	{ person: 'adaeze', on: -33, outcome: 'yes' },
	{
		person: 'yara',
		on: -28,
		outcome: 'no',
		reason: 'no-time',
		learned: 'Ask friends in person, not by letter.'
	},
	{ person: 'sunniva', on: -6, outcome: 'yes' }
];

export const sampleFavours: readonly {
	readonly person: string;
	readonly direction: (typeof FAVOUR_DIRECTIONS)[number];
	readonly kind: (typeof FAVOUR_KINDS)[number];
	readonly favour: string;
	readonly on: number;
	readonly done: boolean;
}[] = [
	{
		person: 'mira',
		direction: 'received',
		kind: 'introduction',
		favour: 'Wrote to two colleagues for me.',
		on: -47,
		done: true
	},
	{
		person: 'mira',
		direction: 'given',
		kind: 'feedback',
		favour: 'Tried the planner with two classes and wrote down what they said.',
		on: -35,
		done: true
	},
	{
		person: 'kwame',
		direction: 'received',
		kind: 'article',
		favour: 'Will send the text on plain words in finance.',
		on: -1,
		done: false
	}
];

export const sampleTouches: readonly {
	readonly person: string;
	readonly kind: (typeof TOUCH_KINDS)[number];
	readonly note: string;
	readonly on: number;
}[] = [{ person: 'mira', kind: 'update', note: 'Told her about the five questions.', on: -35 }];

export const sampleIntroductions: readonly {
	readonly person: string;
	readonly way: (typeof INTRODUCTION_WAYS)[number];
	readonly to: string;
	readonly on: number;
	readonly state: (typeof INTRODUCTION_STATES)[number];
	readonly led?: string;
}[] = [
	{
		person: 'mira',
		way: 'offered',
		to: 'Somebody who left a school two years ago',
		on: -47,
		state: 'followed',
		led: 'tobias'
	},
	{
		person: 'ines',
		way: 'offered',
		to: 'A designer who works for museums',
		on: -24,
		state: 'followed',
		led: 'rosalind'
	},
	{ person: 'kwame', way: 'offered', to: 'The person who writes the help pages', on: -1, state: 'open' }
];
