import { expect, test } from 'vitest';
import { idOf, must, seeker } from '../journal/testing.ts';
import { addDirection, lacksReason, pathsByStanding, setPathStatus } from './aim-paths.ts';
import { openPractice } from './practice.ts';

function aiming(...titles: string[]) {
	const { journal } = seeker();
	const practice = openPractice(journal);
	const ids = titles.map((title) => must(practice.records.paths.add({ title })));
	const standing = () => {
		const { considered, parked, ruledOut } = pathsByStanding(practice.records.paths.rows());
		return [considered, parked, ruledOut].map((paths) => paths.map(({ titleText }) => titleText));
	};
	const pivots = () => practice.records.pivots.rows().map(({ from, to }) => [from, to]);
	return { journal, practice, ids, standing, pivots };
}

test('R3-21: a path that is ruled out or parked stays listed, apart, with the reason asked for until it is given', () => {
	const { journal, practice, ids, standing } = aiming('Product', 'Sales', 'Design');
	must(setPathStatus(practice, ids[1]!, 'ruled-out'));
	must(setPathStatus(practice, ids[2]!, 'parked'));
	expect(standing()).toEqual([['Product'], ['Design'], ['Sales']]);
	const lacking = () => practice.records.paths.rows().map(lacksReason);
	expect(lacking()).toEqual([false, true, true]);
	journal.edit(practice.records.paths.get(ids[1]!)!.reason, 'Quotas every month');
	expect(lacking()).toEqual([false, false, true]);
});

test('R3-17: what a talk brought up becomes a path that says where it came from, and a role to look for', () => {
	const { journal, practice } = aiming();
	const talk = idOf('talk');
	const path = must(addDirection(practice, { talk, title: 'Product operations' }));
	expect(practice.records.paths.get(path)).toMatchObject({ status: 'exploring', fromTalk: talk });
	expect(practice.records.targets.rows()).toMatchObject([
		{ kind: 'role', titleText: 'Product operations', path }
	]);
	expect(addDirection(practice, { talk, title: '  ' })).toEqual({ ok: false, reason: 'empty' });
	journal.history.undo();
	expect([practice.records.paths.rows(), practice.records.targets.rows()]).toEqual([[], []]);
});

test('one path leads; a change of it is recorded, and undone as one step', () => {
	const { journal, practice, ids, pivots } = aiming('Product', 'Sales');
	const [product, sales] = [ids[0]!, ids[1]!];
	must(setPathStatus(practice, product, 'leading'));
	must(setPathStatus(practice, product, 'leading'));
	expect(pivots()).toEqual([[null, product]]);
	must(setPathStatus(practice, sales, 'leading'));
	expect(practice.records.paths.get(product)).toMatchObject({ status: 'exploring' });
	expect(pivots()).toEqual([
		[null, product],
		[product, sales]
	]);
	journal.history.undo();
	expect(practice.records.paths.get(product)).toMatchObject({ status: 'leading' });
	expect(practice.records.paths.get(sales)).toMatchObject({ status: null });
	expect(pivots()).toEqual([[null, product]]);
});

test('a change of direction is seen across a time without a leading path, and coming back to the same is none', () => {
	const { practice, ids, pivots } = aiming('Product', 'Sales');
	const [product, sales] = [ids[0]!, ids[1]!];
	must(setPathStatus(practice, product, 'leading'));
	must(setPathStatus(practice, product, 'parked'));
	must(setPathStatus(practice, product, 'leading'));
	expect(pivots()).toEqual([[null, product]]);
	must(setPathStatus(practice, product, 'ruled-out'));
	must(setPathStatus(practice, sales, 'leading'));
	expect(pivots().at(-1)).toEqual([product, sales]);
});
