// Industries and functions, as this journal divides the field: made while choosing one, each once.

import type { RecordId } from '../ids.ts';
import { refused, success, type Result } from '../journal/result.ts';
import type { COMPANY_SIZES, SEGMENT_KINDS } from '../rules/lists.ts';
import type { Path, Segment } from './kinds/aim.ts';
import type { Records } from './practice.ts';

export type SegmentKind = (typeof SEGMENT_KINDS)[number];

const comparable = (title: string): string => title.trim().toLocaleLowerCase('und');

/** The one that reads the same, whatever its case. */
export const segmentNamed = (
	segments: readonly Segment[],
	kind: SegmentKind,
	title: string
): Segment | null =>
	segments.find((segment) => segment.kind === kind && comparable(segment.titleText) === comparable(title)) ??
	null;

/** The industry or function of that name: the one there is, or a new one. */
export function findOrAddSegment(
	{ segments }: Pick<Records, 'segments'>,
	kind: SegmentKind,
	title: string
): Result<RecordId> {
	if (title.trim() === '') return refused('empty');
	const known = segmentNamed(segments.rows(), kind, title);
	return known ? success(known.id) : segments.add({ kind, title });
}

/** What something in the field is told apart by (R0-48). */
export interface Facets {
	readonly industry: RecordId | null;
	readonly function: RecordId | null;
	readonly size: (typeof COMPANY_SIZES)[number] | null;
}

/** Own facets, and where one is not set, the path's. */
export const facetsOf = (own: Facets, path: Path | null): Facets => ({
	industry: own.industry ?? path?.industry ?? null,
	function: own.function ?? path?.function ?? null,
	size: own.size ?? path?.size ?? null
});
