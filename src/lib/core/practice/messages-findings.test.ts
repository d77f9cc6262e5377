import { expect, test } from 'vitest';
import { must, PRIYA, seeker } from '../journal/testing.ts';
import type { RecordId } from '../ids.ts';
import { findingsFor } from './messages-findings.ts';
import { openPractice } from './practice.ts';

function heard() {
	const { journal } = seeker();
	const practice = openPractice(journal);
	const { bound } = practice;
	const meet = (name: string, agreedNotes = true) => {
		const person = must(journal.commands.addPerson({ ...PRIYA, name, email: '', alias: `${name}’s alias` }));
		return {
			person,
			talk: must(journal.commands.addTalk({ person, date: '2026-11-02', agreedNotes, agreedSharing: false }))
		};
	};
	const mention = (talk: RecordId, title: string, kind: 'skill' | 'surprise' = 'skill') =>
		must(bound.mentions.add(talk, { kind, title }));
	const ask = (
		person: RecordId,
		names = [{ name: 'Anjali Rao', alias: 'Person 2', employer: 'Lumen Bank' }]
	) =>
		findingsFor(person, {
			mentions: bound.mentions.rows(),
			talks: journal.tables.talks.rows(),
			names,
			counted: practice.same().counted
		});
	return { meet, mention, ask, journal, practice };
}

test('R0-37: what several people said comes first, counted in people and without a name', () => {
	const { meet, mention, ask } = heard();
	const [one, two, three] = [meet('Anjali Rao'), meet('Ben Okafor'), meet('Cleo Diaz')];
	mention(one.talk, 'Query languages');
	mention(two.talk, 'Writing clearly');
	mention(three.talk, 'writing clearly ');
	mention(three.talk, 'Writing clearly');
	const reader = meet('Dina Levi');
	expect(ask(reader.person)).toEqual([
		'Two people I have spoken with named “Writing clearly” as a skill that matters.',
		'One person I have spoken with named “Query languages” as a skill that matters.'
	]);
});

test('R0-37: of those that as many people said the order is the same on every device, whatever came first', () => {
	const { meet, mention, ask } = heard();
	const [one, reader] = [meet('Anjali Rao'), meet('Dina Levi')];
	for (const title of ['Query languages', 'Asking why', 'Writing clearly', 'Drawing'])
		mention(one.talk, title);
	const titles = ask(reader.person).map((finding) => /“(.*)”/.exec(finding)?.[1]);
	expect(titles).toEqual(['Asking why', 'Drawing', 'Query languages', 'Writing clearly']);
});

test('R0-57: nobody reads their own words back', () => {
	const { meet, mention, ask } = heard();
	const one = meet('Anjali Rao');
	mention(one.talk, 'Query languages');
	expect(ask(one.person)).toEqual([]);
});

test('R0-37: what would tell who somebody is stays out: names, employers, own surprises', () => {
	const { meet, mention, ask } = heard();
	const [one, reader] = [meet('Anjali Rao'), meet('Dina Levi')];
	mention(one.talk, 'Anjali’s checklist');
	mention(one.talk, 'The Lumen Bank way');
	mention(one.talk, 'How small the team is', 'surprise');
	expect(ask(reader.person)).toEqual([]);
});

test('R0-37: an agreement that was taken back takes its findings along', () => {
	const { meet, mention, ask, journal } = heard();
	const [one, reader] = [meet('Anjali Rao'), meet('Dina Levi')];
	mention(one.talk, 'Query languages');
	expect(ask(reader.person)).toHaveLength(1);
	must(journal.commands.setAgreedNotes(one.talk, false));
	expect(ask(reader.person)).toEqual([]);
});

test('R0-37, R0-57: two records of one person are one who said it, and neither reads it back', () => {
	const { meet, mention, ask, practice } = heard();
	const [one, twice, reader] = [meet('Anjali Rao'), meet('Anjali R.'), meet('Dina Levi')];
	mention(one.talk, 'Writing clearly');
	mention(twice.talk, 'Writing clearly');
	const named = 'have spoken with named “Writing clearly” as a skill that matters.';
	expect(ask(reader.person, [])).toEqual([`Two people I ${named}`]);
	must(practice.records.profiles.open(twice.person, { sameAs: one.person }));
	expect(ask(reader.person, [])).toEqual([`One person I ${named}`]);
	expect([ask(one.person, []), ask(twice.person, [])]).toEqual([[], []]);
});
