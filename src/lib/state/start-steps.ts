// Starting a journal on this device: fetched when somebody does.

import { type JournalId, newJournalId, newMemberId } from '../core/ids.ts';
import type { JournalRow, Registry } from '../platform/registry.ts';
import { startedName } from './journal-names.ts';
import { browserClock, random } from './here.ts';
import { newRoom, startJournal, writeFirst } from './room/found-journal.ts';

/** Makes keys, both documents and the first member; all durable when it resolves. Rejects with a StorageError. */
export async function startOnThisDevice(registry: Registry, memberName: string): Promise<JournalId> {
	const me = newMemberId(random);
	const shared = await newRoom(me);
	const personal = await newRoom();
	const rooms = { shared: shared.room, personal: personal.room };
	const name = await startedName(registry, memberName);
	await writeFirst(rooms, me, (docs) => startJournal(docs, { title: name, name: memberName }));
	const now = browserClock.now();
	const row: JournalRow = {
		id: newJournalId(random),
		name,
		memberName,
		me,
		role: 'owner',
		...rooms,
		createdAt: now,
		openedAt: now
	};
	await registry.addJournal(row, [shared, personal]);
	return row.id;
}
