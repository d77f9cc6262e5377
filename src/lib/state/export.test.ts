import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { Map as YMap } from 'yjs';
import { must, PRIYA, seeker, type Peer } from '../core/journal/testing.ts';
import { civilDateOf } from '../core/schema/civil-date.ts';
import { exported } from './export.ts';

const MADE_AT = 1_700_000_000_000;

function talkWith(sam: Peer, alias: string) {
	const person = must(sam.journal.commands.addPerson({ ...PRIYA, alias }));
	const date = civilDateOf(MADE_AT);
	const talk = must(sam.journal.commands.addTalk({ person, date, agreedNotes: true, agreedSharing: true }));
	return { person, talk };
}

async function unpacked(sam: Peer) {
	const { blob, ...counts } = await exported(sam.journal, { madeAt: MADE_AT, names: false });
	const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
	return {
		counts,
		files: Object.fromEntries(Object.entries(files).map(([path, of]) => [path, strFromU8(of)]))
	};
}

test('what is counted is what is in the files: neither put away nor left out', async () => {
	const sam = seeker();
	talkWith(sam, 'Designer');
	const away = talkWith(sam, 'Founder');
	const broken = talkWith(sam, 'Lawyer');
	must(sam.journal.commands.archiveTalk(away.talk));
	const people = sam.shared.getMap<YMap<unknown>>('people');
	people.get(broken.person)!.set('number', 'x');
	const { counts, files } = await unpacked(sam);
	expect(Object.keys(files).filter((path) => path.startsWith('talks/'))).toHaveLength(1);
	expect(counts).toMatchObject({ talks: 1, people: 2 });
	expect(counts.unreadable).toBeGreaterThan(0);
});

test('a table without a row is no file of its own, and known to a program all the same', async () => {
	const sam = seeker();
	talkWith(sam, 'Designer');
	const { files } = await unpacked(sam);
	expect(files['tables/talks.csv']).toContain('Designer');
	expect(Object.keys(files)).not.toContain('tables/milestones.csv');
	for (const [path, text] of Object.entries(files))
		if (path.endsWith('.csv')) expect([path, text.trim().split('\r\n').length]).not.toEqual([path, 1]);
	const { tables } = JSON.parse(files['journal.json']!) as { tables: Record<string, unknown[]> };
	expect(tables['milestones']).toEqual([]);
	expect(tables['talks']).toHaveLength(1);
});
