import { describe, expect, test } from 'vitest';
import type * as Y from 'yjs';
import type { RecordId } from '../ids.ts';
import { exchange, must, pair, PRIYA, seeker, type Peer } from '../journal/testing.ts';
import { openPractice, type Practice } from '../practice/practice.ts';
import { buildSample } from '../practice/sample/build.ts';
import { samplePeople } from '../practice/sample/people.ts';
import { civilDateOf, type CivilDate } from '../schema/civil-date.ts';
import { assemble, mayName, type Assembled } from './assemble.ts';
import type { Row } from './table.ts';
import { KINDS } from './tables.ts';
import { tableCsv, tableJson } from './text-files.ts';

const DAY = civilDateOf(1_700_000_000_000);

function run(peer: Peer, names = false, practice: Practice = openPractice(peer.journal)): Assembled {
	const work = assemble(peer.journal, practice, { names });
	for (;;) {
		const step = work.next();
		if (step.done) return step.value;
	}
}

const rows = ({ tables }: Assembled, name: string): readonly Row[] =>
	tables.find((table) => table.name === name)?.rows ?? [];

/** All that would be written of it. */
const written = ({ title, tables }: Assembled): string =>
	[title, ...tables.map((table) => `${table.name} ${tableJson(table)} ${tableCsv(table)}`)].join('\n');

interface Somebody {
	readonly name: string;
	readonly email: string;
	readonly employer: string;
	readonly alias: string;
	readonly named: boolean;
}
const NAMED: Somebody = { ...PRIYA, named: true };

function talkWith(sam: Peer, agreed: { notes: boolean; sharing: boolean }, person: Somebody = PRIYA) {
	const id = must(sam.journal.commands.addPerson(person));
	const talk = must(
		sam.journal.commands.addTalk({
			person: id,
			date: DAY,
			agreedNotes: agreed.notes,
			agreedSharing: agreed.sharing
		})
	);
	return { person: id, talk };
}

describe('R2-38: by default nobody is named', () => {
	test('a sample’s names, addresses and employers are nowhere in it, and everybody’s alias is', () => {
		const sam = seeker();
		const practice = openPractice(sam.journal);
		buildSample(sam.journal, practice, '2026-11-22' as CivilDate);
		const all = written(run(sam, false, practice));
		for (const person of samplePeople) {
			const found = [person.name, ...person.name.split(' '), person.email, person.employer].filter((word) =>
				new RegExp(`(?<![\\p{L}])${word.replaceAll('.', '\\.')}(?![\\p{L}])`, 'u').test(all)
			);
			expect([person.key, found]).toEqual([person.key, []]);
		}
		expect(all).toContain(samplePeople[0]!.alias);
		expect(all).not.toMatch(/[\w.]+@[\w.]+/);
	});

	test('also who agreed to be named in the journal, on the mentor’s device too', () => {
		const { sam, ana } = pair();
		talkWith(sam, { notes: true, sharing: true }, NAMED);
		exchange(sam, ana);
		expect(ana.journal.tables.people.rows()[0]!.nameText).toBe(PRIYA.name);
		for (const peer of [sam, ana]) expect(written(run(peer))).not.toMatch(/Priya|Raman|Lumen/);
	});

	test('names in anybody’s words become the alias; addresses and links in personal ones go', () => {
		const sam = seeker();
		const { person, talk } = talkWith(sam, { notes: true, sharing: true });
		const { records } = openPractice(sam.journal);
		sam.journal.edit(sam.journal.tables.notes.get(talk)!.fields.culture, 'Priya’s team; raman@home.example');
		must(
			records.messages.add({
				person,
				kind: 'request',
				body: 'Dear Priya, as on https://people.example/priyaraman'
			})
		);
		const out = run(sam);
		expect(rows(out, 'notes')[0]).toMatchObject({ culture: 'Product lead, fintech’s team; [e-mail]' });
		expect(rows(out, 'messages')[0]).toMatchObject({ body: 'Dear Product lead, fintech, as on [link]' });
	});

	test('an alias with a name in it is no alias; another’s name in it goes as well', () => {
		const sam = seeker();
		const one = talkWith(sam, { notes: true, sharing: true }, { ...PRIYA, alias: 'Priya from the bank' });
		const other = must(
			sam.journal.commands.addPerson({
				...PRIYA,
				name: 'Tom Oduya',
				employer: '',
				alias: 'Sits beside Raman'
			})
		);
		const out = run(sam);
		const alias = (id: RecordId) => rows(out, 'people').find((row) => row['id'] === id)?.['alias'];
		expect(alias(one.person)).toBe('Person 1');
		expect(alias(other)).toBe('Sits beside Person 1');
		expect(rows(out, 'notes')[0]).toMatchObject({ who: 'Person 1', talkDate: DAY });
	});

	test('fields that say who somebody is are left out', () => {
		const sam = seeker();
		const { person } = talkWith(sam, { notes: true, sharing: true });
		const { records } = openPractice(sam.journal);
		must(records.introductions.add({ person, way: 'offered', to: 'Jonas Weber' }));
		must(records.mentorTargets.add({ title: 'Mira Stein', kind: 'mentor' }));
		must(records.dossiers.open(person, { why: 'She changed fields', hook: 'Her keynote in Oslo' }));
		const out = run(sam);
		expect(written(out)).not.toMatch(/Jonas|Weber|Mira|Stein|Oslo/);
		expect(rows(out, 'dossiers')[0]).toMatchObject({ why: 'She changed fields', hook: null });
	});
});

describe('R2-38: when an editor broke or deleted the shared record of a person', () => {
	const spoil = {
		unreadable: (people: Y.Map<unknown>, id: RecordId) =>
			(people.get(id) as Y.Map<unknown>).set('number', 'x'),
		deleted: (people: Y.Map<unknown>, id: RecordId) => people.delete(id)
	} as const;

	function spoiled(how: keyof typeof spoil) {
		const { sam, ana } = pair();
		const { person, talk } = talkWith(sam, { notes: true, sharing: true });
		const other = { ...PRIYA, name: 'Tom Oduya', email: '', employer: '', alias: 'Designer' };
		const tom = talkWith(sam, { notes: true, sharing: true }, other);
		const { records } = openPractice(sam.journal);
		sam.journal.edit(sam.journal.tables.notes.get(talk)!.fields.culture, 'ABOUT HER: chaotic');
		sam.journal.edit(
			sam.journal.tables.notes.get(tom.talk)!.fields.culture,
			'Knows Priya Raman of Lumen Bank'
		);
		must(records.messages.add({ person, talk, kind: 'request', body: 'Dear Priya Raman, at Lumen' }));
		must(records.messages.add({ person: tom.person, kind: 'request', body: 'Priya Raman sent me' }));
		must(records.dossiers.open(person, { why: 'ABOUT HER: changed fields' }));
		exchange(sam, ana);
		const before = run(sam);
		spoil[how](ana.shared.getMap('people'), person);
		exchange(sam, ana);
		return { sam, ana, before };
	}

	test.each(['unreadable', 'deleted'] as const)('%s: their name still leaves everybody’s words', (how) => {
		const { sam, before } = spoiled(how);
		expect(written(before)).not.toMatch(/Priya|Raman|Lumen/);
		const out = run(sam);
		expect(written(out)).not.toMatch(/Priya|Raman|Lumen/);
		expect(rows(out, 'notes').map((row) => row['culture'])).toEqual(['Knows somebody of their employer']);
		expect(rows(out, 'messages').map((row) => row['body'])).toEqual(['somebody sent me']);
	});

	test.each(['unreadable', 'deleted'] as const)('%s: what is about them is left out and counted', (how) => {
		const { sam, before } = spoiled(how);
		expect(written(before)).toContain('ABOUT HER');
		const out = run(sam);
		expect(written(out)).not.toContain('ABOUT HER');
		expect(rows(out, 'talks')).toHaveLength(1);
		// The talk, its notes, the message and the dossier; and the record itself while it is there.
		expect(out.unreadable).toBe(how === 'deleted' ? 4 : 5);
		// By name the holder has all of it.
		expect(written(run(sam, true))).toContain('ABOUT HER');
	});
});

describe('with names', () => {
	test('who holds the identities has them, with everybody’s words as they are', () => {
		const sam = seeker();
		const { talk } = talkWith(sam, { notes: true, sharing: true });
		sam.journal.edit(sam.journal.tables.notes.get(talk)!.fields.culture, 'Priya writes it down');
		const out = run(sam, true);
		expect(rows(out, 'people')[0]).toMatchObject({
			name: PRIYA.name,
			email: PRIYA.email,
			employer: PRIYA.employer,
			alias: PRIYA.alias
		});
		expect(rows(out, 'notes')[0]).toMatchObject({ who: PRIYA.name, culture: 'Priya writes it down' });
	});

	test('R2-38: a mentor who asks for them gets aliases all the same', () => {
		const { sam, ana } = pair();
		talkWith(sam, { notes: true, sharing: true }, NAMED);
		exchange(sam, ana);
		expect([mayName(sam.journal), mayName(ana.journal)]).toEqual([true, false]);
		expect(written(run(ana, true))).not.toMatch(/Priya|Raman|Lumen/);
	});
});

describe('R2-33: what was not agreed to or was taken back is not in it', () => {
	const SAID = 'WHAT WAS SAID';

	function captured(agreed: { notes: boolean; sharing: boolean }) {
		const sam = seeker();
		const practice = openPractice(sam.journal);
		const { talk, person } = talkWith(sam, { notes: true, sharing: agreed.sharing });
		const { tables } = sam.journal;
		const { fields } = (agreed.sharing ? tables.notes : tables.personalNotes).get(talk)!;
		sam.journal.edit(fields.skills, SAID);
		must(practice.bound.mentions.add(talk, { kind: 'skill', title: SAID }));
		const debrief = must(practice.bound.debriefs.open(talk));
		sam.journal.edit(debrief.heard, SAID);
		sam.journal.edit(debrief.means, 'What it means for me');
		must(practice.bound.followups.add(talk, { insight: SAID, action: 'Look it up' }));
		must(practice.records.leads.add({ talk, person, lead: SAID }));
		return { sam, practice, talk };
	}

	test.each([true, false])('notes taken back, shared before: %s', (sharing) => {
		const { sam, practice, talk } = captured({ notes: true, sharing });
		expect(written(run(sam, true, practice))).toContain(SAID);
		must(sam.journal.commands.forgetNotes(talk));
		for (const names of [true, false]) {
			const out = run(sam, names, practice);
			expect(written(out)).not.toContain(SAID);
			expect(rows(out, 'talks')[0]).toMatchObject({ notes: false, sharing: false });
		}
	});

	test('an agreement that was unticked: the words are kept, and stay where they are', () => {
		const { sam, practice, talk } = captured({ notes: true, sharing: false });
		must(sam.journal.commands.setAgreedNotes(talk, false));
		expect(sam.journal.queries.notesOf(sam.journal.tables.talks.get(talk)!)).toEqual({
			place: 'none',
			kept: true
		});
		const out = run(sam, true, practice);
		expect(written(out)).not.toContain(SAID);
		// What is the holder's own is theirs to take along.
		expect(rows(out, 'debriefs')[0]).toMatchObject({ heard: null, means: 'What it means for me' });
		expect(rows(out, 'followups')[0]).toMatchObject({ insight: null, action: 'Look it up' });
	});

	test('sharing taken back: no longer on the mentor’s device', () => {
		const { sam, ana } = pair();
		const { talk } = talkWith(sam, { notes: true, sharing: true });
		sam.journal.edit(sam.journal.tables.notes.get(talk)!.fields.skills, SAID);
		exchange(sam, ana);
		expect(written(run(ana))).toContain(SAID);
		must(sam.journal.commands.takeSharingBack(talk));
		exchange(sam, ana);
		expect(written(run(ana))).not.toContain(SAID);
		expect(written(run(sam))).toContain(SAID);
	});

	test('what nobody can read, nobody can say was agreed to: left out and counted', () => {
		const { sam, practice } = captured({ notes: true, sharing: true });
		sam.shared.getMap('mentions').set('newer-record', 'no record');
		expect(run(sam, false, practice).unreadable).toBe(1);
	});
});

test('every kind of record has its table, with a sample of each', () => {
	const sam = seeker();
	const practice = openPractice(sam.journal);
	buildSample(sam.journal, practice, '2026-11-22' as CivilDate);
	const out = run(sam, false, practice);
	const kinds = [...Object.keys(practice.records), ...Object.keys(practice.bound)].sort();
	expect(KINDS.map(({ table }) => table).sort()).toEqual(kinds);
	const empty = out.tables.filter((table) => table.rows.length === 0).map(({ name }) => name);
	expect(empty.sort()).toEqual(['overrules', 'withdrawals']);
	for (const { name, columns, rows: each } of out.tables)
		for (const row of each)
			expect([name, Object.keys(row).every((key) => columns.includes(key))]).toEqual([name, true]);
});

test('talks that were put away, and records of them that were, are there and say so', () => {
	const sam = seeker();
	const practice = openPractice(sam.journal);
	const { talk } = talkWith(sam, { notes: true, sharing: true });
	const mention = must(practice.bound.mentions.add(talk, { kind: 'skill', title: 'SQL' }));
	must(practice.bound.mentions.archive(mention));
	must(practice.bound.mentions.add(talk, { kind: 'skill', title: 'Writing' }));
	must(sam.journal.commands.archiveTalk(talk));
	const out = run(sam, false, practice);
	expect(rows(out, 'talks')[0]).toMatchObject({ archived: true });
	expect(
		rows(out, 'mentions')
			.map((row) => [row['title'], row['archived']])
			.sort()
	).toEqual([
		['SQL', true],
		['Writing', false]
	]);
});
