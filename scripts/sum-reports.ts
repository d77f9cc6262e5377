// Sums the reports that vitest and Playwright wrote themselves into one line, `N passed, N failed`, which is the
// last one printed. Usage: node scripts/sum-reports.ts <report.json> …

import { readFileSync } from 'node:fs';

interface Tally {
	readonly passed: number;
	readonly failed: number;
	readonly skipped: number;
}

export interface Summary {
	/** One sentence for each reason not to trust the numbers. */
	readonly problems: readonly string[];
	/** `N passed, N failed`, with `, N skipped` when some were. */
	readonly line: string;
	readonly ok: boolean;
}

/** Tests that count in vitest's JSON report; pending ones were skipped. */
interface VitestReport {
	readonly success: boolean;
	readonly numPassedTests: number;
	readonly numFailedTests: number;
	readonly numPendingTests: number;
	readonly numTodoTests: number;
}

/** Playwright's; a flaky one failed at least once. */
interface PlaywrightReport {
	readonly stats: {
		readonly expected: number;
		readonly unexpected: number;
		readonly flaky: number;
		readonly skipped: number;
	};
	readonly errors: readonly unknown[];
}

function tallyOf(report: VitestReport | PlaywrightReport): Tally & { readonly sound: boolean } {
	if ('stats' in report) {
		const { expected, unexpected, flaky, skipped } = report.stats;
		return { passed: expected, failed: unexpected + flaky, skipped, sound: report.errors.length === 0 };
	}
	return {
		passed: report.numPassedTests,
		failed: report.numFailedTests,
		skipped: report.numPendingTests + report.numTodoTests,
		sound: report.success || report.numFailedTests > 0
	};
}

/** @param reports name of each expected report → its text, or null when it was not written */
export function summarize(reports: ReadonlyMap<string, string | null>): Summary {
	const problems: string[] = [];
	const total = { passed: 0, failed: 0, skipped: 0 };
	for (const [name, text] of reports) {
		if (text === null) {
			problems.push(`${name} is missing: its runner did not get to the end.`);
			continue;
		}
		const tally = tallyOf(JSON.parse(text) as VitestReport | PlaywrightReport);
		if (tally.passed + tally.failed === 0) problems.push(`${name}: no test was run.`);
		if (!tally.sound) problems.push(`${name}: its runner reports a failure outside of the tests.`);
		total.passed += tally.passed;
		total.failed += tally.failed;
		total.skipped += tally.skipped;
	}
	const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
	return {
		problems,
		line: `${total.passed} passed, ${total.failed} failed${skipped}`,
		ok: problems.length === 0 && total.failed === 0 && reports.size > 0
	};
}

function read(path: string): string | null {
	try {
		return readFileSync(path, 'utf8');
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
		throw error;
	}
}

if (import.meta.main) {
	const summary = summarize(new Map(process.argv.slice(2).map((path) => [path, read(path)])));
	for (const line of [...summary.problems, summary.line]) process.stdout.write(`${line}\n`);
	process.exitCode = summary.ok ? 0 : 1;
}
