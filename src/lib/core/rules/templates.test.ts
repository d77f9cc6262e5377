import { expect, test } from 'vitest';
import { MESSAGE_KINDS, NUMBERS } from './lists.ts';
import { checkMessage } from './message-checks.ts';
import { wordCount } from './message-checks-words.ts';
import { fillSlots, slotsIn } from './slots.ts';
import { STARTING_TEMPLATES, startingTemplatesFor } from './templates.ts';

const FILLED = {
	name: 'Priya',
	'my name': 'Sam',
	personal: 'Your talk on release trains stayed with me.',
	purpose: 'I am finding out whether product work suits me.',
	questions: 'What did you underestimate?',
	minutes: '30',
	use: 'What I hear will help me decide what to learn next.',
	alternatives: 'I am open to finding that another direction suits me better.',
	finding: 'Two people I have spoken with named “writing” as a skill that matters.',
	takeaway: 'What stays with me is that your release trains leave every second Tuesday.'
};

test('R2-41: there is something to begin with for every kind', () => {
	for (const kind of MESSAGE_KINDS) expect(startingTemplatesFor(kind).length, kind).toBeGreaterThan(0);
});

const slotsOf = (kind: 'request') =>
	startingTemplatesFor(kind).map(({ body }) => slotsIn(body).map(({ slot }) => slot));

test('R2-42: a request has slots for the purpose, a few questions and the time', () => {
	for (const slots of slotsOf('request'))
		expect(slots).toEqual(expect.arrayContaining(['purpose', 'questions', 'minutes']));
});

test('R1-10: a request speaks of learning, of their time and how long', () => {
	for (const { body } of startingTemplatesFor('request')) expect(body).toMatch(/learn|hear whether/u);
});

test('R0-37: a request can begin with what earlier talks brought up', () => {
	expect(slotsOf('request').filter((slots) => slots.includes('finding'))).toHaveLength(1);
});

test.each(STARTING_TEMPLATES)('$id is complete once its slots are filled, and short', (template) => {
	for (const { slot } of slotsIn(template.subject + template.body)) expect(slot).not.toBeNull();
	const body = fillSlots(template.body, FILLED);
	expect(wordCount(body)).toBeLessThan(NUMBERS.requestWords);
	const found = checkMessage({
		kind: template.kind,
		subject: fillSlots(template.subject, FILLED),
		body,
		minutes: 30,
		known: [],
		open: [],
		introductions: { asked: 0, offered: true, contacts: 2, round: 2 },
		noted: ['Release trains leave every second Tuesday']
	});
	// That a request asks for a time is R2-42's above.
	expect(found.map(({ rule }) => rule.id).filter((id) => id !== 'time-asked')).toEqual([]);
});
