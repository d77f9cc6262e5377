import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { WITHDRAWALS } from './withdrawal-marks.ts';
import { lastWithdrawal } from './withdrawal-times.ts';

const NOW = 1_900_000_000_000;

function marked(...marks: readonly (readonly [id: string, createdAt: unknown])[]): Y.Doc {
	const doc = new Y.Doc();
	for (const [id, createdAt] of marks) {
		const mark = new Y.Map<unknown>(Object.entries({ about: 'AAAAAAAAAAAA', kind: 'talk', createdAt }));
		mark.set('createdBy', 'AAAAAAAAAAAAAAAAAAAAAA');
		doc.getMap(WITHDRAWALS).set(id, mark);
	}
	return doc;
}

test('the latest of all marks', () => {
	const doc = marked(
		['AAAAAAAAAAAB', 1_700_000_000_000],
		['AAAAAAAAAAAC', 1_800_000_000_000],
		['AAAAAAAAAAAD', 5]
	);
	expect(lastWithdrawal(doc, NOW)).toBe(1_800_000_000_000);
});

test('nothing where nothing was taken back, or what is written there is no mark', () => {
	expect(lastWithdrawal(new Y.Doc(), NOW)).toBeNull();
	expect(lastWithdrawal(marked(['AAAAAAAAAAAB', 'yesterday'], ['not an id', 5]), NOW)).toBeNull();
});

test('a mark of a time to come hides none of the others, and counts when its time has come', () => {
	const never = Date.parse('9999-01-01');
	const doc = marked(['AAAAAAAAAAAB', NOW], ['AAAAAAAAAAAC', never], ['AAAAAAAAAAAD', NOW + 1]);
	expect(lastWithdrawal(doc, NOW)).toBe(NOW);
	expect(lastWithdrawal(doc, NOW + 1)).toBe(NOW + 1);
	expect(lastWithdrawal(marked(['AAAAAAAAAAAC', never]), NOW)).toBeNull();
});
