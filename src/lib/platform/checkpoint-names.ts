// What deleting a journal needs to know of its checkpoints. The first screen has it; the rest is fetched later.

import type { JournalId } from '../core/ids.ts';
import { deleteDatabase } from './idb.ts';

export const checkpointDatabaseName = (journal: JournalId): string => `soundings-checkpoints-${journal}`;

/** With the journal. `blocked`: another tab still has it open; the browser deletes it once that tab lets go. */
export const deleteCheckpoints = (journal: JournalId): Promise<'deleted' | 'blocked'> =>
	deleteDatabase(checkpointDatabaseName(journal));
