import { expect, test } from 'vitest';
import { afterMove } from './row-moves.ts';

const rows = ['one', 'two', 'three'].map((id) => ({ id }));

test('a row moves by one, and stays at the ends', () => {
	expect(['one', 'two', 'three'].map((id) => afterMove(rows, id, 'up'))).toEqual([undefined, null, 'one']);
	expect(['one', 'two', 'three'].map((id) => afterMove(rows, id, 'down'))).toEqual([
		'two',
		'three',
		undefined
	]);
});

test('a row that is not among them goes nowhere', () => {
	expect((['up', 'down'] as const).map((to) => afterMove(rows, 'gone', to))).toEqual([undefined, undefined]);
});
