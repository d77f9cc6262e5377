import { expect, test } from 'vitest';
import { isRecordId } from '../schema/field.ts';
import type { RecordId } from '../ids.ts';
import { BANK } from './question-bank.ts';
import { GOAL_PRESETS } from './question-bank-goals.ts';
import { pinnedOf, questionsFor, wholeBank, type Guide, type OwnQuestion } from './question-bank-own.ts';

const GUIDE: Guide = { level: null, round: 1, introductionAsked: false };
const guide = (over: Partial<Guide> = {}) => questionsFor(wholeBank([]), { ...GUIDE, ...over });
const wordsOf = (over: Partial<Guide> = {}) => guide(over).map(({ question }) => question);
const pinned = () => pinnedOf(wholeBank([])).map(({ question }) => question);

test('each question has an id of its own that a record can hold', () => {
	const ids = BANK.map(({ id }) => id);
	expect(ids.filter((id) => !isRecordId(id))).toEqual([]);
	expect(new Set(ids).size).toBe(ids.length);
});

const lookingBack = () =>
	pinnedOf(wholeBank([])).flatMap(({ hindsight, question }) => (hindsight ? [question] : []));
test('R0-13: what they would do differently is in every guide, and looks back', () => {
	expect(lookingBack()).toContainEqual(expect.stringMatching(/do differently/));
});
test('R2-12: what they wish they had known is in every guide, and looks back', () => {
	expect(lookingBack()).toContainEqual(expect.stringMatching(/wish you had known/));
});
test('R1-13: last week, day by day, is in every guide', () => {
	expect(pinned()).toContainEqual(expect.stringMatching(/walk me through last week/i));
});
test('R1-14: the decisions that fill the calendar are in every guide', () => {
	expect(pinned()).toContainEqual(expect.stringMatching(/decisions filled your calendar/));
});
test('R3-11: the hardest part and the skill missed at the start are in every guide', () => {
	expect(pinned()).toContainEqual(expect.stringMatching(/hardest part/));
	expect(pinned()).toContainEqual(expect.stringMatching(/skill did you miss most/));
});
test('R0-51: some questions invite a story', () => {
	expect(
		guide()
			.filter(({ kind }) => kind === 'story')
			.map(({ question }) => question)
	).toContainEqual(expect.stringMatching(/tell me about .* day/i));
});
test('R2-16: an ambiguous situation', () => {
	expect(wordsOf()).toContainEqual(expect.stringMatching(/nobody could say what was right/));
});
test('R2-15: who was promoted last, rather than what is written down', () => {
	expect(wordsOf()).toContainEqual(expect.stringMatching(/promoted last/));
});
test('R1-22: success after six and after twelve months', () => {
	expect(wordsOf()).toContainEqual(expect.stringMatching(/six months.*twelve/));
});
test('R1-23: what leaders measure', () => {
	expect(wordsOf()).toContainEqual(expect.stringMatching(/figures do your leaders/));
});
test('R1-16: how others closed their gaps', () => {
	expect(wordsOf()).toContainEqual(expect.stringMatching(/close the gaps/));
});
test('R1-20: how long it takes to become good', () => {
	expect(wordsOf()).toContainEqual(expect.stringMatching(/how many months/i));
});
test('R1-21: what made the way shorter', () => {
	expect(wordsOf()).toContainEqual(expect.stringMatching(/mentors, communities or courses/));
});
test('R2-17: shifts of three kinds, each with an example', () => {
	const shifts = wordsOf().filter((words) => /example/.test(words));
	for (const kind of [/technology/, /customers/, /regulation/])
		expect(shifts).toContainEqual(expect.stringMatching(kind));
});

test('each career stage has questions of its own, and none of the others’', () => {
	const [early, executive] = (['early', 'executive'] as const).map((level) => wordsOf({ level }));
	expect(early).toContainEqual(expect.stringMatching(/advertisement/));
	expect(executive).not.toContainEqual(expect.stringMatching(/advertisement/));
	expect(executive).toContainEqual(expect.stringMatching(/three years/));
});

test('R1-34: a second conversation begins with projects, progression and collaboration', () => {
	const [first, second] = [wordsOf({ round: 1 }), wordsOf({ round: 2 })];
	for (const about of [/one project/, /year by year/, /other teams/]) {
		expect(first).not.toContainEqual(expect.stringMatching(about));
		expect(second.slice(0, 4)).toContainEqual(expect.stringMatching(about));
	}
});
test('R1-33: a third conversation asks about fit and sideways moves', () => {
	const [second, third] = [wordsOf({ round: 2 }), wordsOf({ round: 3 })];
	for (const about of [/would suit me/, /sideways/]) {
		expect(second).not.toContainEqual(expect.stringMatching(about));
		expect(third.slice(0, 2)).toContainEqual(expect.stringMatching(about));
	}
});
test('R1-35: an introduction is asked for from the second conversation on, and once', () => {
	const touch = expect.stringMatching(/putting us in touch/) as unknown;
	expect(wordsOf({ round: 1 })).not.toContainEqual(touch);
	expect(wordsOf({ round: 2 })).toContainEqual(touch);
	expect(wordsOf({ round: 2, introductionAsked: true })).not.toContainEqual(touch);
});

test('R0-09: goals to begin from: responsibilities, trajectory, strategic or hands-on', () => {
	const goals = GOAL_PRESETS.map(({ goal }) => goal);
	for (const about of [/answer for/, /came here/, /hands-on/])
		expect(goals).toContainEqual(expect.stringMatching(about));
});

const own = (id: string, over: Partial<OwnQuestion>): OwnQuestion => ({
	id: id.padEnd(12, '-') as RecordId,
	createdAt: 1,
	questionText: '',
	kind: null,
	category: null,
	levels: [],
	round: null,
	replaces: null,
	becauseText: '',
	...over
});
const KNEW = BANK.find(({ hindsight }) => hindsight);

test('R2-30: a new wording takes the place of the former one, which is kept with the reason', () => {
	const { id, question } = KNEW!;
	const one = own('one', {
		replaces: id,
		questionText: 'What did nobody tell you?',
		becauseText: 'Too formal'
	});
	const two = own('two', {
		createdAt: 2,
		replaces: one.id,
		questionText: 'What did nobody tell you at first?',
		becauseText: 'Named the time'
	});
	const bank = wholeBank([one, two]);
	expect(bank.filter(({ root }) => root === id)).toMatchObject([
		{
			id: two.id,
			question: 'What did nobody tell you at first?',
			pinned: true,
			hindsight: true,
			own: true,
			former: [
				{ question: 'What did nobody tell you?', because: 'Named the time' },
				{ question, because: 'Too formal' }
			]
		}
	]);
});

test('R2-30: of two new wordings made apart the later counts, the other is kept', () => {
	const [one, two] = ['one', 'two'].map((word, index) =>
		own(word, { createdAt: index, replaces: KNEW!.id, questionText: word })
	);
	const [row] = wholeBank([two!, one!]).filter(({ root }) => root === KNEW!.id);
	expect([row?.question, row?.former.map(({ question }) => question)]).toEqual([
		'two',
		['one', KNEW!.question]
	]);
});

test('wordings that replace each other in a circle stay in sight, the oldest as the first', () => {
	const first = own('first', { createdAt: 1, questionText: 'first', replaces: 'second------' as RecordId });
	const second = own('second', { createdAt: 2, questionText: 'second', replaces: first.id });
	const tail = own('tail', { createdAt: 3, questionText: 'tail', replaces: second.id });
	for (const rows of [
		[first, second, tail],
		[tail, second, first]
	]) {
		const mine = wholeBank(rows).filter(({ own }) => own);
		expect(mine.map(({ question, former }) => [question, former.map((row) => row.question)])).toEqual([
			['tail', ['second', 'first']]
		]);
	}
});

test('an own question stands for itself, also when what it replaced is gone', () => {
	const bank = wholeBank([own('mine', { questionText: 'Who left?', replaces: 'gone-gone-12' as RecordId })]);
	expect(bank.at(-1)).toMatchObject({ question: 'Who left?', own: true, pinned: false, former: [] });
});
