import { expect, test } from 'vitest';
import type { RecordId } from '../ids.ts';
import { gateOf, introLength, type Prepared, type PreparedAsk } from './prep-gate.ts';
import { mixOf, timeNeeded } from './question-lint-list.ts';

const id = (label: string) => label.padEnd(12, '-') as RecordId;
const ask = (over: Partial<PreparedAsk> = {}): PreparedAsk => ({
	question: 'What did you decide alone last week?',
	core: false,
	kind: 'fact',
	held: false,
	strength: null,
	demand: '',
	hindsight: false,
	...over
});
const core = (over: Partial<PreparedAsk> = {}) =>
	ask({ core: true, strength: id('patience'), demand: 'Long decisions', ...over });
const back = () => ask({ hindsight: true, kind: 'judgement' });

const READY: Prepared = {
	objective: 'Learn whether product leads still teach.',
	goals: [{ goal: 'Hear how a week is spent', assumption: id('teach') }],
	asks: [core(), core(), core(), back(), back()],
	context: 'I teach mathematics.',
	expertise: 'Explaining hard things.',
	angle: 'How products are explained.',
	minutes: 30,
	round: 1,
	why: 'She changed from teaching'
};
/** What is missing, by id. */
const missing = (over: Partial<Prepared>) =>
	gateOf({ ...READY, ...over })
		.items.filter(({ done }) => done === false)
		.map(({ id: item }) => item);

test('R2-35: a talk counts as prepared when everything is there, and not before', () => {
	expect(gateOf(READY).prepared).toBe(true);
	expect(gateOf({ ...READY, objective: '', minutes: null }).prepared).toBe(false);
});

test('R3-14: what is missing is listed item by item, with the rest', () => {
	const nothing: Prepared = {
		objective: '',
		goals: [],
		asks: [],
		context: '',
		expertise: '',
		angle: '',
		minutes: null,
		round: 1,
		why: ''
	};
	const { items } = gateOf(nothing);
	expect(items.length).toBeGreaterThan(5);
	expect(items.filter(({ done }) => done !== false)).toEqual([]);
	expect(new Set(items.map(({ says }) => says)).size).toBe(items.length);
	// What is there stays on the list.
	expect(gateOf(READY).items.map((item) => item.id)).toEqual(items.map((item) => item.id));
	expect(gateOf(READY).items.map(({ done }) => done)).not.toContain(false);
});

test('R2-11: the objective is one sentence', () => {
	expect(missing({ objective: '  ' })).toContain('objective');
	expect(missing({ objective: 'Learn about teaching. And about pay.' })).toContain('objective');
	expect(missing({ objective: 'Learn whether leads teach' })).not.toContain('objective');
});

test('R0-08: one to three goals, each for a belief', () => {
	const goal = (assumption: RecordId | null = id('teach')) => ({ goal: 'Hear it', assumption });
	expect(missing({ goals: [] })).toContain('goals');
	expect(missing({ goals: [goal(null)] })).toContain('goals');
	expect(missing({ goals: [goal(), goal(), goal(), goal()] })).toContain('goals');
	expect(missing({ goals: [{ goal: ' ', assumption: id('teach') }] })).toContain('goals');
	expect(missing({ goals: [goal(), goal(), goal()] })).not.toContain('goals');
});

test('R1-12: an introduction has context, expertise and angle', () => {
	for (const part of ['context', 'expertise', 'angle']) expect(missing({ [part]: ' ' })).toContain('intro');
});

test('the minutes that were agreed, and why this person', () => {
	expect(missing({ minutes: null })).toContain('minutes');
	expect(missing({ why: '' })).toContain('why');
});

test('why this person is not missing for who may not see it', () => {
	const { items, prepared } = gateOf({ ...READY, why: null });
	expect([items.find((item) => item.id === 'why')?.done, prepared]).toEqual([null, true]);
});

test('R1-06: three to five core questions, of those that will be asked', () => {
	const many = (count: number) => Array.from({ length: count }, () => core());
	expect(missing({ asks: many(2) })).toContain('core');
	expect(missing({ asks: many(6) })).toContain('core');
	expect(missing({ asks: [...many(2), core({ question: ' ' })] })).toContain('core');
	expect(missing({ asks: [...many(2), core({ held: true })] })).toContain('core');
	expect(missing({ asks: many(5) })).not.toContain('core');
});

test('R1-07: each core question links a strength to a demand', () => {
	expect(missing({ asks: [core(), core(), core({ strength: null })] })).toContain('links');
	expect(missing({ asks: [core(), core(), core({ demand: ' ' })] })).toContain('links');
	expect(missing({ asks: [core(), core(), core(), ask()] })).not.toContain('links');
});

test('R0-13: a first conversation has two questions that look back', () => {
	expect(missing({ asks: [core(), core(), core(), back()] })).toContain('hindsight');
	expect(missing({ asks: [core(), core(), core()], round: 2 })).not.toContain('hindsight');
});

test('R1-11: the questions fit the minutes that were agreed', () => {
	expect(missing({ minutes: 20 })).toContain('fits');
	const wide = [...READY.asks, ...READY.asks];
	expect(missing({ asks: wide })).toContain('fits');
	expect(timeNeeded(wide, 30).over).toBe(timeNeeded(wide, 30).minutes - 30);
	expect(timeNeeded([ask({ held: true })], null)).toEqual({ ...timeNeeded([], null), over: null });
});

test('R2-14: judgement and culture beside facts', () => {
	expect(mixOf([ask(), ask()])).toMatchObject({ counts: { fact: 2 }, missing: ['judgement', 'culture'] });
	expect(mixOf([ask(), ask({ kind: 'judgement' }), ask({ kind: 'culture' })]).missing).toEqual([]);
	expect(mixOf([ask({ held: true, kind: 'culture' }), ask()]).missing).toContain('culture');
	expect(mixOf([]).missing).toEqual([]);
});

test('R0-52: an introduction is what a minute holds', () => {
	const said = (count: number) =>
		introLength({ context: 'word '.repeat(count), expertise: '', angle: 'why' });
	expect(said(99)).toEqual({ words: 100, over: 0 });
	expect(said(200).over).toBeGreaterThan(0);
});
