import { expect, test, vi } from 'vitest';
import { idOf } from '../journal/testing.ts';
import { samePeople, samePeopleOf } from './same-person.ts';

const [a, b, c, d] = ['aaa', 'bbb', 'ccc', 'ddd'].map(idOf) as [
	ReturnType<typeof idOf>,
	ReturnType<typeof idOf>,
	ReturnType<typeof idOf>,
	ReturnType<typeof idOf>
];
const all = new Set([a, b, c, d]);
const says = (...pairs: (readonly [typeof a, typeof a])[]) => pairs.map(([id, sameAs]) => ({ id, sameAs }));

test('whoever is the same person counts once, over any number of steps', () => {
	const same = samePeople(says([b, a], [c, b]), all);
	expect([a, b, c, d].map(same.counted)).toEqual([a, a, a, d]);
	expect(same.duplicatesOf(a)).toEqual([b, c]);
	expect(same.duplicatesOf(c)).toEqual([b, c]);
	expect(same.duplicatesOf(d)).toEqual([]);
});

test('taken back, each counts again', () => {
	const same = samePeople([{ id: b, sameAs: null }], all);
	expect([a, b].map(same.counted)).toEqual([a, b]);
});

test('nobody can be made the same as themselves or as what counts as them already', () => {
	const same = samePeople(says([b, a]), all);
	expect(same.mayBe(a, a)).toBe(false);
	expect(same.mayBe(a, b)).toBe(false);
	expect(same.mayBe(b, a)).toBe(false);
	expect(same.mayBe(c, b)).toBe(true);
});

test('a circle made by two devices apart counts once, and the same one everywhere', () => {
	for (const pairs of [says([a, b], [b, a]), says([b, a], [a, b])]) {
		const same = samePeople(pairs, all);
		expect([a, b].map(same.counted)).toEqual([a, a]);
	}
	const led = samePeople(says([d, b], [b, c], [c, b]), all);
	expect([b, c, d].map(led.counted)).toEqual([b, b, b]);
	const away = samePeople(says([a, b], [b, a]), new Set([b]));
	expect([a, b].map(away.counted)).toEqual([b, b]);
});

test('somebody walks into a circle or a chain that was walked before, and counts as it did', () => {
	const same = samePeople(says([a, b], [b, c], [c, b], [d, a]), all);
	expect([c, a, d, b].map(same.counted)).toEqual([b, b, b, b]);
	const away = samePeople(says([d, c], [c, b], [b, a], [a, b]), new Set([d, c]));
	expect([a, c, b, d].map(away.counted)).toEqual([c, c, c, c]);
});

test('a circle of thousands is walked once', () => {
	const ids = Array.from({ length: 3000 }, (_, index) => idOf(`p${String(index)}`));
	const circle = ids.map((id, index) => ({ id, sameAs: ids[(index + 1) % ids.length]! }));
	const same = samePeople(circle, new Set(ids));
	const steps = vi.spyOn(Map.prototype, 'get');
	const all = new Set(ids.map(same.counted));
	const taken = steps.mock.calls.length;
	steps.mockRestore();
	expect(all.size).toBe(1);
	expect(taken).toBeLessThan(10 * ids.length);
});

test('a person whose other record is put away is back in sight, and a chain goes on over it', () => {
	const alone = samePeople(says([b, a]), new Set([b]));
	expect(alone.counted(b)).toBe(b);
	const over = samePeople(says([b, a], [a, c]), new Set([b, c]));
	expect(over.counted(b)).toBe(c);
	expect(samePeople(says([b, a]), new Set([a])).counted(b)).toBe(a);
	expect([a, b].map(over.counted)).toEqual([c, c]);
	expect(samePeople(says([b, a]), new Set()).counted(b)).toBe(a);
});

test('two that lead to one who is put away are one person still, and so is what was written to that one', () => {
	const same = samePeople(says([c, a], [b, a]), new Set([b, c, d]));
	expect([a, b, c, d].map(same.counted)).toEqual([b, b, b, d]);
	expect(same.duplicatesOf(b)).toEqual([a, c]);
	expect([same.isSame(a, c), same.isSame(b, c), same.isSame(a, d)]).toEqual([true, true, false]);
});

test('who is one person is worked out anew only when the tables changed', () => {
	let here = [{ id: a }, { id: b }];
	const profiles = says([b, a]);
	const same = samePeopleOf({ rows: () => here }, { rows: () => profiles });
	const first = same();
	expect([same() === first, first.counted(b)]).toEqual([true, a]);
	here = [{ id: b }];
	expect(same().counted(b)).toBe(b);
});
