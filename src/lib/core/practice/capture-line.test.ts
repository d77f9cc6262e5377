import { expect, test } from 'vitest';
import { lineAt, stampedLine } from './capture-line.ts';

const NOTES = 'They argue in writing\n  The loudest voice lost  \n\nNobody plans';

test('a line is found wherever in it the caret is, at its ends too', () => {
	expect([0, 5, 21].map((at) => lineAt(NOTES, at))).toEqual(Array(3).fill('They argue in writing'));
	expect([22, 30, 47].map((at) => lineAt(NOTES, at))).toEqual(Array(3).fill('The loudest voice lost'));
	expect(lineAt(NOTES, NOTES.length)).toBe('Nobody plans');
	expect(lineAt('\nsecond', 0)).toBe('');
	expect(lineAt('', 0)).toBe('');
});

test('a caret outside of the text counts as at its end or start', () => {
	expect(lineAt(NOTES, 9999)).toBe('Nobody plans');
	expect(lineAt(NOTES, -3)).toBe('They argue in writing');
});

test('R1-17: a stamp on a line just begun means the last one with words above it, never one below', () => {
	expect(stampedLine(NOTES, 48)).toBe('The loudest voice lost');
	expect(stampedLine('One\nTwo\n\n', 9)).toBe('Two');
	expect(stampedLine('\n\nBelow', 0)).toBe('');
	expect(stampedLine('   ', 2)).toBe('');
});
