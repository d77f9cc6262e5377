import { expect, test } from 'vitest';
import { UNFIT } from '../schema/field.ts';
import { choices, label } from './define.ts';

const fruits = choices(['apple', 'pear', 'plum']);
const short = label((value) => value.length <= 3);

test('some of a list: in the list’s order, without what a later version added', () => {
	expect(fruits.read(['plum', 'quince', 'apple'])).toEqual(['apple', 'plum']);
	expect(fruits.read(undefined)).toEqual([]);
	for (const value of ['apple', null, [1], ['apple', 2]]) expect(fruits.read(value)).toBe(UNFIT);
});

test.each([
	[['plum', 'apple'], true],
	[[], true],
	[['apple', 'apple'], false],
	[['quince'], false],
	['apple', false],
	[undefined, false]
])('this build writes %j into some of a list: %s', (value, written) => {
	expect(fruits.accepts(value)).toBe(written);
});

test('a label that a later version allows is read as it is, and this build writes only what fits', () => {
	expect([short.read('long'), short.read(null), short.read(undefined)]).toEqual(['long', null, null]);
	expect(short.read(1)).toBe(UNFIT);
	expect(['abc', null, 'long', 1, undefined].map(short.accepts)).toEqual([true, true, false, false, false]);
});
