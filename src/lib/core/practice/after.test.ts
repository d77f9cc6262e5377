import { expect, test } from 'vitest';
import { must, PRIYA, seeker } from '../journal/testing.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import { isDue, trackedFollowUps, trackerRows, TRACKER_HEAD } from './after-tracker.ts';
import { favourBalance, notedWords, openOffers, thanksOf, touchRatio } from './after.ts';
import { openPractice } from './practice.ts';

function talked() {
	const { journal, clock } = seeker();
	const practice = openPractice(journal);
	const person = must(journal.commands.addPerson(PRIYA));
	const talkOn = (date: string, agreedNotes = true) => {
		clock.ms += 1000;
		return must(journal.commands.addTalk({ person, date, agreedNotes, agreedSharing: false }));
	};
	return { journal, practice, person, talkOn };
}

test('R2-20: favours are balanced; a promise and an open offer do not count yet', () => {
	const given = { direction: 'given', done: true } as const;
	const received = { direction: 'received', done: true } as const;
	expect(
		favourBalance([given, given, received, { ...given, done: false }, { ...received, done: false }])
	).toEqual({ given: 2, received: 1, promised: 1, leans: 'given' });
	expect(favourBalance([received])).toMatchObject({ leans: 'received' });
	expect(favourBalance([])).toMatchObject({ leans: 'even' });
});

test('R3-16: what they offered stays open until it was taken up', () => {
	const { practice, person } = talked();
	const { favours, introductions } = practice.records;
	const offer = must(favours.add({ person, direction: 'received', kind: 'help', favour: 'Reads my résumé' }));
	must(favours.add({ person, direction: 'given', kind: 'article' }));
	const intro = must(introductions.add({ person, way: 'offered', to: 'Her colleague', state: 'open' }));
	must(introductions.add({ person, way: 'asked', state: 'open' }));
	const open = () => {
		const found = openOffers(favours.rows(), introductions.rows());
		return [...found.favours, ...found.introductions].map(({ id }) => id);
	};
	expect(open()).toEqual([offer, intro]);
	must(favours.set(offer, { done: true }));
	must(introductions.set(intro, { state: 'followed' }));
	expect(open()).toEqual([]);
});

test('R2-21: news of progress is held against requests, logged and sent alike', () => {
	const sent = '2026-11-02' as CivilDate;
	expect(
		touchRatio(
			[{ kind: 'update' }, { kind: 'ask' }, { kind: 'conversation' }],
			[
				{ kind: 'request', sentOn: sent },
				{ kind: 'nudge', sentOn: sent },
				{ kind: 'update', sentOn: null },
				{ kind: 'thanks', sentOn: sent }
			]
		)
	).toEqual({ updates: 1, asks: 3, mostlyAsks: true });
	expect(touchRatio([{ kind: 'update' }], [{ kind: 'update', sentOn: sent }])).toEqual({
		updates: 2,
		asks: 0,
		mostlyAsks: false
	});
});

test('the thank-you of a talk is the one that was sent, else the draft', () => {
	const { practice, person, talkOn } = talked();
	const { messages } = practice.records;
	const talk = talkOn('2026-11-02');
	expect(thanksOf(talk, messages.rows())).toBeNull();
	const draft = must(messages.add({ person, talk, kind: 'thanks' }));
	must(messages.add({ person, talk, kind: 'update', sentOn: '2026-11-03' as CivilDate }));
	expect(thanksOf(talk, messages.rows())?.id).toBe(draft);
	const sent = must(messages.add({ person, talk, kind: 'thanks', sentOn: '2026-11-04' as CivilDate }));
	expect(thanksOf(talk, messages.rows())?.id).toBe(sent);
});

test('what a thank-you can restate: heard, resonated, mentioned', () => {
	expect(
		notedWords({ heardText: 'Calls', resonatedText: ' ' }, [{ titleText: 'SQL', detailText: '' }])
	).toEqual(['Calls', 'SQL']);
	expect(notedWords(null, [])).toEqual([]);
});

const noNotes = ({ agreedNotes }: { agreedNotes: boolean }) => !agreedNotes;

test('follow-ups come in the order in which they are to be done, and done ones last', () => {
	const { journal, practice, talkOn } = talked();
	const { followups } = practice.bound;
	const [early, late, own] = [talkOn('2026-11-02'), talkOn('2026-11-09'), talkOn('2026-11-05', false)];
	const day = (text: string) => text as CivilDate;
	must(followups.add(early, { action: 'someday, early' }));
	must(followups.add(late, { action: 'someday, late' }));
	must(followups.add(late, { action: 'done', done: true, due: day('2026-11-01') }));
	must(followups.add(early, { action: 'friday', due: day('2026-11-27') }));
	must(followups.add(own, { action: 'monday, own', due: day('2026-11-23') }));
	const read = () =>
		trackedFollowUps(followups, journal.tables.talks.rows(), noNotes).map(
			({ followup }) => followup.actionText
		);
	expect(read()).toEqual(['monday, own', 'friday', 'someday, late', 'someday, early', 'done']);
	must(journal.commands.archiveTalk(late));
	expect(read()).toEqual(['monday, own', 'friday', 'someday, early']);
});

test('a follow-up is due on its day, and not once it is done', () => {
	const due = '2026-11-22' as CivilDate;
	expect(isDue({ due, done: false }, due)).toBe(true);
	expect(isDue({ due, done: false }, '2026-11-21' as CivilDate)).toBe(false);
	expect(isDue({ due, done: true }, due)).toBe(false);
	expect(isDue({ due: null, done: false }, due)).toBe(false);
});

test('R1-56: the tracker gives insight, date and follow-up', () => {
	const { journal, practice, talkOn } = talked();
	const talk = talkOn('2026-11-02');
	must(practice.bound.followups.add(talk, { insight: 'Calls all day', action: 'Shadow one' }));
	const tracked = trackedFollowUps(practice.bound.followups, journal.tables.talks.rows(), noNotes);
	const [row] = trackerRows(tracked, { personOf: () => 'Product lead', unnamed: [] });
	const cell = (name: string) => row?.[(TRACKER_HEAD as readonly string[]).indexOf(name)];
	expect(['Insight', 'Date', 'Follow-up'].map(cell)).toEqual(['Calls all day', '2026-11-02', 'Shadow one']);
});

test('R2-38: an exported tracker tells people by their alias, inside the words too', () => {
	const { journal, practice, talkOn } = talked();
	const talk = talkOn('2026-11-02');
	must(practice.bound.followups.add(talk, { insight: 'Priya Raman likes calls', action: 'Ask priya.' }));
	const tracked = trackedFollowUps(practice.bound.followups, journal.tables.talks.rows(), noNotes);
	const unnamed = [{ name: 'Priya Raman', alias: 'Product lead' }];
	const text = trackerRows(tracked, { personOf: () => 'Product lead', unnamed })
		.flat()
		.join('|');
	expect(text).not.toMatch(/priya|raman/i);
	expect(text).toContain('Product lead likes calls');
	expect(text).toContain('Ask Product lead.');
});
