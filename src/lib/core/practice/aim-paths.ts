// Which directions are considered, which no longer, and how the leading one changed.

import type { RecordId } from '../ids.ts';
import { done, refused, success, type Result } from '../journal/result.ts';
import type { PATH_STATUSES } from '../rules/lists.ts';
import type { Path } from './kinds/aim.ts';
import type { Practice } from './practice.ts';

export type PathStatus = (typeof PATH_STATUSES)[number];
type Writes = Pick<Practice, 'records' | 'group'>;

export interface PathsByStanding {
	readonly considered: readonly Path[];
	readonly parked: readonly Path[];
	/** Where not to go: kept in sight, with the reasons (R3-21). */
	readonly ruledOut: readonly Path[];
}

/** Each in the order that people chose. A status that is not set, or of a later version, counts as exploring. */
export function pathsByStanding(paths: readonly Path[]): PathsByStanding {
	return {
		considered: paths.filter(({ status }) => status !== 'parked' && status !== 'ruled-out'),
		parked: paths.filter(({ status }) => status === 'parked'),
		ruledOut: paths.filter(({ status }) => status === 'ruled-out')
	};
}

/** Whether a path is set aside without saying why, so that one would think it through again later (R3-21). */
export const lacksReason = ({ status, reasonText }: Pick<Path, 'status' | 'reasonText'>): boolean =>
	(status === 'ruled-out' || status === 'parked') && reasonText.trim() === '';

/** The path that led before, also when nothing has led for a while. */
function ledLast({ records }: Writes, not: RecordId): RecordId | null {
	const leading = records.paths.rows().find(({ id, status }) => status === 'leading' && id !== not);
	return leading?.id ?? records.pivots.rows().at(-1)?.to ?? null;
}

/**
 * Sets where a path stands. One path leads at a time: when another takes over, the change of direction is recorded and
 * the former goes on being explored. One step of undo.
 */
export function setPathStatus(practice: Writes, id: RecordId, status: PathStatus): Result {
	const { paths, pivots } = practice.records;
	const path = paths.get(id);
	if (path === null) return refused('no-such-record');
	if (path.status === status) return done;
	return practice.group(() => {
		if (status === 'leading') {
			const from = ledLast(practice, id);
			if (from !== id) {
				const recorded = pivots.add({ from, to: id });
				if (!recorded.ok) return recorded;
			}
			for (const other of paths.rows())
				if (other.status === 'leading' && other.id !== id) paths.set(other.id, { status: 'exploring' });
		}
		return paths.set(id, { status });
	});
}

/**
 * A talk brought up a role that was not considered before: it becomes a path, and a role to look for on it (R3-17).
 * One step of undo. Returns the path.
 */
export function addDirection(
	practice: Writes,
	{ talk, title }: { readonly talk: RecordId; readonly title: string }
): Result<RecordId> {
	const { paths, targets } = practice.records;
	if (title.trim() === '') return refused('empty');
	return practice.group(() => {
		const added = paths.add({ title, status: 'exploring', fromTalk: talk });
		if (!added.ok) return added;
		const target = targets.add({ title, kind: 'role', path: added.value });
		return target.ok ? success(added.value) : target;
	});
}
