import { expect, test } from 'vitest';
import { BANK } from './question-bank.ts';
import { asksForPrivate, isHeld, lintQuestion, type QuestionRuleId } from './question-lint.ts';

const FIRST = { raisedByThem: false, mayAskIntroduction: false };
const rulesOf = (words: string) => lintQuestion(words, FIRST).map(({ rule }) => rule);

const BAD: Readonly<Record<QuestionRuleId, readonly string[]>> = {
	pay: [
		'What is your salary?',
		'How much do you earn?',
		'How much does a product manager make?',
		'How well does it pay?',
		'What does the job pay?',
		'Are you well paid?',
		'Is the pay good?',
		'What is the usual compensation at your level?',
		'Do you get a yearly bonus or bonuses?',
		'What pay range should I expect?',
		'What do you make a year?',
		'How much are people like you paid there?',
		'What’s your income?'
	],
	personal: [
		'Are you married?',
		'Do you have kids?',
		'How old are you?',
		'What does your husband think of the hours?',
		'How does your family cope?',
		'Where are you originally from?',
		'Who did you vote for?',
		'Are you planning around your pregnancy?',
		'What does your partner think of it?',
		'How is your health?'
	],
	introduction: [
		'Could you introduce me to your manager?',
		'Would you refer me?',
		'Could you put me in touch with the team?',
		'Would you put in a good word for me?'
	],
	leading: [
		'Don’t you think meetings are a waste?',
		"Isn't it true that managers rarely code?",
		'Managers rarely code, right?',
		'Remote work is better, isn’t it?',
		'Would you agree that a degree is needed?',
		'Surely the hours are long?',
		'How amazing is it to work there?',
		'You’d recommend the field?'
	],
	judging: [
		'Why on earth do you stay?',
		'Why didn’t you take the promotion?',
		'How can you stand the meetings?',
		'Is it boring?',
		'What’s wrong with your company?',
		'Why would anyone do this?'
	],
	basic: [
		'What do you do?',
		'So, what do you do for a living?',
		'What do you do all day?',
		'What is your job?',
		'Tell me about your role.',
		'What does your company do?',
		'What does a product manager do?',
		'Tell me about yourself',
		'How long have you worked there?',
		'Do you like your job?',
		'Any advice?'
	],
	abstract: [
		'What does a typical week look like?',
		'What is the culture like?',
		'What is it like to work there?',
		'In general, how are decisions made?',
		'How would you describe your team?',
		'What is your philosophy?',
		'What does success mean to you?'
	]
};

const TITLES: Readonly<Record<QuestionRuleId, string>> = {
	pay: 'R2-18: a question about pay is noticed, and another one offered',
	personal: 'R2-18: a question about private life is noticed, and another one offered',
	introduction: 'R1-35: asking for an introduction is noticed, and another question offered',
	leading: 'R0-54: a leading question is noticed, and an open one offered',
	judging: 'R1-02: a judging question is noticed, and a curious one offered',
	basic: 'R3-10: a basic question is noticed, and a better one offered',
	abstract: 'R0-10: an abstract question is noticed, and a concrete one offered'
};

/** The better wording keeps what was asked. */
const KEPT: Partial<Record<QuestionRuleId, readonly (readonly [string, string])[]>> = {
	leading: [['Managers rarely code, right?', 'managers rarely code']],
	judging: [
		['Why didn’t you take the promotion?', 'decide not to take the promotion'],
		['How can you stand the meetings?', 'with the meetings']
	],
	abstract: [
		['What does a typical week look like?', 'last week'],
		['What is it like to work there', 'What is it like to work there? ']
	]
};

for (const [rule, sentences] of Object.entries(BAD) as [QuestionRuleId, readonly string[]][]) {
	test(TITLES[rule], () => {
		for (const words of sentences) {
			const finding = lintQuestion(words, FIRST).find((each) => each.rule === rule);
			expect([words, finding?.rule]).toEqual([words, rule]);
			expect([finding!.better, rulesOf(finding!.better)]).toEqual([finding!.better, []]);
		}
		for (const [words, kept] of KEPT[rule] ?? [])
			expect(lintQuestion(words, FIRST).find((each) => each.rule === rule)?.better).toContain(kept);
	});
}

const GOOD = [
	'What made you decide to leave teaching?',
	'When did you last pay attention to a metric that nobody asked for?',
	'Has the move paid off for you, and how do you know?',
	'What do you do when two deadlines collide?',
	'What do your paying customers complain about?',
	'How do you earn trust in a new team?',
	'How did you raise the problem with your manager?',
	'What do you make of the new rules?',
	'How much do you make use of the dashboard?',
	'How much attention do you pay to costs?',
	'Which skills did private equity teams lack last year?',
	'How did the compensation team change the process this year?',
	'What are the benefits of working in one office?',
	'How did you and your business partner divide the work last month?',
	'How does your family of products stay consistent this year?',
	'Which race condition cost you most time last month?',
	'How does your health team test an idea before it is built?',
	'Are you a single team or several?',
	'How old is the oldest part of the product?',
	'What don’t people tell newcomers?',
	'Why is the first month so hard for newcomers?',
	'What is the boring part that nobody mentions?',
	'What was communicated more clearly last time?',
	'Which tasks are not obviously part of the job?',
	'Who introduced you to the field?',
	'What would you recommend to read before a second talk?',
	'Tell me about your role in the last launch.',
	'What does your company do when a launch fails?',
	'How is success measured, and what is an example from last quarter?',
	'What is it like on a day when everything breaks? Tell me about the last one.',
	'Which decisions were yours, and which were not?',
	'Was that the right call, looking back?',
	'What happened when you wrote "I disagree, no?" in that thread last week?',
	'',
	'   ',
	'😀',
	'<b>What was hard last week?</b>',
	'ما أصعب ما واجهته الأسبوع الماضي؟'
];

test.each(GOOD)('a good question is left alone: %s', (words) => {
	expect(rulesOf(words)).toEqual([]);
});

test.each(BANK)('a question of the bank passes the checks: $question', (question) => {
	const { question: words, introduction } = question;
	expect(lintQuestion(words, { raisedByThem: false, mayAskIntroduction: introduction })).toEqual([]);
});

test('R2-18: pay and private life are held back until they brought it up', () => {
	for (const words of [...BAD.pay, ...BAD.personal]) {
		expect([words, isHeld(words, false), isHeld(words, true)]).toEqual([words, true, false]);
		expect(asksForPrivate(words)).toBe(true);
	}
	expect(isHeld('Don’t you think meetings are a waste?', false)).toBe(false);
});

test('R1-35: an introduction may be asked for when it is time', () => {
	const words = 'Could you introduce me to somebody who left the field?';
	expect(lintQuestion(words, { ...FIRST, mayAskIntroduction: true })).toEqual([]);
});

test('ten thousand characters are read without delay', () => {
	const started = performance.now();
	for (const piece of ['how much ', 'what do a ', 'a, ', 'why ', 'in general ', '\u202e'])
		lintQuestion(piece.repeat(10_000 / piece.length), FIRST);
	expect(performance.now() - started).toBeLessThan(1000);
});
