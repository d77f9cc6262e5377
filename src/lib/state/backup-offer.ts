// When Today offers to make a backup: the journal is a few days old, none was made here, and nobody said "Not now".

import type { JournalId } from '../core/ids.ts';
import type { JournalRow } from '../platform/registry.ts';
import { attempt } from './attempt.ts';
import type { Outcome } from './contract.ts';
import { browserClock } from './here.ts';
import { withRegistry } from './own-registry.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** By then there is something to lose. */
const DAYS = 3;

type Known = Pick<JournalRow, 'createdAt' | 'backedUpAt' | 'backupDeclinedAt' | 'sample'>;

export const isBackupDue = (
	{ createdAt, backedUpAt, backupDeclinedAt, sample }: Known,
	now: number
): boolean =>
	now - createdAt >= DAYS * DAY_MS &&
	backedUpAt === undefined &&
	backupDeclinedAt === undefined &&
	sample !== true;

/** False too when the list of journals could not be read: an offer is not worth a complaint. */
export async function backupOffered(id: JournalId): Promise<boolean> {
	const row = await attempt(() => withRegistry((registry) => registry.journal(id)));
	return row.ok && row.value !== null && isBackupDue(row.value, browserClock.now());
}

/** Not to be offered again for this journal on this device. */
export const declineBackup = (id: JournalId): Promise<Outcome> =>
	attempt(() =>
		withRegistry(async (registry) => {
			await registry.updateJournal(id, { backupDeclinedAt: browserClock.now() });
			return null;
		})
	);
