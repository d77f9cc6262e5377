// Writes the database of a journal's earlier states.

import { must } from '../../src/lib/core/journal/testing.ts';
import type { JournalId } from '../../src/lib/core/ids.ts';
import { stateOf as checkpointOf } from '../../src/lib/state/checkpoints-state.ts';
import { asJson, type Keep } from './freeze-documents.ts';
import { type Docs, Pages, stateOf } from './freeze-pages.ts';
import { type FrozenDatabase, written } from './freeze-rows.ts';
import type { Story } from './freeze-story.ts';

/** Sam's page, with the edit between the two. */
const CLIENT = 3_456_123_001;
const [FIRST_AT, SECOND_AT] = [Date.UTC(2026, 10, 17, 8), Date.UTC(2026, 10, 18, 20)] as const;
/** Those before them were dropped. */
const FIRST_ID = 4;

/** The journal as its story ends, and once more after an edit. */
export async function keepCheckpoints(keep: Keep, journal: JournalId, { sam }: Story): Promise<void> {
	const pages = new Pages(FIRST_AT);
	const page = pages.open(pages.ports(sam.me, CLIENT, stateOf(sam)));
	const first = await checkpoint(FIRST_ID, page, FIRST_AT, 'hourly');
	const phase = page.journal.tables.phases.rows()[0]!.id;
	must(page.journal.commands.addMilestone({ phase, title: 'Between two versions' }));
	const second = await checkpoint(FIRST_ID + 1, page, SECOND_AT, 'asked');
	const rows = (values: readonly unknown[]) => values.map((value) => ({ value }));
	const made = [first, second];
	const database: FrozenDatabase = {
		name: `soundings-checkpoints-${journal}`,
		version: 1,
		stores: [
			{ name: 'checkpoints', keyPath: 'id', autoIncrement: true, rows: rows(made.map(({ row }) => row)) },
			{ name: 'states', keyPath: 'id', autoIncrement: false, rows: rows(made.map(({ states }) => states)) }
		]
	};
	keep('device.checkpoints.json', asJson(written(database)));
}

async function checkpoint(id: number, docs: Docs, at: number, why: 'hourly' | 'asked') {
	const made = await checkpointOf(docs, { now: () => at, after: () => () => undefined });
	if (!made) throw new Error('half of a state');
	const { shared, personal, fingerprint, withdrawals } = made;
	const bytes = shared.length + personal.length;
	return { row: { id, at, bytes, why, fingerprint, withdrawals }, states: { id, shared, personal } };
}
