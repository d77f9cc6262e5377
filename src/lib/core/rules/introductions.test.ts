import { expect, test } from 'vitest';
import { againstAsking, type IntroductionFacts } from './introductions.ts';

const facts = (changes: Partial<IntroductionFacts>): IntroductionFacts => ({
	asked: 0,
	offered: false,
	contacts: 3,
	round: 2,
	...changes
});

test('an introduction may be asked for once, from the second round on', () => {
	expect(againstAsking(facts({}))).toBeNull();
	expect(againstAsking(facts({ asked: 1 }))).toBe('asked-already');
	expect(againstAsking(facts({ asked: 1, offered: true }))).toBe('asked-already');
});

test('in the first round it may be asked for only where it was offered', () => {
	expect(againstAsking(facts({ round: 1 }))).toBe('too-early');
	expect(againstAsking(facts({ round: 1, offered: true }))).toBeNull();
});

test('it is never asked for in a first message', () => {
	expect(againstAsking(facts({ contacts: 0 }))).toBe('first-message');
	expect(againstAsking(facts({ contacts: 0, offered: true }))).toBe('first-message');
});
