// What a goal of a talk may be, to begin from (R0-09).

import type { Category } from './question-bank.ts';

export interface GoalPreset {
	readonly id: 'responsibilities' | 'trajectory' | 'mix';
	readonly title: string;
	/** The words that the goal begins with; they are the person's own from then on. */
	readonly goal: string;
	readonly category: Category;
}

export const GOAL_PRESETS: readonly GoalPreset[] = [
	{
		id: 'responsibilities',
		title: 'Responsibilities',
		goal: 'Hear what they answer for, and what fills a week',
		category: 'responsibilities'
	},
	{
		id: 'trajectory',
		title: 'Trajectory',
		goal: 'Understand how they came here, and where people go from here',
		category: 'growth'
	},
	{
		id: 'mix',
		title: 'Strategic or hands-on',
		goal: 'Learn how much of the work is strategic, and how much is hands-on',
		category: 'responsibilities'
	}
];
