// The questions that come with the app, in our own words, each for something that the practice wants to hear. The order
// is that of a talk: what is, how it came about, what it takes, what is changing. Ids are final: records refer to them.

import type { RecordId } from '../ids.ts';
import type { LEVELS, QUESTION_KINDS, RECORD_CATEGORIES } from './lists.ts';

export type QuestionKind = (typeof QUESTION_KINDS)[number];
export type Category = (typeof RECORD_CATEGORIES)[number];
export type Level = (typeof LEVELS)[number];

export interface BankQuestion {
	readonly id: RecordId;
	readonly question: string;
	readonly kind: QuestionKind | null;
	readonly category: Category | null;
	/** Career stages of the person that it is for; none: all. */
	readonly levels: readonly Level[];
	/** The first conversation in which it fits. */
	readonly round: number;
	/** In every guide of a first conversation. */
	readonly pinned: boolean;
	/** Looks back on what they would do otherwise (R0-13). */
	readonly hindsight: boolean;
	/** Asks for an introduction: once, and not in a first conversation (R1-35). */
	readonly introduction: boolean;
}

type Marks = Partial<Pick<BankQuestion, 'levels' | 'round' | 'pinned' | 'hindsight' | 'introduction'>>;

const PLAIN = { levels: [], round: 1, pinned: false, hindsight: false, introduction: false } as const;
const PINNED = { pinned: true } as const;
const HINDSIGHT = { pinned: true, hindsight: true } as const;

const asks = (
	id: string,
	kind: QuestionKind,
	category: Category,
	question: string,
	marks: Marks = {}
): BankQuestion => ({ ...PLAIN, id: id as RecordId, kind, category, question, ...marks });

export const BANK: readonly BankQuestion[] = [
	// R1-13, R0-10
	asks(
		'bank-weekday',
		'story',
		'responsibilities',
		'Walk me through last week, day by day. What took most of your time?',
		PINNED
	),
	// R1-14
	asks(
		'bank-decided',
		'judgement',
		'responsibilities',
		'Which decisions filled your calendar this month, and which of them were yours to make?',
		PINNED
	),
	// R1-14, R3-11
	asks(
		'bank-hardest',
		'story',
		'pace',
		'What was the hardest part of your work in the last three months, and what made it hard?',
		PINNED
	),
	// R3-11
	asks(
		'bank-skill-0',
		'story',
		'skills',
		'Which skill did you miss most when you began, and how did you get it?',
		PINNED
	),
	// R0-13, R2-12
	asks(
		'bank-knew-00',
		'judgement',
		'growth',
		'What do you wish you had known in your first months?',
		HINDSIGHT
	),
	// R0-13
	asks(
		'bank-redo-00',
		'judgement',
		'growth',
		'If you began again today, what would you do differently?',
		HINDSIGHT
	),

	// R0-51
	asks(
		'bank-unplan1',
		'story',
		'pace',
		'Tell me about the last day that went quite unlike what you had planned.'
	),
	asks(
		'bank-hours-0',
		'fact',
		'pace',
		'When did you finish each day last week, and was it an ordinary week?'
	),
	// R2-16
	asks(
		'bank-ambigue',
		'story',
		'culture',
		'Tell me about the last time nobody could say what was right. How did you go on?'
	),
	asks(
		'bank-dispute',
		'culture',
		'culture',
		'How was the last disagreement in your team settled, and who had the last word?'
	),
	asks(
		'bank-feedbck',
		'culture',
		'culture',
		'When did somebody last tell you that a piece of work was not there yet? How was it said?'
	),
	// R2-15
	asks(
		'bank-promote',
		'story',
		'growth',
		'Think of the person who was promoted last. What had they done that others had not?'
	),
	// R1-22
	asks(
		'bank-success',
		'judgement',
		'growth',
		'What would a newcomer have to show after six months, and after twelve, for you to say it is going well?'
	),
	// R1-23
	asks(
		'bank-metrics',
		'fact',
		'responsibilities',
		'Which figures do your leaders look at first, and what do they decide by them?'
	),
	// R1-16
	asks(
		'bank-bridges',
		'story',
		'skills',
		'Who do you know that came from another field? How did they close the gaps they had?'
	),
	// R1-20
	asks(
		'bank-months0',
		'fact',
		'skills',
		'How many months did it take until you were good at the core of it? What took longest?'
	),
	// R1-21
	asks(
		'bank-sources',
		'fact',
		'growth',
		'Which mentors, communities or courses made the way shorter for you?'
	),
	// R2-17
	asks(
		'bank-trend-t',
		'judgement',
		'skills',
		'Which change in technology has altered your own work most? What is an example from this year?'
	),
	// R2-17
	asks(
		'bank-trend-c',
		'judgement',
		'responsibilities',
		'What do customers ask for now that they did not two years ago? What is an example?'
	),
	// R2-17
	asks(
		'bank-trend-r',
		'judgement',
		'responsibilities',
		'Which rule or regulation has changed how you work? What is an example?'
	),

	// R0-11
	asks(
		'bank-early-1',
		'story',
		'responsibilities',
		'What was different in your first weeks from what the advertisement had promised?',
		{ levels: ['early'] }
	),
	asks('bank-early-2', 'fact', 'skills', 'What may you decide alone by now, and since when?', {
		levels: ['early']
	}),
	// R0-11
	asks(
		'bank-mid-001',
		'judgement',
		'growth',
		'What made the difference when you moved up from your first position?',
		{ levels: ['mid'] }
	),
	asks(
		'bank-mid-002',
		'judgement',
		'pace',
		'Which of your tasks would you hand over first, and which would you keep?',
		{ levels: ['mid'] }
	),
	// R0-11
	asks(
		'bank-seniors',
		'judgement',
		'skills',
		'Think of newcomers you have worked with. What told you early that one of them would do well?',
		{ levels: ['senior', 'executive'] }
	),
	asks(
		'bank-senior2',
		'story',
		'skills',
		'Which skill mattered ten years ago and hardly matters now? What took its place?',
		{ levels: ['senior'] }
	),
	// R0-11
	asks(
		'bank-exec-01',
		'judgement',
		'growth',
		'Where will your field be short of people in three years, and what has shown you that?',
		{ levels: ['executive'] }
	),
	asks('bank-exec-02', 'story', 'culture', 'What did you last decide against, and what settled it?', {
		levels: ['executive']
	}),

	// R1-34
	asks(
		'bank-project',
		'story',
		'responsibilities',
		'Take me through one project from its first day to its last. Where did it nearly fail?',
		{ round: 2 }
	),
	// R1-34
	asks('bank-careers', 'fact', 'growth', 'How did the people who began when you did move on, year by year?', {
		round: 2
	}),
	// R1-34
	asks(
		'bank-collabo',
		'culture',
		'culture',
		'Which other teams did that project depend on, and how did the work pass between you?',
		{ round: 2 }
	),
	// R1-35
	asks(
		'bank-introdu',
		'fact',
		'growth',
		'Who sees this differently from you, and would you be comfortable putting us in touch?',
		{ round: 2, introduction: true }
	),
	// R1-33
	asks(
		'bank-rolefit',
		'judgement',
		'skills',
		'From what you know of me by now, which part of this work would suit me, and which would wear me out?',
		{ round: 3 }
	),
	// R1-33
	asks(
		'bank-lateral',
		'judgement',
		'growth',
		'Which sideways moves into this work have you seen succeed, and from where did they begin?',
		{ round: 3 }
	)
];
