import { expect, test } from 'vitest';
import { readBack } from './debrief.ts';

test('R2-19: what was read back begins what was heard, until something is written there', () => {
	const facts = [{ summaryText: ' Writing decides.\n' }];
	expect(readBack(null, facts)).toBe('Writing decides.');
	expect(readBack({ heardText: ' \n' }, facts)).toBe('Writing decides.');
	expect(readBack({ heardText: 'Eleven calls a week' }, facts)).toBeNull();
	expect(readBack(null, [])).toBeNull();
	expect(readBack(null, [{ summaryText: ' ' }])).toBeNull();
});
