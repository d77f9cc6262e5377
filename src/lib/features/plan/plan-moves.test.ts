import { expect, test } from 'vitest';
import type { RecordId } from '../../core/ids.ts';
import type { Milestone } from '../../core/schema/milestone.ts';
import type { Phase } from '../../core/schema/phase.ts';
import { milestoneAfterMove } from './plan-moves.ts';

const id = (text: string) => text as RecordId;
const phases = ['one', 'two'].map((name) => ({ id: id(name) })) as Phase[];
const milestone = (name: string, phase: string) => ({ id: id(name), phase: id(phase) }) as Milestone;
const rows = [milestone('a', 'one'), milestone('b', 'one'), milestone('c', 'one'), milestone('d', 'two')];
const queries = { milestonesOf: (phase: RecordId) => rows.filter((row) => row.phase === phase) };
const moved = (at: number, direction: 'up' | 'down') =>
	milestoneAfterMove(phases, queries, rows[at]!, direction);

test('a row moves by one within its phase', () => {
	expect(moved(0, 'down')).toEqual({ phase: 'one', after: 'b' });
	expect(moved(1, 'up')).toEqual({ phase: 'one', after: null });
	expect(moved(2, 'up')).toEqual({ phase: 'one', after: 'a' });
});

test('at the end of its phase it goes on into the neighbour', () => {
	expect(moved(2, 'down')).toEqual({ phase: 'two', after: null });
	expect(moved(3, 'up')).toEqual({ phase: 'one', after: 'c' });
});

test('at the ends of the plan it stays', () => {
	expect(moved(0, 'up')).toBeUndefined();
	expect(moved(3, 'down')).toBeUndefined();
});
