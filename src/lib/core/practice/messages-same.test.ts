// What was written to one record of a person was written to the person: asking, reminding and introductions count over
// all records that are said to be the same.

import { expect, test } from 'vitest';
import type { RecordId } from '../ids.ts';
import { must, PRIYA, seeker } from '../journal/testing.ts';
import { afterAsking } from '../rules/nudges.ts';
import { checkMessage } from '../rules/message-checks.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import { introductionsWith } from './introductions-asked.ts';
import { contextOf, openWith } from './messages-context.ts';
import { closeGraciously, markNotSent, markSent, minutesAsked, recordReply, sentTo } from './messages.ts';
import { openPractice } from './practice.ts';
import { changeStage, followTalk } from './stage-change.ts';

const day = (text: string) => text as CivilDate;
const TODAY = day('2026-11-20');
const BODY =
	'Your talk stayed with me. I would like to learn how you decide. 30 minutes would help me decide; I am open to other paths.';

/** Priya is in the journal twice; the second record says that it is the first. */
function twice() {
	const peer = seeker();
	const { journal, clock } = peer;
	const practice = openPractice(journal);
	const { records } = practice;
	const [first, second] = [PRIYA, { ...PRIYA, name: 'P. Raman' }].map((each) =>
		must(journal.commands.addPerson(each))
	) as [RecordId, RecordId];
	function join(): void {
		must(records.profiles.open(second));
		must(records.profiles.set(second, { sameAs: first }));
	}
	const write = (person: RecordId, input: Parameters<typeof records.messages.add>[0] = {}) =>
		must(records.messages.add({ person, kind: 'request', minutes: 30, body: BODY, ...input }));
	const send = (id: RecordId, on: string) =>
		must(markSent(practice, records.messages.get(id)!, { on: day(on), channel: 'mail', at: clock.ms }));
	const stages = () => [first, second].map((person) => records.profiles.get(person)?.stage ?? null);
	const findings = (id: RecordId) => {
		const { person, kind, ...message } = records.messages.get(id)!;
		const asked = { ...message, person: person!, kind: kind!, subject: '', body: message.bodyText };
		const talks = journal.tables.talks.rows();
		return checkMessage(contextOf(practice, asked, talks, TODAY)).map(({ rule }) => rule.id);
	};
	const reply = (person: RecordId, on: string, outcome: 'yes' | 'no' = 'yes') =>
		must(recordReply(practice, person, null, { on: day(on), outcome, reason: null, learned: '' }));
	return { ...peer, practice, records, first, second, join, write, send, stages, findings, reply };
}

test('one nudge is for the person, whichever record it went to', () => {
	const { practice, first, second, join, write, send, findings } = twice();
	send(write(first), '2026-11-02');
	send(write(second, { kind: 'nudge' }), '2026-11-09');
	const [to, other] = [write(first, { kind: 'nudge' }), write(second, { kind: 'nudge' })];
	expect([findings(to), findings(other)]).toEqual([[], []]);
	join();
	expect([findings(to), findings(other)]).toEqual([['nudges'], ['nudges']]);
	expect(afterAsking(openWith(practice, first), TODAY)).toMatchObject({ state: 'close' });
	expect(sentTo(practice, second).map(({ kind }) => kind)).toEqual(['request', 'nudge']);
});

test('a record that is put away still counts: who was reminded, was reminded', () => {
	const { journal, practice, first, second, join, write, send } = twice();
	send(write(first), '2026-11-02');
	join();
	must(journal.commands.archivePerson(first));
	expect(openWith(practice, second)).toHaveLength(1);
});

test('a reply to one record answers what was asked of the other', () => {
	const { practice, first, second, join, write, send, reply, stages } = twice();
	send(write(first), '2026-11-02');
	reply(second, '2026-11-04');
	expect(openWith(practice, first)).toHaveLength(1);
	join();
	expect(openWith(practice, first)).toEqual([]);
	reply(second, '2026-11-05', 'no');
	expect(stages()[0]).toBe('declined');
});

test('an introduction is asked for once, over all records, and an offer to one is an offer', () => {
	const { practice, records, first, second, join, write, send, findings } = twice();
	const before = { kind: 'update' } as const;
	send(write(first, before), '2026-11-02');
	send(write(second, before), '2026-11-02');
	send(write(second, { kind: 'introduction' }), '2026-11-10');
	must(records.introductions.add({ person: second, way: 'offered', on: day('2026-11-11') }));
	const asking = write(first, { kind: 'introduction' });
	expect(introductionsWith(practice, first)).toMatchObject({ asked: [], offered: false });
	join();
	expect(introductionsWith(practice, first)).toMatchObject({ asked: [{ person: second }], offered: true });
	expect(findings(asking)).toContain('introduction');
	send(asking, '2026-11-19');
	expect(introductionsWith(practice, first).asked).toHaveLength(1);
});

test('a log of asking that was put away counts; one whose message was not sent after all does not', () => {
	const { practice, records, first, write, send } = twice();
	const asked = () => introductionsWith(practice, first).asked.length;
	const id = write(first, { kind: 'introduction' });
	send(id, '2026-11-10');
	must(markNotSent(practice, records.messages.get(id)!));
	expect([asked(), records.introductions.rows()]).toEqual([0, []]);
	const logged = must(records.introductions.add({ person: first, way: 'asked', on: TODAY }));
	must(records.introductions.archive(logged));
	expect(asked()).toBe(1);
});

test('not sent after all takes away the log of that message, not one that was there before', () => {
	const { practice, records, first, write, send } = twice();
	const logged = must(records.introductions.add({ person: first, way: 'asked', on: TODAY }));
	const id = write(first, { kind: 'introduction' });
	send(id, TODAY);
	must(markNotSent(practice, { ...records.messages.get(id)!, sentAt: Number.MAX_SAFE_INTEGER }));
	expect(records.introductions.rows().map((row) => row.id)).toEqual([logged]);
});

test('what comes of a duplicate moves the record that counts, and a request that was not sent moves that one back', () => {
	const { practice, records, first, second, join, write, send, stages } = twice();
	join();
	must(changeStage(practice, first, 'asked', day('2026-11-02')));
	const id = write(second);
	send(id, '2026-11-02');
	must(markNotSent(practice, records.messages.get(id)!));
	expect(stages()).toEqual(['idea', null]);
	must(followTalk(practice, second, 'met', TODAY));
	expect(stages()).toEqual(['met', null]);
	must(closeGraciously(practice, second, TODAY));
	expect(stages()).toEqual(['closed', null]);
});

test('what was sent before it was known to be one person is taken back where it was written', () => {
	const { practice, records, second, join, write, send, stages } = twice();
	must(changeStage(practice, second, 'asked', day('2026-11-02')));
	const id = write(second);
	send(id, '2026-11-02');
	join();
	must(markNotSent(practice, records.messages.get(id)!));
	expect(stages()).toEqual([null, 'idea']);
});

test('a profile that is another member’s to begin is left alone', () => {
	const { practice, records, second, join } = twice();
	join();
	const elsewhere = { ...practice, holdsPerson: (id: RecordId) => id === second };
	must(closeGraciously(elsewhere, second, TODAY));
	expect(records.profiles.rows().map(({ id, stage }) => [id, stage])).toEqual([[second, 'closed']]);
});

test('the minutes asked for and what they did are known of the person', () => {
	const { practice, records, journal, first, second, join, write, send, findings } = twice();
	send(write(second, { minutes: 45 }), '2026-11-02');
	const draft = write(first, {
		body: BODY.replace('Your talk stayed', 'The instant payments launch stayed')
	});
	const dossier = must(records.dossiers.open(second));
	journal.edit(dossier.hook, 'She led the launch of instant payments');
	expect([minutesAsked(practice, first), findings(draft)]).toEqual([null, ['personal-reference']]);
	join();
	expect([minutesAsked(practice, first), findings(draft)]).toEqual([45, []]);
});
