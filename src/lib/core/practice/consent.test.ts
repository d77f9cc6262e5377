// The part where a mistake betrays somebody: what was asked, what was answered, and what taking it back removes.

import * as fc from 'fast-check';
import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { utf8 } from '../bytes.ts';
import type { RecordId } from '../ids.ts';
import { ANA, crashPoints, exchange, must, pair, PRIYA, reopened, SAM } from '../journal/testing.ts';
import type { Peer } from '../journal/testing.ts';
import type { CivilDate } from '../schema/civil-date.ts';
import { NOTE_FIELDS } from '../schema/notes.ts';
import { namedIfShared, namedPlaces, unnamedPeople, writeAlias } from './consent-names.ts';
import {
	agreedTo,
	consentLog,
	disputedPermissions,
	recordConsent,
	setPermissionBack,
	withdrawConsent,
	type ConsentKind
} from './consent.ts';
import { openPractice } from './practice.ts';

const TOLD = { on: '2026-11-02' as CivilDate, way: 'spoken', use: 'My own notes' } as const;
const LATER = { on: '2026-11-20' as CivilDate, way: 'written', use: '' } as const;

const bytesHold = (bytes: Uint8Array, text: string): boolean => {
	const wanted = utf8(text);
	return bytes.some((_, at) => wanted.every((byte, index) => bytes[at + index] === byte));
};
const holds = (doc: Y.Doc, text: string): boolean => bytesHold(Y.encodeStateAsUpdate(doc), text);

const practise = <Some extends Peer>(peer: Some) => ({ ...peer, practice: openPractice(peer.journal) });
type Practising = ReturnType<typeof practise<Peer>>;

const give = (peer: Practising, about: RecordId, kind: ConsentKind, answer: 'yes' | 'no' = 'yes') =>
	must(recordConsent(peer.journal, peer.practice, { about, kind, answer }, TOLD));
const takeBack = (peer: Practising, about: RecordId, kind: ConsentKind) =>
	must(withdrawConsent(peer.journal, peer.practice, { about, kind }, LATER));
const agreed = (peer: Practising, about: RecordId, kind: ConsentKind) =>
	agreedTo(peer.journal, peer.practice, { about, kind });
const finishAll = (peer: Peer) => {
	for (let rounds = 0; rounds < 20; rounds++) {
		const [item] = peer.journal.queries.unfinished();
		if (!item) return;
		must(peer.journal.commands.finish(item));
	}
	throw new Error('never finished');
};

/** Sam has talked with Priya, who agreed to nothing yet. */
function talked() {
	const { sam: one, ana: other } = pair();
	const [sam, ana] = [practise(one), practise(other)];
	const person = must(sam.journal.commands.addPerson(PRIYA));
	const talk = must(
		sam.journal.commands.addTalk({ person, date: '2026-11-02', agreedNotes: false, agreedSharing: false })
	);
	exchange(sam, ana);
	return { sam, ana, person, talk };
}

/** Everything that a talk can hold, shared with Ana. */
function shared() {
	const scene = talked();
	const { sam, ana, talk } = scene;
	give(sam, talk, 'notes');
	give(sam, talk, 'sharing');
	const { bound } = sam.practice;
	must(bound.mentions.add(talk, { kind: 'skill', title: 'Query languages' }));
	must(bound.followups.add(talk, { insight: 'They plan by the quarter' }));
	const debrief = must(bound.debriefs.open(talk));
	sam.journal.edit(debrief.heard, 'Nobody plans ahead');
	sam.journal.edit(debrief.means, 'I would plan ahead');
	sam.journal.edit(sam.journal.tables.notes.get(talk)!.fields.pace, 'Sixty hours a week');
	sam.journal.edit(sam.journal.tables.personalNotes.get(talk)!.reflections, 'Not for me');
	exchange(sam, ana);
	return scene;
}
const HEARD = ['Query languages', 'They plan by', 'Nobody plans', 'Sixty hours'];
const everywhere = (...peers: Peer[]) => peers.flatMap(({ shared: one, personal }) => [one, personal]);
const found = (docs: readonly Y.Doc[], words: readonly string[]) =>
	words.filter((text) => docs.some((doc) => holds(doc, text)));

test.each(['notes', 'recording', 'quoting'] as const)(
	'R2-33: %s is asked with when and how, counts at once, and is one step of undo',
	(kind) => {
		const { sam, talk } = talked();
		give(sam, talk, kind);
		expect(agreed(sam, talk, kind)).toBe(true);
		expect(consentLog(sam.practice, talk)).toMatchObject([
			{ kind, answer: 'yes', on: '2026-11-02', way: 'spoken' }
		]);
		expect(agreed(sam, talk, kind)).toBe(true);
		sam.journal.history.undo();
		expect([agreed(sam, talk, kind), consentLog(sam.practice, talk)]).toEqual([false, []]);
		sam.journal.history.redo();
		expect([agreed(sam, talk, kind), consentLog(sam.practice, talk).length]).toEqual([true, 1]);
	}
);

test('R2-34: what they were told it is for stays with every answer', () => {
	const { sam, talk, person } = talked();
	for (const kind of ['notes', 'recording', 'quoting', 'sharing'] as const) give(sam, talk, kind);
	give(sam, person, 'naming');
	const uses = [talk, person].flatMap((about) => consentLog(sam.practice, about).map((row) => row.useText));
	expect(uses).toEqual(Array.from({ length: 5 }, () => 'My own notes'));
});

test('R2-33: sharing and naming are entered with their flags, and undone with them', () => {
	const { sam, ana, talk, person } = talked();
	give(sam, talk, 'notes');
	for (const [about, kind] of [
		[talk, 'sharing'],
		[person, 'naming']
	] as const) {
		give(sam, about, kind);
		exchange(sam, ana);
		expect([agreed(sam, about, kind), agreed(ana, about, kind)]).toEqual([true, true]);
		sam.journal.history.undo();
		exchange(sam, ana);
		expect([agreed(sam, about, kind), agreed(ana, about, kind)]).toEqual([false, false]);
		expect(consentLog(sam.practice, about).some((row) => row.kind === kind)).toBe(false);
	}
	expect(holds(ana.shared, 'Priya')).toBe(false);
});

test('R2-33: a no is logged too; notes without an agreement take no words', () => {
	const { sam, talk } = talked();
	give(sam, talk, 'notes', 'no');
	expect(consentLog(sam.practice, talk)).toMatchObject([{ kind: 'notes', answer: 'no' }]);
	for (const kind of ['stamps', 'bridges', 'outcomes'] as const)
		expect([kind, sam.practice.bound[kind].add(talk, {})]).toMatchObject([kind, { reason: 'not-agreed' }]);
	expect(
		recordConsent(sam.journal, sam.practice, { about: talk, kind: 'sharing', answer: 'yes' }, TOLD)
	).toEqual({ ok: false, reason: 'sharing-needs-notes' });
	expect(consentLog(sam.practice, talk)).toHaveLength(1);
	expect(
		recordConsent(
			sam.journal,
			sam.practice,
			{ about: talk, kind: 'notes', answer: 'yes' },
			{ ...TOLD, on: '2026-02-31' as CivilDate }
		)
	).toEqual({ ok: false, reason: 'bad-date' });
});

test('R2-33: only who holds a talk answers for it, and nobody else has the log', () => {
	const { sam, ana, talk, person } = talked();
	give(sam, talk, 'recording');
	exchange(sam, ana);
	for (const kind of ['notes', 'sharing', 'recording', 'quoting'] as const) {
		expect(recordConsent(ana.journal, ana.practice, { about: talk, kind, answer: 'yes' }, TOLD).ok).toBe(
			false
		);
		expect(withdrawConsent(ana.journal, ana.practice, { about: talk, kind }, TOLD).ok).toBe(false);
	}
	expect(withdrawConsent(ana.journal, ana.practice, { about: person, kind: 'naming' }, TOLD).ok).toBe(false);
	expect(agreed(ana, talk, 'recording')).toBe(true);
	expect([consentLog(ana.practice, talk), holds(ana.shared, 'My own notes')]).toEqual([[], false]);
});

test('R2-33: a permission that somebody else marks does not count with the holder, is told, and can be set back', () => {
	const { sam, ana, talk } = talked();
	give(sam, talk, 'quoting', 'no');
	exchange(sam, ana);
	must(ana.practice.records.permissions.set(talk, { quoting: true }));
	exchange(sam, ana);
	expect([agreed(sam, talk, 'quoting'), disputedPermissions(sam.journal, sam.practice, talk)]).toEqual([
		false,
		['quoting']
	]);
	must(setPermissionBack(sam.practice, talk, 'quoting'));
	expect(disputedPermissions(sam.journal, sam.practice, talk)).toEqual([]);
});

describe('taking notes back', () => {
	test('R2-33: removes what was heard from both devices, keeps the own half, is logged and marked', () => {
		const { sam, ana, talk } = shared();
		takeBack(sam, talk, 'notes');
		exchange(sam, ana);
		expect(found(everywhere(sam, ana), HEARD)).toEqual([]);
		expect([holds(sam.personal, 'Not for me'), holds(sam.personal, 'I would plan ahead')]).toEqual([
			true,
			true
		]);
		expect(consentLog(sam.practice, talk)[0]).toMatchObject({
			kind: 'notes',
			answer: 'withdrawn',
			way: 'written'
		});
		expect(ana.practice.records.withdrawals.rows()).toMatchObject([
			{ about: talk, kind: 'notes', on: '2026-11-20' }
		]);
		expect([agreed(sam, talk, 'notes'), agreed(ana, talk, 'sharing')]).toEqual([false, false]);
		expect(sam.journal.queries.unfinished()).toEqual([]);
	});

	test('R2-33: takes out what was drawn from the talk elsewhere, and leaves what others told', () => {
		const { sam, ana, person, talk } = shared();
		const { records } = sam.practice;
		const date = '2026-11-03';
		const agreements = { agreedNotes: true, agreedSharing: true };
		const other = must(sam.journal.commands.addTalk({ person, date, ...agreements }));
		const about = (of: RecordId) => {
			must(records.leads.add({ talk: of, lead: 'zqopening' }));
			must(records.introductions.add({ talk: of, way: 'offered', to: 'zqcolleague' }));
			const gap = must(records.gaps.add({ talk: of, title: 'I lack practice' }));
			const forecast = must(records.forecasts.add({ talk: of, before: 40, after: 60 }));
			must(sam.practice.bound.bridges.add(of, { gap, bridge: `zqbridge ${of}` }));
			const outcome = must(sam.practice.bound.outcomes.add(of, { forecast, came: 'supports' }));
			return [gap, forecast, outcome] as const;
		};
		const [[gap, forecast, outcome]] = [about(talk), about(other)];
		exchange(sam, ana);
		expect(ana.practice.bound.bridges.of(talk)).toHaveLength(1);
		takeBack(sam, talk, 'notes');
		exchange(sam, ana);
		expect(records.leads.rows()).toMatchObject([{ talk: other }]);
		expect(records.introductions.rows()).toMatchObject([{ talk: other }]);
		expect(ana.practice.records.gaps.get(gap)).toMatchObject({ titleText: 'I lack practice' });
		expect(ana.practice.records.forecasts.get(forecast)).toMatchObject({ before: 40, after: 60 });
		expect(found(everywhere(sam, ana), [`zqbridge ${talk}`])).toEqual([]);
		for (const { practice } of [sam, ana]) {
			expect(practice.bound.bridges.rows()).toMatchObject([{ talk: other }]);
			expect(practice.bound.outcomes.rows()).toMatchObject([{ talk: other, came: 'supports' }]);
			expect(practice.bound.outcomes.get(outcome)).toBeNull();
		}
	});

	test.each(['shared', 'unshared'] as const)(
		'R2-33: what they said goes from %s records, the own to-dos and decisions stay with the holder',
		(where) => {
			const { sam, ana, talk } = talked();
			give(sam, talk, 'notes');
			if (where === 'shared') give(sam, talk, 'sharing');
			const { fits, followups } = sam.practice.bound;
			must(followups.add(talk, { insight: 'zqinsight', action: 'Read it up', due: LATER.on, done: true }));
			must(followups.add(talk, { insight: 'zqinsight alone', done: true }));
			must(fits.add(talk, { fit: 'conflicts', note: 'zqnote', decision: 'avoid', decidedOn: LATER.on }));
			must(fits.add(talk, { fit: 'meets', note: 'zqnote alone' }));
			exchange(sam, ana);
			takeBack(sam, talk, 'notes');
			exchange(sam, ana);
			expect(followups.of(talk)).toMatchObject([
				{ insightText: '', actionText: 'Read it up', due: LATER.on, done: true }
			]);
			expect(fits.of(talk)).toMatchObject([
				{ fit: null, noteText: '', decision: 'avoid', decidedOn: LATER.on }
			]);
			expect(found(everywhere(sam, ana), ['zqinsight', 'zqnote', 'conflicts', 'meets'])).toEqual([]);
			expect(found([ana.shared], ['Read it up', 'avoid'])).toEqual([]);
		}
	);

	test('R2-33: a bridge and an outcome of an unshared talk are not with the mentor, who reads the gap', () => {
		const { sam, ana, talk } = talked();
		give(sam, talk, 'notes');
		const gap = must(sam.practice.records.gaps.add({ talk, title: 'I lack practice' }));
		must(sam.practice.bound.bridges.add(talk, { gap, bridge: 'zqbridge' }));
		must(sam.practice.bound.outcomes.add(talk, { came: 'challenges' }));
		exchange(sam, ana);
		expect(found([ana.shared], ['I lack practice', 'zqbridge', 'challenges'])).toEqual(['I lack practice']);
		for (const kind of ['bridges', 'outcomes'] as const)
			expect([kind, ana.practice.bound[kind].add(talk, {})]).toMatchObject([kind, { ok: false }]);
	});

	test('R2-33: words that either had deleted before are gone too, and neither can bring any back', () => {
		const { sam, ana, talk } = shared();
		const pace = (peer: Peer) => peer.journal.tables.notes.get(talk)!.fields.pace;
		sam.journal.edit(pace(sam), 'Sixty hours a week, they whispered');
		sam.clock.ms += 1000;
		sam.journal.edit(pace(sam), 'Sixty hours a week');
		sam.journal.history.undo();
		sam.journal.edit(pace(sam), 'Sixty hours a week');
		exchange(sam, ana);
		ana.journal.edit(pace(ana), 'Sixty hours a week, unpaid');
		ana.journal.edit(pace(ana), '');
		exchange(sam, ana);
		expect([holds(sam.shared, 'whispered'), holds(ana.shared, 'unpaid')]).toEqual([true, true]);
		takeBack(sam, talk, 'notes');
		exchange(sam, ana);
		expect(found(everywhere(sam, ana), [...HEARD, 'whispered', 'unpaid'])).toEqual([]);
		for (const { journal } of [sam, ana]) {
			expect([journal.history.canUndo(), journal.history.canRedo()]).toEqual([false, false]);
			expect([journal.history.undo(), journal.history.redo()]).toEqual([false, false]);
		}
		expect(found(everywhere(sam, ana), HEARD)).toEqual([]);
	});

	test('cut off anywhere, it counts nowhere from the first moment, and finishing removes every word', () => {
		const { sam, ana, talk } = shared();
		sam.journal.edit(sam.journal.tables.personalNotes.get(talk)!.fields.skills, 'a stray of before');
		const points = crashPoints(sam, () => takeBack(sam, talk, 'notes'));
		expect(points.length).toBeGreaterThan(4);
		points.forEach((point, index) => {
			const again = practise(reopened(SAM, point, 20 + index));
			if (index > 0) {
				expect(agreed(again, talk, 'notes')).toBe(false);
				expect(again.practice.bound.mentions.rows()).toEqual([]);
				expect(consentLog(again.practice, talk)[0]).toMatchObject({ answer: 'withdrawn' });
			} else takeBack(again, talk, 'notes');
			if (index > 0 && index < points.length - 1)
				expect(again.journal.queries.unfinished()).toMatchObject([{ kind: 'forget-notes', about: talk }]);
			finishAll(again);
			expect([index, found(everywhere(again), [...HEARD, 'a stray'])]).toEqual([index, []]);
			expect(again.practice.bound.debriefs.of(talk)).toMatchObject([{ meansText: 'I would plan ahead' }]);
			for (const doc of everywhere(again)) expect(doc.getMap('withdrawals').size).toBe(1);
			const mentor = practise(
				reopened(
					ANA,
					{ shared: Y.encodeStateAsUpdate(ana.shared), personal: new Uint8Array([0, 0]) },
					50 + index
				)
			);
			exchange(again, mentor);
			expect(found([mentor.shared], HEARD)).toEqual([]);
		});
	});

	test('words that the mentor types meanwhile are listed, removed on finish, and never come to the holder', () => {
		const { sam, ana, talk } = shared();
		takeBack(sam, talk, 'notes');
		ana.journal.edit(ana.journal.tables.notes.get(talk)!.fields.culture, 'typed in a train');
		must(ana.practice.bound.stamps.add(talk, { stamp: 'challenges', quote: 'stamped in a train' }));
		must(ana.practice.bound.bridges.add(talk, { bridge: 'bridged in a train' }));
		must(ana.practice.bound.outcomes.add(talk, { came: 'challenges' }));
		must(ana.practice.bound.followups.add(talk, { insight: 'seen in a train', action: 'Ask Tom' }));
		exchange(sam, ana);
		expect(sam.journal.queries.unfinished()).toEqual([{ kind: 'forget-notes', about: talk, intent: null }]);
		must(sam.practice.bound.followups.add(talk, { action: 'Write to thank them' }));
		finishAll(sam);
		exchange(sam, ana);
		expect(found(everywhere(sam, ana), ['in a train'])).toEqual([]);
		// What is to be done is not what they said, whoever wrote it down and when.
		expect(sam.practice.bound.followups.of(talk).map(({ actionText }) => actionText)).toEqual(
			expect.arrayContaining(['Ask Tom', 'Write to thank them'])
		);
		expect([sam.personal, sam.shared].map((doc) => doc.getMap('outcomes').size)).toEqual([0, 0]);
		expect(ana.journal.history.canUndo()).toBe(false);
		expect(consentLog(sam.practice, talk).filter((row) => row.answer === 'withdrawn')).toHaveLength(1);
	});

	test('what another device of the holder had captured meanwhile goes with the late words', () => {
		const { sam, ana, talk } = shared();
		const { bound } = sam.practice;
		const captured = ['mentions', 'stamps', 'outcomes', 'bridges'] as const;
		const ids = captured.map((kind) => must(bound[kind].add(talk, {})));
		const records = captured.map((kind, index) => {
			const record = sam.shared.getMap(kind).get(ids[index]!);
			return record instanceof Y.Map ? record.clone() : null;
		});
		takeBack(sam, talk, 'notes');
		captured.forEach((kind, index) => sam.personal.getMap(kind).set(ids[index]!, records[index]));
		ana.journal.edit(ana.journal.tables.notes.get(talk)!.fields.culture, 'typed in a train');
		exchange(sam, ana);
		finishAll(sam);
		expect(captured.filter((kind) => sam.personal.getMap(kind).size > 0)).toEqual([]);
	});

	test('late words go, whichever way the holder touches the agreement next', () => {
		for (const next of ['yes', 'no', 'disputed'] as const) {
			const { sam, ana, talk } = shared();
			takeBack(sam, talk, 'notes');
			ana.journal.edit(ana.journal.tables.notes.get(talk)!.fields.culture, 'typed in a train');
			if (next === 'disputed') {
				const record = ana.shared.getMap('talks').get(talk);
				if (record instanceof Y.Map) record.set('agreedNotes', true);
			}
			exchange(sam, ana);
			if (next !== 'disputed') give(sam, talk, 'notes', next);
			finishAll(sam);
			exchange(sam, ana);
			expect([next, found(everywhere(sam, ana), ['in a train'])]).toEqual([next, []]);
			expect(agreed(sam, talk, 'notes')).toBe(next === 'yes');
		}
	});

	test('ending what somebody else marked as shared brings no late words to the holder either', () => {
		const { sam, ana, talk } = shared();
		takeBack(sam, talk, 'notes');
		ana.journal.edit(ana.journal.tables.notes.get(talk)!.fields.culture, 'typed in a train');
		const record = ana.shared.getMap('talks').get(talk);
		if (record instanceof Y.Map) record.set('agreedSharing', true);
		exchange(sam, ana);
		must(sam.journal.commands.setAgreedSharing(talk, false));
		expect(found(everywhere(sam), ['in a train'])).toEqual([]);
	});

	test('a debrief that the mentor opened meanwhile does not replace the holder’s own', () => {
		const { sam, ana, talk } = talked();
		give(sam, talk, 'notes');
		give(sam, talk, 'sharing');
		exchange(sam, ana);
		ana.clock.ms += 5;
		const anas = must(ana.practice.bound.debriefs.open(talk));
		ana.journal.edit(anas.means, 'Ana thinks so');
		ana.journal.edit(anas.heard, 'Ana heard so');
		takeBack(sam, talk, 'notes');
		sam.clock.ms += 5;
		sam.journal.edit(must(sam.practice.bound.debriefs.open(talk)).means, 'Sam thinks so');
		exchange(sam, ana);
		finishAll(sam);
		exchange(sam, ana);
		expect(sam.practice.bound.debriefs.of(talk)).toMatchObject([
			{ meansText: 'Sam thinks so\nAna thinks so', heardText: '' }
		]);
		expect(found(everywhere(sam, ana), ['Ana heard so'])).toEqual([]);
	});
});

describe('taking sharing back', () => {
	test('R2-33: brings the words home, and no undo shares them again', () => {
		const { sam, ana, talk } = shared();
		takeBack(sam, talk, 'sharing');
		exchange(sam, ana);
		expect(found([ana.shared, sam.shared], HEARD)).toEqual([]);
		expect(found([sam.personal], HEARD)).toEqual(HEARD);
		expect([sam.journal.history.canUndo(), ana.journal.history.canUndo()]).toEqual([false, false]);
		expect(sam.practice.records.withdrawals.rows()).toMatchObject([{ about: talk, kind: 'sharing' }]);
		expect(agreed(sam, talk, 'notes')).toBe(true);
	});

	test('cut off anywhere, finishing brings every word home and none stays', () => {
		const { sam, talk } = shared();
		const points = crashPoints(sam, () => takeBack(sam, talk, 'sharing'));
		expect(points.length).toBeGreaterThan(3);
		points.slice(1).forEach((point, index) => {
			const again = practise(reopened(SAM, point, 20 + index));
			finishAll(again);
			expect([index, found([again.shared], HEARD), found([again.personal], HEARD)]).toEqual([
				index,
				[],
				HEARD
			]);
			expect(again.shared.getMap('withdrawals').size).toBe(1);
		});
	});

	test('words that arrive late come home, too, and every device is told to let go of them', () => {
		const { sam, ana, talk } = shared();
		takeBack(sam, talk, 'sharing');
		ana.journal.edit(ana.journal.tables.notes.get(talk)!.fields.culture, 'typed in a train');
		exchange(sam, ana);
		finishAll(sam);
		exchange(sam, ana);
		expect([holds(sam.personal, 'in a train'), holds(ana.shared, 'in a train')]).toEqual([true, false]);
		expect([sam.journal.history.canUndo(), ana.journal.history.canUndo()]).toEqual([false, false]);
	});
});

describe('taking naming back', () => {
	test('R2-38: name and employer leave the shared document, and no undo brings them back', () => {
		const { sam, ana, person } = talked();
		give(sam, person, 'naming');
		exchange(sam, ana);
		expect(holds(ana.shared, 'Priya Raman')).toBe(true);
		takeBack(sam, person, 'naming');
		exchange(sam, ana);
		expect(found([sam.shared, ana.shared], ['Priya', 'Lumen'])).toEqual([]);
		expect(sam.journal.history.canUndo()).toBe(false);
		expect(sam.journal.tables.identities.get(person)).toMatchObject({
			nameText: 'Priya Raman',
			named: false
		});
		expect(consentLog(sam.practice, person)[0]).toMatchObject({ kind: 'naming', answer: 'withdrawn' });
	});

	test('cut off anywhere, finishing removes the name and keeps beside it how others had it', () => {
		const { sam, ana, person } = talked();
		give(sam, person, 'naming');
		exchange(sam, ana);
		ana.journal.edit(ana.journal.tables.people.get(person)!.name, 'Priya Ramanathan');
		exchange(sam, ana);
		const points = crashPoints(sam, () => takeBack(sam, person, 'naming'));
		points.slice(1).forEach((point, index) => {
			const again = practise(reopened(SAM, point, 20 + index));
			finishAll(again);
			expect([index, found([again.shared], ['Priya', 'Lumen'])]).toEqual([index, []]);
			const identity = again.journal.tables.identities.get(person)!;
			expect([identity.nameText, identity.corrected]).toEqual(['Priya Raman', 'Priya Ramanathan']);
			expect(again.shared.getMap('withdrawals').size).toBe(1);
		});
	});

	test('R2-38: a name that the mentor writes while it is taken back is listed, and removed on finish', () => {
		const { sam, ana, person } = talked();
		give(sam, person, 'naming');
		exchange(sam, ana);
		takeBack(sam, person, 'naming');
		ana.journal.edit(ana.journal.tables.people.get(person)!.name, 'Zqpriya anew');
		exchange(sam, ana);
		expect(sam.journal.queries.unfinished()).toEqual([{ kind: 'unname', about: person, intent: null }]);
		finishAll(sam);
		exchange(sam, ana);
		expect(found([sam.shared, ana.shared], ['Zqpriya', 'anew'])).toEqual([]);
		expect(sam.journal.tables.identities.get(person)!.nameText).toBe('Priya Raman');
	});

	test('R2-38: a name that still stands in shared words is found wherever it is, and the alias written there', () => {
		const { sam, ana, person, talk } = talked();
		const { records } = sam.practice;
		give(sam, person, 'naming');
		give(sam, talk, 'notes');
		give(sam, talk, 'sharing');
		sam.journal.edit(sam.journal.tables.notes.get(talk)!.fields.culture, 'Priya’s team at Lumen Bank');
		const belief = must(records.assumptions.add({ statement: 'PRIYA RAMAN codes daily' }));
		must(records.assumptions.archive(belief));
		sam.journal.edit(must(records.preparations.open(talk)).context, 'write to priya@example.org');
		must(sam.journal.commands.renameJournal('Talks with Raman'));
		exchange(sam, ana);
		takeBack(sam, person, 'naming');
		const [priya] = unnamedPeople(sam.journal);
		const places = namedPlaces(sam.journal, [priya!]);
		expect(places.map(({ table, field }) => `${table} ${field}`).sort()).toEqual([
			'assumptions statement',
			'meta title',
			'notes culture',
			'preparations context'
		]);
		must(writeAlias(sam.journal, 'shared', priya!, places));
		exchange(sam, ana);
		expect(namedPlaces(sam.journal, [priya!])).toEqual([]);
		expect(ana.journal.tables.notes.get(talk)!.fields.culture.toString()).toBe(
			`${PRIYA.alias}’s team at their employer`
		);
		const identity = ['Priya', 'PRIYA', 'Raman', 'RAMAN', 'Lumen', 'priya@'];
		expect(found([sam.shared, ana.shared], identity)).toEqual([]);
		expect(sam.journal.history.canUndo()).toBe(false);
	});

	test('R2-38: an alias that has the name in it is found as well', () => {
		const { sam, person } = talked();
		must(sam.journal.commands.editPerson(person, { alias: 'Priya (product)' }));
		const [priya] = unnamedPeople(sam.journal);
		must(writeAlias(sam.journal, 'shared', priya!, namedPlaces(sam.journal, [priya!])));
		expect(sam.journal.tables.people.get(person)!.aliasText).toBe('Person 1 (product)');
	});
});

test('R2-38: before notes are shared, the names in them are found', () => {
	const { sam, talk } = talked();
	give(sam, talk, 'notes');
	const own = sam.journal.tables.personalNotes.get(talk)!;
	sam.journal.edit(own.fields.pace, 'Raman works late');
	sam.journal.edit(own.reflections, 'Priya is kind');
	must(sam.practice.bound.mentions.add(talk, { kind: 'lesson', detail: 'as Priya says' }));
	const [priya] = unnamedPeople(sam.journal);
	const places = namedIfShared(sam.journal, talk, [priya!]);
	expect(places.map(({ table, field }) => `${table} ${field}`).sort()).toEqual([
		'mentions detail',
		'notes pace'
	]);
	must(writeAlias(sam.journal, 'personal', priya!, places));
	give(sam, talk, 'sharing');
	expect(found([sam.shared], ['Priya', 'Raman'])).toEqual([]);
	expect(holds(sam.personal, 'Priya is kind')).toBe(true);
});

test('R2-33, R2-38: whatever the two answer and take back apart, nothing unshared and no name is with the mentor', () => {
	const KINDS = ['notes', 'sharing', 'naming', 'recording', 'quoting'] as const;
	const step = fc.record({
		sams: fc.boolean(),
		deed: fc.constantFrom('give', 'refuse', 'back', 'type', 'delete', 'undo', 'redo', 'finish', 'flip'),
		kind: fc.constantFrom(...KINDS),
		meet: fc.nat(3).map((n) => n === 0)
	});
	fc.assert(
		fc.property(fc.array(step, { maxLength: 40, size: 'max' }), (steps) => {
			const { sam, ana, person, talk } = talked();
			let typed = 0;
			const about = (kind: ConsentKind) => (kind === 'naming' ? person : talk);
			for (const { sams, deed, kind, meet } of steps) {
				const peer = sams ? sam : ana;
				const { journal, practice } = peer;
				peer.clock.ms += 600;
				const asked = { about: about(kind), kind };
				const notes = journal.queries.notesOf(journal.tables.talks.get(talk)!);
				const place = notes.place === 'personal' || notes.place === 'shared' ? notes : null;
				if (deed === 'give') recordConsent(journal, practice, { ...asked, answer: 'yes' }, TOLD);
				if (deed === 'refuse') recordConsent(journal, practice, { ...asked, answer: 'no' }, TOLD);
				if (deed === 'back') withdrawConsent(journal, practice, asked, LATER);
				if (deed === 'type' && kind === 'naming' && !sams)
					journal.edit(journal.tables.people.get(person)!.name, `Priya ${String(typed++)}`);
				if (deed === 'type' && place) {
					const { pace } = place.fields;
					journal.edit(pace, `${pace.toString()} heard${String(typed++)}`);
					practice.bound.mentions.add(talk, { kind: 'task', title: `heard${String(typed++)}` });
				}
				if (deed === 'delete' && place) journal.edit(place.fields.pace, '');
				if (deed === 'undo') journal.history.undo();
				if (deed === 'redo') journal.history.redo();
				if (deed === 'finish') for (const item of journal.queries.unfinished()) journal.commands.finish(item);
				if (deed === 'flip' && !sams && kind !== 'recording' && kind !== 'quoting') {
					const [table, flag] =
						kind === 'naming'
							? (['people', 'named'] as const)
							: kind === 'notes'
								? (['talks', 'agreedNotes'] as const)
								: (['talks', 'agreedSharing'] as const);
					const record = ana.shared.getMap(table).get(about(kind));
					if (record instanceof Y.Map) record.set(flag, record.get(flag) !== true);
				}
				if (meet) exchange(sam, ana);
			}
			exchange(sam, ana);
			finishAll(sam);
			exchange(sam, ana);
			const states = { sharing: agreed(sam, talk, 'sharing'), named: agreed(sam, person, 'naming') };
			const live = JSON.stringify(
				['notes', 'mentions', 'people'].map((table) => ana.shared.getMap(table).toJSON())
			);
			if (!states.sharing) expect(live).not.toContain('heard');
			if (!states.named) expect(live).not.toMatch(/Priya|Lumen/);
			expect(live).not.toContain('priya@');
			const own = sam.journal.tables.personalNotes.get(talk)!;
			// The last word was a withdrawal: not even deleted words are left, with either of them.
			const [last] = consentLog(sam.practice, talk).filter((row) => row.kind === 'notes');
			if (own.takenBack && last?.answer === 'withdrawn') {
				expect(found(everywhere(sam, ana), ['heard'])).toEqual([]);
				for (const name of NOTE_FIELDS) expect(own.fields[name].toString()).toBe('');
			}
		}),
		{ numRuns: 200, seed: 20261122 }
	);
});
