import type { RecordId } from '../ids.ts';
import { isCivilDate } from '../schema/civil-date.ts';
import {
	addRecord,
	archiveShared,
	lookup,
	newId,
	recordOf,
	restoreShared,
	setField,
	setShared,
	type Context
} from './context.ts';
import { placeAfter, placeLast, type Placing } from './placing.ts';
import { done, refused, success, type Result } from './result.ts';
import { editText, newText } from './text.ts';

export interface PlanCommands {
	/** At the end of the plan. An empty title is fine: it can be typed in place. */
	addPhase(fields: { readonly title: string }): Result<RecordId>;
	setPhaseTitle(id: RecordId, title: string): Result;
	/** Directly after another phase; null: first. */
	movePhase(id: RecordId, after: RecordId | null): Result;
	archivePhase(id: RecordId): Result;
	restorePhase(id: RecordId): Result;
	/** At the end of a phase. `due`: YYYY-MM-DD. */
	addMilestone(fields: {
		readonly phase: RecordId;
		readonly title: string;
		readonly due?: string | null;
	}): Result<RecordId>;
	setMilestoneTitle(id: RecordId, title: string): Result;
	/** Into a phase, directly after another of its milestones; null: first. */
	moveMilestone(id: RecordId, to: { readonly phase: RecordId; readonly after: RecordId | null }): Result;
	setDone(id: RecordId, done: boolean): Result;
	/** YYYY-MM-DD, or null for no date. */
	setDue(id: RecordId, due: string | null): Result;
	archiveMilestone(id: RecordId): Result;
	restoreMilestone(id: RecordId): Result;
}

type PlanTable = 'phases' | 'milestones';

export function planCommands(context: Context): PlanCommands {
	const { tables, history, changing } = context;
	const { shared } = context.docs;
	const milestonesIn = (phase: RecordId) => tables.milestones.rows().filter((row) => row.phase === phase);

	function add(table: PlanTable, fields: Readonly<Record<string, unknown>>): Result<RecordId> {
		const id = newId(context);
		history.group('shared', () => {
			shared.transact(() => addRecord(shared, table, id, fields), context.creating);
			history.created({ side: 'shared', table, id });
		});
		return success(id);
	}

	function setTitle(table: PlanTable, id: RecordId, title: string): Result {
		if (!context.mayWrite()) return refused('read-only');
		const found = lookup(tables[table], id);
		if (found.row === null) return refused(found.reason);
		const { row } = found;
		history.group('shared', () => editText(row.title, title, changing));
		return done;
	}

	function place(table: PlanTable, id: RecordId, { order, rekeyed }: Placing, phase?: RecordId): Result {
		const write = () => {
			const record = recordOf(shared, table, id);
			if (phase !== undefined) setField(record, 'phase', phase);
			setField(record, 'order', order);
			for (const other of rekeyed) setField(recordOf(shared, table, other.id), 'order', other.order);
		};
		history.group('shared', () => shared.transact(write, changing));
		return done;
	}

	return {
		addPhase({ title }) {
			if (!context.mayWrite()) return refused('read-only');
			return add('phases', { title: newText(title), order: placeLast(tables.phases.rows()) });
		},
		setPhaseTitle: (id, title) => setTitle('phases', id, title),
		movePhase(id, after) {
			if (!context.mayWrite()) return refused('read-only');
			const found = lookup(tables.phases, id);
			if (found.row === null) return refused(found.reason);
			const placing = placeAfter(
				tables.phases.rows().filter((row) => row.id !== id),
				after
			);
			return placing ? place('phases', id, placing) : refused('no-such-record');
		},
		archivePhase: (id) => archiveShared(context, 'phases', id),
		restorePhase: (id) => restoreShared(context, 'phases', id),

		addMilestone({ phase, title, due = null }) {
			if (!context.mayWrite()) return refused('read-only');
			const found = lookup(tables.phases, phase);
			if (found.row === null) return refused(found.reason);
			if (due !== null && !isCivilDate(due)) return refused('bad-date');
			const fields = { phase, title: newText(title), order: placeLast(milestonesIn(phase)) };
			return add('milestones', due === null ? fields : { ...fields, due });
		},
		setMilestoneTitle: (id, title) => setTitle('milestones', id, title),
		moveMilestone(id, { phase, after }) {
			if (!context.mayWrite()) return refused('read-only');
			const found = lookup(tables.milestones, id);
			if (found.row === null) return refused(found.reason);
			const target = lookup(tables.phases, phase);
			if (target.row === null) return refused(target.reason);
			const placing = placeAfter(
				milestonesIn(phase).filter((row) => row.id !== id),
				after
			);
			return placing ? place('milestones', id, placing, phase) : refused('no-such-record');
		},
		setDone: (id, value) => setShared(context, 'milestones', id, { done: value }),
		setDue: (id, due) =>
			due === null || isCivilDate(due) ? setShared(context, 'milestones', id, { due }) : refused('bad-date'),
		archiveMilestone: (id) => archiveShared(context, 'milestones', id),
		restoreMilestone: (id) => restoreShared(context, 'milestones', id)
	};
}
