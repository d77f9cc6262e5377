import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

/** Items that start with "slow" are done when they are told so. */
function scene() {
	const done: string[] = [];
	const finish = new Map<string, () => void>();
	const turns = new Turns<string>((item) => {
		done.push(`begins ${item}`);
		if (!item.startsWith('slow')) return null;
		return new Promise((resolve) =>
			finish.set(item, () => {
				done.push(`ends ${item}`);
				resolve();
			})
		);
	});
	return { turns, done, finish: (item: string) => finish.get(item)!() };
}

test('what need not wait is done at once', () => {
	const { turns, done } = scene();
	expect(turns.next('one')).toBeNull();
	expect(turns.next('two')).toBeNull();
	expect(done).toEqual(['begins one', 'begins two']);
});

test('nothing overtakes what waits, and then all have their turn', async () => {
	const { turns, done, finish } = scene();
	const slow = turns.next('slow one');
	const quick = turns.next('two');
	const other = turns.next('slow three');
	expect(done).toEqual(['begins slow one']);
	finish('slow one');
	await slow;
	await quick;
	expect(done).toEqual(['begins slow one', 'ends slow one', 'begins two', 'begins slow three']);
	const last = turns.next('four');
	expect(done).toHaveLength(4);
	finish('slow three');
	await Promise.all([other, last]);
	expect(done.slice(4)).toEqual(['ends slow three', 'begins four']);
	expect(turns.next('five')).toBeNull();
});
