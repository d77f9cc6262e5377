// Where a milestone goes when it moves by one: the same answer for a key and for a menu.

import type { Queries } from '#lib/core/journal/queries.ts';
import type { RecordId } from '#lib/core/ids.ts';
import type { Milestone } from '#lib/core/schema/milestone.ts';
import type { Phase } from '#lib/core/schema/phase.ts';
import { afterMove, type Direction } from '#lib/ui/row-moves.ts';

interface Target {
	readonly phase: RecordId;
	/** null: first. */
	readonly after: RecordId | null;
}

/** Within its phase, and at its ends on into the next or the previous one. */
export function milestoneAfterMove(
	phases: readonly Phase[],
	queries: Pick<Queries, 'milestonesOf'>,
	milestone: Milestone,
	direction: Direction
): Target | undefined {
	const within = afterMove(queries.milestonesOf(milestone.phase), milestone.id, direction);
	if (within !== undefined) return { phase: milestone.phase, after: within };
	const at = phases.findIndex(({ id }) => id === milestone.phase);
	const next = phases[direction === 'up' ? at - 1 : at + 1];
	if (at < 0 || !next) return undefined;
	return {
		phase: next.id,
		after: direction === 'down' ? null : (queries.milestonesOf(next.id).at(-1)?.id ?? null)
	};
}
