import { expect, test } from 'vitest';
import type { RecordId } from '#lib/core/ids.ts';
import { begunWords, keepBegun } from './begun-slots.ts';

function tab(room = Infinity) {
	const kept = new Map<string, string>();
	return {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => {
			if (value.length > room) throw new DOMException('', 'QuotaExceededError');
			kept.set(key, value);
		},
		removeItem: (key: string) => void kept.delete(key)
	};
}
const [one, another] = ['one', 'another'] as RecordId[] as [RecordId, RecordId];

test('what is typed for a slot is there again until it is filled in, for its own message and slot', () => {
	const here = tab();
	keepBegun(here, one, 'use', 'Choose what to learn');
	keepBegun(here, one, 'personal', '');
	const begun = (message: RecordId) =>
		(['use', 'personal', 'takeaway'] as const).map((slot) => begunWords(here, message, slot));
	expect(begun(one)).toEqual(['Choose what to learn', '', null]);
	expect(begun(another)).toEqual([null, null, null]);
	keepBegun(here, one, 'use', null);
	expect(begun(one)).toEqual([null, '', null]);
});

test('a tab without room keeps what it has', () => {
	const here = tab(3);
	keepBegun(here, one, 'use', 'abc');
	keepBegun(here, one, 'use', 'abcd');
	expect(begunWords(here, one, 'use')).toBe('abc');
});
