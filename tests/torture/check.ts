// The store after the last kill: every hash in it, and every acknowledgement against it.

import { join } from 'node:path';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { backupStore } from '../../server/store/backup.ts';
import { equal } from '../../src/lib/core/bytes.ts';
import { TortureError } from './writer.ts';
import type { Writer } from './writer.ts';

/**
 * @param folder the data folder of a relay that is dead
 * @returns what was found, in words
 * @throws TortureError when an acknowledged entry is not where it was acknowledged; StoreFileError when a hash does not hold
 */
export async function checkStore(folder: string, writers: readonly Writer[]): Promise<string> {
	const store = openSqliteStore(folder);
	let [checked, behind, snapshots] = [0, 0, 0];
	try {
		for (const { acked, chain, snapshots: taken } of writers) {
			const { cut } = (await store.room(chain.room))!;
			const page = await store.entriesAfter(chain.room, cut, Infinity);
			for (const { seq, hash, entry } of acked.values()) {
				if (seq <= cut) {
					behind += 1;
					continue;
				}
				const kept = page?.entries[seq - cut - 1];
				const there = await store.hashAt(chain.room, seq);
				if (!kept || !equal(kept, entry) || !there || !equal(there, hash))
					throw new TortureError(`acknowledged entry ${seq} is not there`);
				checked += 1;
			}
			snapshots = Math.max(snapshots, taken);
		}
	} finally {
		await store.close();
	}
	// Computes every hash of every log anew.
	const contents = await backupStore(folder, join(folder, '..', 'checked.sqlite'));
	return (
		`${checked} acknowledged entries are at their place with their hash, ${behind} more lie behind snapshots; ` +
		`${contents.rooms} logs of ${contents.entries} entries and ${contents.snapshots} snapshots hold from end to end.`
	);
}
