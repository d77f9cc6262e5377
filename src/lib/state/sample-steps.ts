// The sample journal: an ordinary one on this device, filled with an example, that never meets a relay. Fetched when
// somebody asks for it.

import { type JournalId, newJournalId, newMemberId } from '../core/ids.ts';
import { createCommands } from '../core/journal/commands.ts';
import { openJournal } from '../core/journal/journal.ts';
import { done } from '../core/journal/result.ts';
import { openPractice } from '../core/practice/practice.ts';
import { buildSample, SAMPLE_SEEKER, SAMPLE_TITLE } from '../core/practice/sample/build.ts';
import { civilDateOf } from '../core/schema/civil-date.ts';
import type { JournalRow, Registry } from '../platform/registry.ts';
import { browserClock, random } from './here.ts';
import { newRoom, startJournal, writeFirst } from './room/found-journal.ts';

/** Makes the sample on this device, or gives the one that is here. Rejects with a StorageError. */
export async function sampleOnThisDevice(registry: Registry): Promise<JournalId> {
	const here = (await registry.journals()).find((journal) => journal.sample);
	if (here) return here.id;
	const me = newMemberId(random);
	const shared = await newRoom(me);
	const personal = await newRoom();
	const rooms = { shared: shared.room, personal: personal.room };
	const now = browserClock.now();
	await writeFirst(rooms, me, (docs) => {
		const started = startJournal(docs, { title: SAMPLE_TITLE, name: SAMPLE_SEEKER });
		if (!started.ok) return started;
		const journal = openJournal({ ...docs, commands: createCommands });
		const practice = openPractice(journal);
		buildSample(journal, practice, civilDateOf(now));
		practice.close();
		journal.close();
		return done;
	});
	const row: JournalRow = {
		id: newJournalId(random),
		name: SAMPLE_TITLE,
		memberName: SAMPLE_SEEKER,
		me,
		role: 'owner',
		sample: true,
		...rooms,
		createdAt: now,
		openedAt: now
	};
	await registry.addJournal(row, [shared, personal]);
	return row.id;
}
