import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { byOrder, isOrder, type Order } from '../schema/order.ts';
import { placeAfter, placeLast } from './placing.ts';

const row = (id: string, order: string) => ({ id, order: order as Order });
const ids = (rows: { id: string; order: Order }[]) => rows.sort(byOrder).map(({ id }) => id);

test('a row put between two with equal keys comes between them, and only those behind it get new keys', () => {
	const rows = [row('a', 'a0'), row('b', 'a1'), row('c', 'a1'), row('d', 'a1'), row('e', 'a2')];
	const placing = placeAfter(rows, 'b')!;
	expect(placing.rekeyed.map(({ id }) => id)).toEqual(['c', 'd']);
	const moved = rows.map((old) => placing.rekeyed.find(({ id }) => id === old.id) ?? old);
	expect(ids([...moved, row('x', placing.order)])).toEqual(['a', 'b', 'x', 'c', 'd', 'e']);
});

test('any sequence of placings, ties among them, puts each row where it was asked for', () => {
	const keys = fc.array(fc.constantFrom('a0', 'a1', 'a1V', 'Zz', 'b00'), { maxLength: 6 });
	fc.assert(
		fc.property(keys, fc.array(fc.nat(), { maxLength: 12 }), (start, picks) => {
			let rows = start.map((order, index) => row(`k${index}`, order)).sort(byOrder);
			for (const [index, pick] of picks.entries()) {
				const at = pick % (rows.length + 1);
				const wanted = [...rows.slice(0, at), row(`n${index}`, ''), ...rows.slice(at)].map(({ id }) => id);
				const placing = placeAfter(rows, rows[at - 1]?.id ?? null)!;
				rows = rows.map((old) => placing.rekeyed.find(({ id }) => id === old.id) ?? old);
				rows.push(row(`n${index}`, placing.order));
				expect(ids(rows)).toEqual(wanted);
				expect(rows.every(({ order }) => isOrder(order))).toBe(true);
			}
		})
	);
});

test('the first of none, the last of many, and after one that is not there', () => {
	expect(isOrder(placeLast([]))).toBe(true);
	expect(isOrder(placeAfter([], null)!.order)).toBe(true);
	const rows = [row('b', 'a5'), row('a', 'a3')];
	expect(ids([...rows, row('z', placeLast(rows))])).toEqual(['a', 'b', 'z']);
	expect(placeAfter(rows, 'gone')).toBeNull();
});
