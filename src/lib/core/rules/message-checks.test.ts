import { expect, test } from 'vitest';
import type { CivilDate } from '../schema/civil-date.ts';
import { NUMBERS } from './lists.ts';
import { checkMessage, holding, MESSAGE_RULES, mayOverrule, type MessageContext } from './message-checks.ts';
import { minutesIn } from './message-checks-minutes.ts';
import { wordCount } from './message-checks-words.ts';

const GOOD = `Hello Priya,

I read your article on moving from teaching into product work. I am weighing the same step and would like to learn what the first year asks of you. Would you have 30 minutes for a call? I would ask:

What did you underestimate? Which week was the hardest?

What I hear will help me decide what to learn next, and I am open to finding that another direction suits me better.

With thanks,
Sam`;

const message = (changes: Partial<MessageContext> = {}): MessageContext => ({
	kind: 'request',
	subject: 'A few questions about your work',
	body: GOOD,
	minutes: 30,
	known: [],
	open: [],
	introductions: { asked: 0, offered: false, contacts: 0, round: 1 },
	...changes
});
const rulesOf = (changes: Partial<MessageContext>): string[] =>
	checkMessage(message(changes)).map(({ rule }) => rule.id);
/** Whether a rule speaks up at one sentence in a message that has everything else. */
const speaksAt = (rule: string, sentence: string, changes: Partial<MessageContext> = {}): boolean =>
	rulesOf({ body: `${GOOD}\n${sentence}`, ...changes }).includes(rule);

test('a short, polite request that says everything is left alone', () => {
	expect(checkMessage(message())).toEqual([]);
});

test('nothing is said of a message that is not begun', () => {
	expect(checkMessage(message({ body: ' \n', subject: '{{name}}' }))).toEqual([]);
});

const SENTENCES: Readonly<Record<string, { bad: readonly string[]; good: readonly string[] }>> = {
	'R3-13 job-request': {
		bad: [
			'I am looking for a job in product.',
			'I’m currently searching for a new position.',
			'I am looking for a new role.',
			'I would be hoping for an entry-level opening.',
			'Do you have any openings?',
			'Would your team have a junior position?',
			'Are you hiring?',
			'Is your team currently hiring?',
			'Please consider my application.',
			'My CV is attached.',
			'Attached you will find my résumé.',
			'I attach my CV.',
			'I have enclosed a copy of my résumé.',
			'I am attaching my current CV.',
			'Is there an open position?',
			'Are there currently any vacancies?',
			'Are there open roles in your field?',
			'Is there a role for me?',
			'Is there perhaps a junior position in your team?',
			'Are there any openings?',
			'Could you offer me a job?',
			'Would somebody like you hire me?',
			'I would love to join your team.',
			'I want to work for your company.',
			'I want to apply for the product role.',
			'I could not teach any longer, so I am looking for a job.'
		],
		good: [
			'What does your job ask of you on a slow day?',
			'How did you get your job?',
			'I am not looking for a job.',
			'I’m not asking for a job, I would like to learn.',
			'Please do not read this as asking for a position.',
			'Rather than looking for a job, I am looking for answers.',
			'You moved into a role that I am curious about.',
			'I am considering a role in product.',
			'How might I apply what I learn here?',
			'What made you join your company?',
			'Which people are the job’s best teachers?',
			'I am looking for people with jobs like yours.',
			'I am looking for a way into the field.',
			'What is your position on remote work?',
			'How does hiring work in your field?',
			'I am not attaching my CV, as I only want to learn.',
			'What would you attach to a CV?',
			'I attach great value to my independence.',
			'Is there a position that your team takes on remote work?',
			'Is there a role that surprised you?',
			'Are there jobs in which teaching counts?',
			'Is there an open question in your field?',
			'I would like to hear about your work with your team.'
		]
	},
	'R2-39 referral-pressure': {
		bad: [
			'Could you refer me to your recruiter?',
			'I would appreciate a referral.',
			'Please recommend me to your manager.',
			'Could you put in a good word for me?',
			'Would you pass on my CV?',
			'Could you forward my résumé?',
			'Do you know of any openings?',
			'Do you have any leads?',
			'Please keep me in mind.',
			'Could you put me in touch with your hiring manager?'
		],
		good: [
			'I was referred to your article by a friend.',
			'In reference to your talk: what came next?',
			'How do patients reach you, by referral?',
			'Could you recommend me a book?',
			'I am not asking you to refer me to anybody.',
			'Who leads the team?',
			'What do you pass on to new colleagues?',
			'Which openings for discussion do you leave in a meeting?'
		]
	},
	'R2-18 pay-or-personal': {
		bad: [
			'What is the salary?',
			'How much do you earn?',
			'How much do you make?',
			'What is a typical starting salary?',
			'Could you tell me about pay?',
			'How well are you paid?',
			'What does the job pay?',
			'Are you married?',
			'Do you have children?',
			'How old are you?',
			'How does it affect your family life?'
		],
		good: [
			'What do you pay attention to?',
			'How do you pay back technical debt?',
			'Does the effort pay off?',
			'How much do you make use of data?',
			'Your paid search campaign taught me a lot.',
			'How old is the product?',
			'Do you have a family of products?',
			'What did your children’s hospital change?',
			'Which age group do you design for?',
			'How do you make decisions?',
			'What is your health team working on?'
		]
	},
	'R3-09 tone': {
		bad: ['Please answer asap.', 'You must reply this week.', 'I expect an answer.', 'Please help!!'],
		good: ['What is urgent in a usual week? No: what lasts?', 'I did not expect that.', 'Thank you!']
	}
};

for (const [title, { bad, good }] of Object.entries(SENTENCES)) {
	const [practice, rule] = title.split(' ') as [string, string];
	test.each(bad)(`${practice}: ${rule} finds: %s`, (sentence) => {
		expect(speaksAt(rule, sentence)).toBe(true);
	});
	test.each(good)(`${practice}: ${rule} leaves alone: %s`, (sentence) => {
		const found = speaksAt(rule, sentence);
		expect(found).toBe(false);
	});
}

test('R2-08: a request without a personal reference is held; the hook or an explicit reference is one', () => {
	const body = GOOD.replace(/I read your article[^.]*\./, '');
	expect(rulesOf({ body })).toEqual(['personal-reference']);
	const known = ['She led the bank’s move to instant payments'];
	expect(rulesOf({ body: `${body}\nI followed the move to instant payments that you led.`, known })).toEqual(
		[]
	);
	expect(rulesOf({ body: `${body}\nAnjali suggested I write to you.` })).toEqual([]);
	expect(rulesOf({ body, known: ['It is'] })).toEqual(['personal-reference']);
	expect(rulesOf({ body, kind: 'update' })).toEqual([]);
});

test('R1-10: a request says what there is to learn', () => {
	const body = GOOD.replace(/and would like to learn[^.]*/, '').replace(
		/What I hear[^\n]*/,
		'It would help me decide. I am open to other paths.'
	);
	expect(rulesOf({ body })).toEqual(['learning-purpose']);
});

test('R2-10: a request says what will be done with the answers', () => {
	const body = GOOD.replace('What I hear will help me decide what to learn next, and', 'And');
	expect(rulesOf({ body })).toEqual(['use']);
});

test('R1-08: a request says that the plan may change', () => {
	const body = GOOD.replace(/, and I am open to[^.]*/, '');
	expect(rulesOf({ body })).toEqual(['alternatives']);
});

test('R2-09: a request names its minutes, and an hour is the most', () => {
	expect(rulesOf({ body: GOOD.replace('30 minutes', 'time') })).toEqual(['time-asked']);
	expect(rulesOf({ body: GOOD.replace('30 minutes', '90 minutes') })).toEqual(['time-asked']);
	expect(rulesOf({ body: GOOD.replace('30 minutes', 'two hours') })).toEqual(['time-asked']);
	expect(rulesOf({ minutes: NUMBERS.minutes.most + 1 })).toEqual(['time-asked']);
	expect(rulesOf({ body: GOOD.replace('30 minutes', 'an hour'), minutes: NUMBERS.minutes.most })).toEqual([]);
	expect(rulesOf({ kind: 'update', body: GOOD.replace('30 minutes', 'time'), minutes: null })).toEqual([]);
});

test.each([
	['half an hour', [30]],
	['a half-hour call', [30]],
	['a quarter of an hour', [15]],
	['an hour and a half', [90]],
	['1.5 hours', [90]],
	['a 45-minute call', [45]],
	['20–30 minutes', [30]],
	['twenty-five mins', [25]],
	['a few minutes', []],
	['the next hours', []],
	['a minute or an hour', [1, 60]]
])('%s asks for %j minutes', (words, minutes) => {
	expect(minutesIn(words).map((each) => each.minutes)).toEqual(minutes);
});

test('R3-09: a message that is longer than a short one is told so, in words', () => {
	const words = Array.from({ length: NUMBERS.requestWords }, () => 'word').join(' ');
	expect(rulesOf({ kind: 'update', body: words })).toEqual([]);
	const [finding] = checkMessage(message({ kind: 'update', body: `${words} more` }));
	expect([finding?.rule.id, finding?.says]).toEqual(['length', '181 words; up to 180 is still short.']);
	expect(wordCount('A well-known, don’t-miss talk 👋')).toBe(4);
	expect(wordCount('こんにちは世界')).toBeGreaterThan(1);
});

test.each(['{{questions}}', '{{ QUESTIONS }}', '{{whatever}}', '{{}}', '{{name', 'one {{ two\nthree'])(
	'R2-43: the unfilled slot %s blocks, whatever was overruled',
	(slot) => {
		const checked = checkMessage(message({ body: `${GOOD}\n${slot}` }));
		expect(checked.map(({ rule }) => rule.id)).toEqual(['unfilled-slot']);
		expect(holding(checked, new Set(['unfilled-slot']))).toHaveLength(1);
	}
);

test('R2-43: what an unfilled slot says already is not said twice', () => {
	const body = 'Hello, {{personal}} {{purpose}} {{minutes}} {{use}} {{alternatives}}';
	expect(rulesOf({ body, minutes: null })).toEqual(['unfilled-slot']);
});

test('R2-43: a slot in the subject blocks, too, and shows where it is', () => {
	const [finding] = checkMessage(message({ subject: 'For {{name}}' }));
	expect(finding).toMatchObject({ rule: { id: 'unfilled-slot' }, at: { part: 'subject', from: 4, to: 12 } });
});

const on = (kind: 'request' | 'nudge', day: string) => ({ kind, sentOn: day as CivilDate });

test('R3-15: a second nudge is held, and so is a request in its place; a thank-you is not', () => {
	const open = [on('request', '2026-11-02'), on('nudge', '2026-11-09')];
	expect(rulesOf({ kind: 'nudge', open: open.slice(0, 1) })).toEqual([]);
	expect(rulesOf({ kind: 'nudge', open })).toEqual(['nudges']);
	expect(rulesOf({ kind: 'request', open })).toEqual(['nudges']);
	expect(rulesOf({ kind: 'thanks', open, restates: true })).toEqual([]);
});

test('R2-39: an introduction is not asked for in a first message, later once at most, unless it was offered', () => {
	const asks = [
		'Could you introduce me to a colleague?',
		'Who else should I talk to?',
		'I would be grateful for an introduction.'
	];
	const facts = { asked: 0, offered: false, contacts: 3, round: 2 };
	for (const ask of asks) {
		expect(speaksAt('introduction', ask)).toBe(true);
		expect(speaksAt('introduction', ask, { introductions: facts })).toBe(false);
		expect(speaksAt('introduction', ask, { introductions: { ...facts, round: 1 } })).toBe(true);
		expect(speaksAt('introduction', ask, { introductions: { ...facts, round: 1, offered: true } })).toBe(
			false
		);
		expect(speaksAt('introduction', ask, { introductions: { ...facts, asked: 1 } })).toBe(true);
	}
	expect(speaksAt('introduction', 'Thank you for the introduction to Anjali.')).toBe(false);
	expect(speaksAt('introduction', 'Your book is an introduction to the field.')).toBe(false);
	expect(rulesOf({ kind: 'introduction' })).toEqual(['introduction']);
});

test('a thank-you says again what was noted, or its sender says that it does (R2-37)', () => {
	const noted = ['Release trains leave every second Tuesday'];
	expect(rulesOf({ kind: 'thanks', noted })).toEqual(['takeaway']);
	expect(rulesOf({ kind: 'thanks', noted, restates: true })).toEqual([]);
	expect(speaksAt('takeaway', 'Release trains that leave on a Tuesday!', { kind: 'thanks', noted })).toBe(
		false
	);
});

test('R3-13: a finding shows the words it is about, also in the subject', () => {
	const [inSubject] = checkMessage(message({ subject: 'Are you hiring?' }));
	expect(inSubject).toMatchObject({
		at: { part: 'subject', from: 0, to: 14 },
		says: '“Are you hiring” asks for a job.'
	});
});

test('R2-43: the unfilled slot is the only finding that cannot be overruled', () => {
	expect(MESSAGE_RULES.filter((rule) => !mayOverrule(rule)).map(({ id }) => id)).toEqual(['unfilled-slot']);
});

test('a finding holds the message until it is overruled; advice holds nothing', () => {
	const checked = (['blocks', 'holds', 'advises'] as const).map((force) => ({
		rule: { id: force, practices: [], force, check: () => null },
		says: '',
		why: ''
	}));
	const heldBy = (...overruled: string[]) => holding(checked, new Set(overruled)).map(({ rule }) => rule.id);
	expect(heldBy()).toEqual(['blocks', 'holds']);
	expect(heldBy('holds', 'blocks')).toEqual(['blocks']);
});

test('ids are what overrulings are kept under: lower case and final', () => {
	for (const { id, practices } of MESSAGE_RULES) {
		expect(id).toMatch(/^[a-z][a-z-]{1,39}$/);
		expect(practices.length).toBeGreaterThan(0);
	}
});

test('10,000 characters, HTML and a wall of braces are checked without delay', () => {
	const started = performance.now();
	for (const body of [
		'a'.repeat(10_000),
		'{{'.repeat(5_000),
		'<b>{{x</b>'.repeat(1_000),
		'I would like to '.repeat(700)
	])
		checkMessage(message({ body }));
	expect(performance.now() - started).toBeLessThan(2_000);
});
