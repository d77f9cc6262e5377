// Why a target has its place in the list, in words.

import { facetsOf } from '#lib/core/practice/aim-segments.ts';
import type { Target } from '#lib/core/practice/kinds/aim.ts';
import type { Records } from '#lib/core/practice/practice.ts';
import type { Known, Teaches } from '#lib/core/practice/targets.ts';
import { sizeWords } from '#lib/state/practice/words.ts';
import { segmentTitle } from './titles.ts';

const people = (count: number): string => (count === 1 ? '1 person' : `${String(count)} people`);

const LONGEST = 60;
const short = (words: string): string =>
	words.length > LONGEST ? `${words.slice(0, LONGEST).trimEnd()}…` : words;

/** What somebody there could tell. */
export function teachesWords({ path }: Pick<Target, 'path'>, { beliefs, met }: Teaches): string {
	if (met === null)
		return path === null ? 'no path chosen, so no belief is tied to it' : 'its path is ruled out';
	const asked = met === 0 ? 'nobody of this path spoken with yet' : `${people(met)} of this path spoken with`;
	const first = beliefs[0];
	if (!first) return `no untested belief about this path; ${asked}`;
	const more = beliefs.length - 1;
	const rest = more === 0 ? '' : more === 1 ? ' and one more' : ` and ${String(more)} more`;
	return `could speak to “${short(first.statementText.trim())}”${rest}; ${asked}`;
}

/** What has been learned of its like. */
export function knownWords(
	records: Pick<Records, 'segments' | 'paths'>,
	target: Target,
	known: Known
): string {
	const facets = facetsOf(target, target.path === null ? null : records.paths.get(target.path));
	const names = {
		industry: segmentTitle(records, facets.industry),
		function: segmentTitle(records, facets.function),
		size: facets.size === null ? '' : sizeWords[facets.size].toLowerCase()
	};
	if (known.length === 0) return 'nobody spoken with of its industry, function or size';
	return `spoken with: ${known.map(({ facet, people: count }) => `${people(count)} in ${names[facet] || `its ${facet}`}`).join(', ')}`;
}
