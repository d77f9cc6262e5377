import { expect, test } from 'vitest';
import { STAGES } from './lists.ts';
import { leadsOn, nextStep, questionsBefore, stageOf, type NextFacts } from './stages.ts';

test('R1-05: asking somebody without a word on why this person is questioned, and says why', () => {
	const [question] = questionsBefore({ from: 'idea', to: 'asked', why: ' \n' });
	expect(question).toMatchObject({ practices: ['R1-05'], says: 'Why this person?' });
	expect(question?.because).not.toBe('');
});

test('with a reason, on the way to any other stage, or for a mentor who cannot know, nothing is asked', () => {
	expect(questionsBefore({ from: 'idea', to: 'asked', why: 'She changed from teaching' })).toEqual([]);
	expect(questionsBefore({ from: 'idea', to: 'asked', why: null })).toEqual([]);
	for (const to of STAGES.filter((stage) => stage !== 'asked'))
		expect(questionsBefore({ from: 'idea', to, why: '' })).toEqual([]);
});

test('a person without a profile is an idea', () => {
	expect(stageOf(null)).toBe('idea');
	expect(stageOf({ stage: null })).toBe('idea');
	expect(stageOf({ stage: 'met' })).toBe('met');
});

const facts = { stage: 'idea', why: '', talkAhead: false, talkHeld: false, thanked: null } as const;

test.each<[Partial<NextFacts>, string]>([
	[{}, 'say-why'],
	[{ why: 'Hindsight' }, 'ask'],
	[{ why: null }, 'ask'],
	[{ stage: 'asked' }, 'wait'],
	[{ stage: 'replied' }, 'schedule'],
	[{ stage: 'replied', talkAhead: true }, 'prepare'],
	[{ stage: 'replied', talkHeld: true }, 'mark-met'],
	[{ stage: 'asked', talkHeld: true }, 'mark-met'],
	[{ talkAhead: true }, 'prepare'],
	[{ stage: 'scheduled', talkAhead: true }, 'prepare'],
	[{ stage: 'scheduled', talkHeld: true }, 'mark-met'],
	[{ stage: 'scheduled' }, 'schedule'],
	[{ stage: 'met', talkHeld: true, thanked: false }, 'thank'],
	[{ stage: 'met', talkHeld: true, thanked: true }, 'keep-in-touch'],
	[{ stage: 'met', talkHeld: true }, 'keep-in-touch'],
	[{ stage: 'met', talkAhead: true, talkHeld: true, thanked: false }, 'prepare'],
	[{ stage: 'in-touch' }, 'touch'],
	[{ stage: 'declined' }, 'rest'],
	[{ stage: 'closed' }, 'rest']
])('what comes next: %o is %s', (some, next) => {
	expect(nextStep({ ...facts, ...some })).toBe(next);
});

test('a stage leads on to a later one, never back, and never away from an end', () => {
	expect(leadsOn('asked', 'scheduled')).toBe(true);
	expect(leadsOn('scheduled', 'met')).toBe(true);
	for (const from of ['met', 'in-touch', 'scheduled', 'declined', 'closed'] as const)
		expect(leadsOn(from, 'scheduled')).toBe(false);
});
