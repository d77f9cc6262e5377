import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { createSyncCrypto } from '../../../tests/support/sync-crypto.ts';
import { exchange, must, pair, type Peer, PRIYA } from '../core/journal/testing.ts';
import { openPractice } from '../core/practice/practice.ts';
import { itemVersion } from '../core/sync/item-version.ts';
import { readItems, REST } from './seen-items.ts';

const crypto = createSyncCrypto();

async function versionsOf({ journal }: Peer): Promise<Map<string, string>> {
	const { contents } = readItems(journal);
	const versions = [...contents].map(
		async ([id, content]) => [id, await itemVersion(content, crypto)] as const
	);
	return new Map(await Promise.all(versions));
}

const tellingOf = ({ journal }: Peer) => readItems(journal).telling;

/** Sam has two talks with Priya. */
function scene(agreed = { agreedNotes: true, agreedSharing: true }) {
	const { sam, ana } = pair();
	const { commands } = sam.journal;
	const person = must(commands.addPerson(PRIYA));
	const talk = must(commands.addTalk({ person, date: '2024-05-01', ...agreed }));
	const other = must(commands.addTalk({ person, date: '2024-05-09', ...agreed }));
	exchange(sam, ana);
	const practice = openPractice(sam.journal);
	const write = (words: string) => sam.journal.edit(sam.journal.tables.notes.get(talk)!.fields.pace, words);
	return { sam, ana, person, talk, other, practice, write };
}

/** The items whose versions an edit of Sam's changes. */
async function changed(sam: Peer, edit: () => unknown): Promise<string[]> {
	const before = await versionsOf(sam);
	edit();
	return [...(await versionsOf(sam))].flatMap(([id, version]) => (before.get(id) === version ? [] : [id]));
}

describe('the version of an item', () => {
	test('is the same on both members’ devices, whatever order things arrived in, and whoever opened the practice', async () => {
		const { sam, ana, talk, practice, write } = scene();
		write('Brisk.');
		must(practice.bound.mentions.add(talk, { title: 'SQL' }));
		must(practice.records.assumptions.add({ statement: 'Managers code' }));
		ana.journal.edit(ana.journal.tables.notes.get(talk)!.fields.culture, 'Warm.');
		expect(await versionsOf(ana)).not.toEqual(await versionsOf(sam));
		exchange(sam, ana);
		expect(await versionsOf(ana)).toEqual(await versionsOf(sam));
	});

	test('S14: looking for it writes nothing', () => {
		const { sam } = scene();
		let updates = 0;
		for (const doc of [sam.shared, sam.personal]) doc.on('update', () => updates++);
		readItems(sam.journal);
		expect(updates).toBe(0);
	});

	test('of a talk changes with its notes, what was heard and what is prepared, and of nothing else', async () => {
		const { sam, talk, practice, write } = scene();
		expect(await changed(sam, () => write('Brisk.'))).toEqual([talk]);
		expect(await changed(sam, () => write(''))).toEqual([talk]);
		expect(await changed(sam, () => sam.journal.commands.setTalkDate(talk, '2024-05-02'))).toEqual([talk]);
		expect(await changed(sam, () => practice.bound.mentions.add(talk, { title: 'SQL' }))).toEqual([talk]);
		expect(await changed(sam, () => practice.records.preparations.open(talk))).toEqual([talk]);
		expect(await changed(sam, () => practice.records.goals.add({ talk, goal: 'Ask twice' }))).toEqual([talk]);
	});

	test('of the rest changes with the plan, the aim and the people', async () => {
		const { sam, person, practice } = scene();
		expect(await changed(sam, () => sam.journal.commands.addPhase({ title: 'Begin' }))).toEqual([REST]);
		expect(await changed(sam, () => practice.records.assumptions.add({ statement: 'So' }))).toEqual([REST]);
		expect(await changed(sam, () => practice.records.profiles.open(person))).toEqual([REST]);
		expect(await changed(sam, () => sam.journal.commands.renameJournal('Anew'))).toEqual([REST]);
	});

	test('is of what is shared: what only one member has changes none', async () => {
		const { sam, person, talk, practice } = scene({ agreedNotes: true, agreedSharing: false });
		const own = sam.journal.tables.personalNotes.get(talk)!;
		expect(await changed(sam, () => sam.journal.edit(own.reflections, 'Mine.'))).toEqual([]);
		expect(await changed(sam, () => sam.journal.edit(own.fields.pace, 'Brisk.'))).toEqual([]);
		expect(await changed(sam, () => practice.bound.mentions.add(talk, { title: 'SQL' }))).toEqual([]);
		expect(await changed(sam, () => practice.records.dossiers.open(person))).toEqual([]);
	});

	test('does not change when a member joins', async () => {
		const { sam } = scene();
		const joins = () => sam.shared.getMap('members').set('vik-the-viewer-0000000', new Y.Map());
		expect(await changed(sam, joins)).toEqual([]);
	});
});

describe('what there is to be seen', () => {
	test('is the rest, and each talk of which somebody wrote something', () => {
		const { sam, ana, talk, other, practice, write } = scene();
		expect(tellingOf(sam)).toEqual([REST]);
		write(' ');
		expect(tellingOf(sam)).toEqual([REST]);
		write('Brisk.');
		expect(tellingOf(sam)).toEqual([REST, talk]);
		must(practice.records.asks.add({ talk: other, question: 'Why?' }));
		expect(new Set(tellingOf(sam))).toEqual(new Set([REST, talk, other]));
		must(sam.journal.commands.archiveTalk(talk));
		expect(tellingOf(sam)).toEqual([REST, other]);
		exchange(sam, ana);
		expect(tellingOf(ana)).toEqual([REST, other]);
	});

	test('notes that were shared and are not any more are nothing to be seen', () => {
		const { sam, talk, write } = scene();
		write('Brisk.');
		must(sam.journal.commands.setAgreedSharing(talk, false));
		expect(tellingOf(sam)).toEqual([REST]);
	});
});
