import { expect, test } from 'vitest';
import { idOf } from '../journal/testing.ts';
import { introductionForest } from './introduced-by.ts';

const by = (id: string, introducer: string | null) => ({
	id: idOf(id),
	introducedBy: introducer === null ? null : idOf(introducer)
});
const drawn = (...people: ReturnType<typeof by>[]) =>
	introductionForest(people).map(
		({ id, depth, led, circular }) =>
			`${'  '.repeat(depth)}${id.replace(/-+$/, '')} ${String(led)}${circular ? ' in a circle' : ''}`
	);

test('who was introduced stands under who introduced them, in the order given', () => {
	expect(
		drawn(by('tom', 'priya'), by('priya', null), by('ada', 'tom'), by('ben', 'priya'), by('eve', null))
	).toEqual(['priya 3', '  tom 1', '    ada 0', '  ben 0', 'eve 0']);
});

test('an introducer who is not here begins no tree', () => {
	expect(drawn(by('tom', 'gone'))).toEqual(['tom 0']);
});

test('a circle is opened at its first person, and everybody is there once', () => {
	expect(drawn(by('ann', 'bob'), by('bob', 'ann'), by('cat', 'bob'))).toEqual([
		'ann 2 in a circle',
		'  bob 1',
		'    cat 0'
	]);
	expect(drawn(by('self', 'self'))).toEqual(['self 0']);
});

test('a long chain is drawn', () => {
	const chain = Array.from({ length: 2_000 }, (_, at) =>
		by(`p${String(at)}`, at === 0 ? null : `p${String(at - 1)}`)
	);
	expect(introductionForest(chain).at(0)?.led).toBe(1_999);
	expect(introductionForest([])).toEqual([]);
});
