import type { NamedPlace } from '#lib/core/practice/consent-names.ts';

/** Kinds of records by the root type of the document; a later one has no words of its own yet. */
const words: Readonly<Record<string, string>> = {
	notes: 'Notes of a talk',
	people: 'An alias',
	phases: 'The plan',
	milestones: 'The plan',
	meta: 'The journal’s title',
	aims: 'The purpose',
	paths: 'A path',
	segments: 'An industry or function',
	strengths: 'A strength',
	priorities: 'A priority',
	targets: 'A target',
	assumptions: 'A belief',
	rewordings: 'How a belief read before',
	profiles: 'A profile',
	drafts: 'A draft for the mentor',
	preparations: 'The preparation of a talk',
	goals: 'A goal of a talk',
	questions: 'The question bank',
	asks: 'A question for a talk',
	batches: 'A batch of talks',
	gaps: 'A gap',
	mentions: 'Something mentioned in a talk',
	stamps: 'A stamped line of notes',
	facts: 'What was captured in a talk',
	debriefs: 'A debrief',
	fits: 'A fit',
	followups: 'A follow-up',
	bridges: 'How another bridged a gap'
};

/** Where somebody is named, in words. */
export const placeWords = ({ table }: Pick<NamedPlace, 'table'>): string =>
	words[table] ?? 'Somewhere in the journal';
