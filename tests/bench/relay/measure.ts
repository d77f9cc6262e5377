// Numbers out of numbers.

const sorted = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b);

/** @param share 0.5 for the median; NaN when there are no numbers */
export const quantile = (numbers: readonly number[], share: number): number =>
	sorted(numbers)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? Number.NaN;

export const median = (numbers: readonly number[]): number => quantile(numbers, 0.5);

/** What a scenario finds out about a server; each scenario sets those that it measures. */
export const MEASURES = [
	'updatesPerSec',
	'serverCpuUsPerUpdate',
	'p50ms',
	'p99ms',
	'ackP50ms',
	'serverCpuMsPerJoin',
	'kbPerRoom',
	'kbPerIdleRoom',
	'stormSeconds'
] as const;
export type Measure = (typeof MEASURES)[number];
export type Figures = Partial<Record<Measure, number>>;

/** The median of each measure. */
export function medians(runs: readonly Figures[]): Figures {
	const out: Figures = {};
	for (const measure of MEASURES) {
		const values = runs.map((run) => run[measure]).filter((value) => value !== undefined);
		if (values.length > 0) out[measure] = median(values);
	}
	return out;
}
