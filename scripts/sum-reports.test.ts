import { expect, test } from 'vitest';
import { summarize } from './sum-reports.ts';

const vitest = (passed: number, failed: number, pending = 0, success = failed === 0): string =>
	JSON.stringify({
		success,
		numPassedTests: passed,
		numFailedTests: failed,
		numPendingTests: pending,
		numTodoTests: 0
	});
const playwright = (expected: number, unexpected: number, flaky = 0, errors: string[] = []): string =>
	JSON.stringify({ stats: { expected, unexpected, flaky, skipped: 0 }, errors });
const sum = (...texts: (string | null)[]) => summarize(new Map(texts.map((text, i) => [`${i}.json`, text])));

test('the line adds up what all runners report', () => {
	expect(sum(vitest(200, 0), playwright(30, 0))).toEqual({
		problems: [],
		line: '230 passed, 0 failed',
		ok: true
	});
});

test('skipped tests are named, and only when there are some', () => {
	expect(sum(vitest(5, 0, 2)).line).toBe('5 passed, 0 failed, 2 skipped');
});

test('a failed or a flaky test fails the whole', () => {
	expect(sum(vitest(4, 1), playwright(3, 0))).toMatchObject({ line: '7 passed, 1 failed', ok: false });
	expect(sum(playwright(3, 0, 1))).toMatchObject({ line: '3 passed, 1 failed', ok: false });
});

test('a missing report fails the whole', () => {
	const summary = sum(vitest(4, 0), null);
	expect(summary.ok).toBe(false);
	expect(summary.problems).toEqual([expect.stringContaining('1.json is missing')]);
});

test('a runner that ran nothing fails the whole, though nothing failed', () => {
	expect(sum(vitest(4, 0), playwright(0, 0))).toMatchObject({ line: '4 passed, 0 failed', ok: false });
	expect(sum().ok).toBe(false);
});

test('a failure outside of the tests fails the whole, though every test passed', () => {
	expect(sum(vitest(4, 0, 0, false)).ok).toBe(false);
	expect(sum(playwright(4, 0, 0, ['a worker crashed'])).ok).toBe(false);
});
