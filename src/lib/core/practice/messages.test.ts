import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { must, PRIYA, seeker, type Peer } from '../journal/testing.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import type { RecordId } from '../ids.ts';
import { checkMessage } from '../rules/message-checks.ts';
import { contextOf, openWith } from './messages-context.ts';
import {
	closeGraciously,
	fillIn,
	markNotSent,
	markSent,
	minutesAsked,
	recordReply,
	sentTo
} from './messages.ts';
import { openPractice } from './practice.ts';
import { changeStage, stepsOf } from './stage-change.ts';

const day = (text: string) => text as CivilDate;
const BODY =
	'Your talk stayed with me. I would like to learn how you decide. 30 minutes would help me decide; I am open to other paths.';

function asking() {
	const peer: Peer = seeker();
	const practice = openPractice(peer.journal);
	const person = must(peer.journal.commands.addPerson(PRIYA));
	const { messages } = practice.records;
	const write = (input: Parameters<typeof messages.add>[0] = {}): RecordId =>
		must(messages.add({ person, kind: 'request', minutes: 30, body: BODY, ...input }));
	const send = (id: RecordId, on: string) =>
		must(markSent(practice, messages.get(id)!, { on: day(on), channel: 'mail', at: peer.clock.ms }));
	const stage = () => practice.records.profiles.get(person)?.stage ?? null;
	return { ...peer, practice, person, messages, write, send, stage };
}

test('R2-44: a request that was sent moves an idea to asked, in one step of undo', () => {
	const { journal, practice, messages, person, write, send, stage } = asking();
	const id = write();
	send(id, '2026-11-02');
	expect(messages.get(id)).toMatchObject({ sentOn: '2026-11-02', channel: 'mail' });
	expect([stage(), stepsOf(practice, person).map((step) => [step.stage, step.on])]).toEqual([
		'asked',
		[['asked', '2026-11-02']]
	]);
	journal.history.undo();
	expect([messages.get(id)?.sentOn, stage(), stepsOf(practice, person)]).toEqual([null, null, []]);
	// Under another record of theirs it is the same person who was asked.
	const twin = must(journal.commands.addPerson(PRIYA));
	must(practice.records.profiles.open(twin, { sameAs: person }));
	send(write({ person: twin }), '2026-11-02');
	expect(stage()).toBe('asked');
});

test('a thank-you moves nobody, and a request does not take back a talk that is agreed', () => {
	const { practice, person, write, send, stage } = asking();
	send(write({ kind: 'thanks' }), '2026-11-02');
	expect(stage()).toBeNull();
	must(practice.records.profiles.open(person));
	must(practice.records.profiles.set(person, { stage: 'scheduled' }));
	send(write(), '2026-11-03');
	expect(stage()).toBe('scheduled');
});

test('not sent after all: a draft again, and the person where they were', () => {
	const { practice, messages, person, write, send, stage } = asking();
	must(changeStage(practice, person, 'asked', day('2026-11-02')));
	const [first, second] = [write(), write()];
	send(first, '2026-11-02');
	send(second, '2026-11-02');
	must(markNotSent(practice, messages.get(second)!));
	expect([messages.get(second)?.sentOn, stage()]).toEqual([null, 'asked']);
	must(markNotSent(practice, messages.get(first)!));
	expect([messages.get(first)?.sentOn, stage(), stepsOf(practice, person)]).toEqual([null, 'idea', []]);
	expect(messages.get(first)?.bodyText).toBe(BODY);
});

test.each([
	['yes', 'replied'],
	['later', 'replied'],
	['redirected', 'replied'],
	['no', 'declined']
] as const)('the reply %s moves asked to %s', (outcome, to) => {
	const { practice, person, write, send, stage } = asking();
	const id = write();
	send(id, '2026-11-02');
	const reply = { on: day('2026-11-04'), outcome, reason: null, learned: '' };
	must(recordReply(practice, person, id, reply));
	expect([stage(), stepsOf(practice, person).at(-1)?.on]).toEqual([to, '2026-11-04']);
	expect(openWith(practice, person)).toEqual([]);
});

test('R2-49: a decline keeps its reason in neutral words and what there is to learn', () => {
	const { practice, person } = asking();
	const reply = {
		on: day('2026-11-04'),
		outcome: 'no',
		reason: 'not-allowed',
		learned: 'Banks ask HR first'
	} as const;
	must(recordReply(practice, person, null, reply));
	expect(practice.records.replies.rows()).toMatchObject([
		{ reason: 'not-allowed', learnedText: 'Banks ask HR first' }
	]);
});

test('a reply does not take back a talk that was held', () => {
	const { practice, person, stage } = asking();
	must(practice.records.profiles.open(person));
	must(practice.records.profiles.set(person, { stage: 'met' }));
	must(
		recordReply(practice, person, null, { on: day('2026-11-04'), outcome: 'no', reason: null, learned: '' })
	);
	expect(stage()).toBe('met');
});

test('R3-15: closed graciously is a stage, and a later reply opens it again', () => {
	const { practice, person, stage } = asking();
	must(closeGraciously(practice, person, day('2026-11-20')));
	expect(stage()).toBe('closed');
	must(
		recordReply(practice, person, null, { on: day('2026-12-01'), outcome: 'yes', reason: null, learned: '' })
	);
	expect(stage()).toBe('replied');
});

test('R3-01: nobody is ever applied to: a person has no such stage', () => {
	const { practice, person } = asking();
	must(practice.records.profiles.open(person));
	const applied = { stage: 'applied' as 'asked' };
	expect(practice.records.profiles.set(person, applied)).toEqual({ ok: false, reason: 'bad-value' });
});

test('an introduction that was asked for is logged once', () => {
	const { practice, messages, write, send } = asking();
	const introductions = () => practice.records.introductions.rows().map(({ way, on }) => [way, on]);
	const id = write({ kind: 'introduction' });
	send(id, '2026-11-02');
	expect(introductions()).toEqual([['asked', '2026-11-02']]);
	must(markNotSent(practice, messages.get(id)!));
	expect(introductions()).toEqual([]);
});

const findingsOf = ({ practice, messages, journal, person }: ReturnType<typeof asking>, id: RecordId) => {
	const message = messages.get(id)!;
	const context = contextOf(
		practice,
		{ ...message, person, kind: message.kind!, subject: message.subjectText, body: message.bodyText },
		journal.queries.talksOf(person),
		day('2026-11-20')
	);
	return checkMessage(context).map(({ rule }) => rule.id);
};

test('R2-08: the hook of the dossier counts as the personal reference', () => {
	const world = asking();
	const body = BODY.replace('Your talk stayed', 'The instant payments launch stayed');
	const id = world.write({ body });
	expect(findingsOf(world, id)).toEqual(['personal-reference']);
	const dossier = must(world.practice.records.dossiers.open(world.person));
	world.journal.edit(dossier.hook, 'She led the launch of instant payments');
	expect(findingsOf(world, id)).toEqual([]);
});

test('R3-15: the second nudge is found from what was sent, and not after a reply', () => {
	const world = asking();
	world.send(world.write(), '2026-11-02');
	const nudge = world.write({ kind: 'nudge' });
	expect(findingsOf(world, nudge)).toEqual([]);
	world.send(nudge, '2026-11-09');
	expect(findingsOf(world, nudge)).toEqual([]);
	expect(findingsOf(world, world.write({ kind: 'nudge' }))).toEqual(['nudges']);
	must(
		recordReply(world.practice, world.person, null, {
			on: day('2026-11-12'),
			outcome: 'later',
			reason: null,
			learned: ''
		})
	);
	expect(findingsOf(world, world.write({ kind: 'nudge' }))).toEqual([]);
});

test('R2-39: an introduction waits for the second round, or for an offer, and is asked once', () => {
	const world = asking();
	const body = `${BODY} Could you introduce me to a colleague?`;
	expect(findingsOf(world, world.write({ body }))).toEqual(['introduction']);
	const talk = must(
		world.journal.commands.addTalk({
			person: world.person,
			date: '2026-11-10',
			agreedNotes: false,
			agreedSharing: false
		})
	);
	const thanks = { kind: 'thanks', talk, takeaway: true } as const;
	expect(findingsOf(world, world.write({ body, kind: 'update' }))).toEqual([]);
	expect(findingsOf(world, world.write({ body, ...thanks }))).toContain('introduction');
	must(
		world.practice.records.introductions.add({ person: world.person, way: 'offered', on: day('2026-11-11') })
	);
	expect(findingsOf(world, world.write({ body, ...thanks }))).not.toContain('introduction');
	world.send(world.write({ body, kind: 'introduction' }), '2026-11-12');
	expect(findingsOf(world, world.write({ body, kind: 'update' }))).toEqual(['introduction']);
});

test('S14: looking at what the checks say writes nothing', () => {
	const world = asking();
	const id = world.write();
	let updates = 0;
	for (const doc of [world.shared, world.personal] as Y.Doc[]) doc.on('update', () => updates++);
	findingsOf(world, id);
	sentTo(world.practice, world.person);
	expect(updates).toBe(0);
});

test('R2-37: filling in what was taken from a talk counts as restating it; one step of undo takes both back', () => {
	const { journal, practice, messages, write } = asking();
	const filling = (id: RecordId, values: Parameters<typeof fillIn>[3]) => {
		must(fillIn(practice, (text, next) => journal.edit(text, next), messages.get(id)!, values));
		const { bodyText, takeaway } = messages.get(id)!;
		return [bodyText, takeaway];
	};
	const id = write({ kind: 'thanks', body: 'Hello {{name}}, {{takeaway}}' });
	expect(filling(id, { name: 'Priya' })).toEqual(['Hello Priya, {{takeaway}}', false]);
	expect(filling(id, { takeaway: 'Ship small.' })).toEqual(['Hello Priya, Ship small.', true]);
	journal.history.undo();
	expect(messages.get(id)).toMatchObject({ bodyText: 'Hello Priya, {{takeaway}}', takeaway: false });
	const without = write({ kind: 'thanks', body: 'Thank you, {{name}}!' });
	expect(filling(without, { name: 'Priya', takeaway: 'Ship small.' })).toEqual(['Thank you, Priya!', false]);
});

test('the minutes asked for are those of the latest request that was sent', () => {
	const { practice, person, write, send } = asking();
	expect(minutesAsked(practice, person)).toBeNull();
	const request = write({ minutes: 45 });
	expect(minutesAsked(practice, person)).toBeNull();
	send(request, '2026-11-02');
	send(write({ kind: 'nudge', minutes: 20 }), '2026-11-09');
	expect(minutesAsked(practice, person)).toBe(45);
});

test('not sent after all leaves alone what came since, and what was not of that day', () => {
	const { practice, messages, person, write, send, stage } = asking();
	const id = write();
	send(id, '2026-11-02');
	must(
		recordReply(practice, person, id, { on: day('2026-11-02'), outcome: 'yes', reason: null, learned: '' })
	);
	must(markNotSent(practice, messages.get(id)!));
	expect(stage()).toBe('replied');
	const again = write();
	send(again, '2026-11-05');
	must(changeStage(practice, person, 'asked', day('2026-11-06')));
	must(markNotSent(practice, messages.get(again)!));
	expect([messages.get(again)?.sentOn, stage()]).toEqual([null, 'asked']);
});

test('a thank-you that was not sent after all moves nobody', () => {
	const { practice, messages, person, write, send, stage } = asking();
	must(changeStage(practice, person, 'asked', day('2026-11-02')));
	const thanks = write({ kind: 'thanks' });
	send(thanks, '2026-11-02');
	must(markNotSent(practice, messages.get(thanks)!));
	expect(stage()).toBe('asked');
});
