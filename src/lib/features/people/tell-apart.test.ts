import { expect, test } from 'vitest';
import { tellApart } from './tell-apart.ts';

test('only equal names carry what tells them apart', () => {
	expect(
		tellApart([
			{ name: 'Priya Raman', facts: ['Wharf Bank', '', 'Asked'] },
			{ name: 'Jon', facts: ['Tidewater'] },
			{ name: 'priya raman ', facts: [' ', 'p@raman.example', 'Idea'] }
		])
	).toEqual(['Priya Raman · Wharf Bank · Asked', 'Jon', 'priya raman  · p@raman.example · Idea']);
});
