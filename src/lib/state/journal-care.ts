// What is done for an open journal without being asked for: checkpoints are made, the browser is asked to keep what is
// stored, and the others are followed. Fetched after the first screen.

import { checkpointsOf } from './checkpoints.svelte.ts';
import type { JournalSession } from './contract.ts';
import { storageCare } from './storage-care.svelte.ts';

export function careFor(session: JournalSession): void {
	checkpointsOf(session);
	void session.followOthers();
	void storageCare.askOnceWritten(session);
}
