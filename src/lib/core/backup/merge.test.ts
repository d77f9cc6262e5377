import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { RecordId } from '../ids.ts';
import { must, PRIYA, reopened, SAM, seeker, stored, type Peer } from '../journal/testing.ts';
import { civilDateOf } from '../schema/civil-date.ts';
import type { Backup } from './contents.ts';
import { mergeBackup } from './merge.ts';

const BOTH = ['shared', 'personal'] as const;

/** What of a backup a merge reads. */
function backupOf(peer: Peer): { backup: Backup } {
	const { shared, personal } = stored(peer);
	return { backup: { shared: { update: shared }, personal: { update: personal } } as Backup };
}

const text = (peer: Peer): string =>
	BOTH.map((side) => new TextDecoder('latin1').decode(Y.encodeStateAsUpdate(peer[side]))).join(' ');

function withNotes(sharing: boolean): { sam: Peer; talk: RecordId } {
	const sam = seeker();
	const person = must(sam.journal.commands.addPerson(PRIYA));
	const talk = must(
		sam.journal.commands.addTalk({
			person,
			date: civilDateOf(1_700_000_000_000),
			agreedNotes: true,
			agreedSharing: sharing
		})
	);
	const { notes, personalNotes } = sam.journal.tables;
	const { fields } = (sharing ? notes : personalNotes).get(talk)!;
	sam.journal.edit(fields.culture, 'WITHDRAWN WORDS');
	return { sam, talk };
}

test('S3: what the backup has and this device has not comes back, and nothing written since is lost', () => {
	const { sam, talk } = withNotes(false);
	const before = backupOf(sam);
	// Another browser of the same member, opened from an older state, writes what never reached this one.
	const other = reopened(SAM, stored(sam), 7);
	other.journal.edit(other.journal.tables.personalNotes.get(talk)!.reflections, 'Only in the backup');
	sam.journal.edit(sam.journal.tables.people.rows()[0]!.alias, 'Written since');
	expect(mergeBackup(sam, backupOf(other), BOTH)).toBe(true);
	expect(sam.journal.tables.personalNotes.get(talk)!.reflections.toString()).toBe('Only in the backup');
	expect(sam.journal.tables.people.rows()[0]!.aliasText).toBe('Written since');
	expect(mergeBackup(sam, before, BOTH)).toBe(false);
});

describe('R2-33: an old backup brings back nothing that was taken back', () => {
	test.each([true, false])('notes, shared: %s', (sharing) => {
		const { sam, talk } = withNotes(sharing);
		const old = backupOf(sam);
		must(sam.journal.commands.forgetNotes(talk));
		expect(mergeBackup(sam, old, BOTH)).toBe(false);
		expect(text(sam)).not.toContain('WITHDRAWN');
		expect(sam.journal.queries.unfinished()).toEqual([]);
		expect(sam.journal.history.canUndo()).toBe(false);
	});

	test('notes whose rows were written anew since, so that nothing of them is left here', () => {
		const { sam, talk } = withNotes(true);
		const old = backupOf(sam);
		must(sam.journal.commands.forgetNotes(talk));
		const anew = reopened(SAM, stored(sam), 9);
		mergeBackup(anew, old, BOTH);
		expect(text(anew)).not.toContain('WITHDRAWN');
		expect(anew.journal.tables.notes.get(talk)!.fields.culture.toString()).toBe('');
	});

	test('a name', () => {
		const sam = seeker();
		const person = must(sam.journal.commands.addPerson({ ...PRIYA, named: true }));
		const old = backupOf(sam);
		expect(sam.journal.tables.people.get(person)!.nameText).toBe(PRIYA.name);
		must(sam.journal.commands.takeNameBack(person));
		mergeBackup(sam, old, BOTH);
		expect(sam.journal.tables.people.get(person)).toMatchObject({ named: false, nameText: '' });
	});
});

test('a merge is no step of undo, and who may only read merges what is their own alone', () => {
	const { sam, talk } = withNotes(false);
	const other = reopened(SAM, stored(sam), 7);
	other.journal.edit(other.journal.tables.personalNotes.get(talk)!.reflections, 'My own');
	other.journal.edit(other.journal.tables.people.rows()[0]!.alias, 'Not to be merged');
	const reader = reopened(SAM, stored(sam), 8);
	expect(mergeBackup(reader, backupOf(other), ['personal'])).toBe(true);
	expect(reader.journal.tables.personalNotes.get(talk)!.reflections.toString()).toBe('My own');
	expect(reader.journal.tables.people.rows()[0]!.aliasText).toBe(PRIYA.alias);
	expect(reader.journal.history.canUndo()).toBe(false);
});
