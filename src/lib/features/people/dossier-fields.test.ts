import { expect, test } from 'vitest';
import { DOSSIER_FIELDS } from './dossier-fields.ts';

const at = (label: RegExp): number => DOSSIER_FIELDS.findIndex((field) => label.test(field.label));
const wordsFor = (field: string) =>
	DOSSIER_FIELDS.find((entry) => entry.kind === 'words' && entry.field === field);

test('R2-04: relevance is asked for, and above how one knows somebody', () => {
	expect(at(/^Relevance$/)).toBeGreaterThanOrEqual(0);
	expect(at(/^Relevance$/)).toBeLessThan(at(/^How you know them$/));
});

test('R3-07: what aligns is written down as the reason for this person', () => {
	expect(wordsFor('why')?.label).toBe('Why this person');
});

test('R3-06: what they may value has a place', () => {
	expect(wordsFor('value')?.label).toBe('What they may value');
});

test('R3-08: research and common ground have a place each', () => {
	expect([wordsFor('research')?.label, wordsFor('common')?.label]).toEqual(['Research', 'Common ground']);
});

test('R3-18: somebody who would be a mentor can be marked, and the mark says to ask first', () => {
	expect(DOSSIER_FIELDS.find(({ kind }) => kind === 'mentor')?.label).toMatch(/ask first/);
});
