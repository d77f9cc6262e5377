// What a journal is called on a device until its person renames it: whose it is, so that several can be told apart.

import type { JournalId } from '../core/ids.ts';
import type { Journal } from '../core/journal/journal.ts';
import { StorageError } from '../core/sync/ports.ts';
import type { Registry } from '../platform/registry.ts';

/** On the device of somebody who has just joined: whose it is comes later, with its content. */
export const JOINED_NAME = 'Journal I was invited to';

/** "Sam’s journal"; the second of that name on this device is "Sam’s journal 2". */
export async function startedName(registry: Registry, member: string): Promise<string> {
	return unlikeOthers(registry, `${member}’s journal`);
}

/** Calls a joined journal what its owner called it, as soon as that has arrived, unless it was renamed here. */
export function nameByTitle(journal: Journal, id: JournalId, registry: Registry): void {
	async function look(): Promise<void> {
		const title = journal.meta.current()?.titleText.trim();
		if (!title) return;
		stop();
		try {
			if ((await registry.journal(id))?.name !== JOINED_NAME) return;
			await registry.updateJournal(id, { name: await unlikeOthers(registry, title) });
		} catch (error) {
			// The storage's fault is told where something is written; the name is looked at again at the next opening.
			if (!(error instanceof StorageError)) throw error;
		}
	}
	const stop = journal.meta.observe(() => void look());
	void look();
}

async function unlikeOthers(registry: Registry, name: string): Promise<string> {
	const taken = new Set((await registry.journals()).map((journal) => journal.name));
	let free = name;
	for (let n = 2; taken.has(free); n += 1) free = `${name} ${String(n)}`;
	return free;
}
