import { expect, test } from 'vitest';
import { exchange, must, pair, PRIYA, seeker } from './testing.ts';
import type { Peer } from './testing.ts';

const TYPED = { of: 'an editor' };

function plan(peer: Peer) {
	const phase = must(peer.journal.commands.addPhase({ title: 'Learn' }));
	const milestone = must(peer.journal.commands.addMilestone({ phase, title: 'Talk to five' }));
	const row = () => peer.journal.tables.milestones.get(milestone)!;
	return { phase, milestone, row };
}

test('nothing of a freshly opened journal can be undone', () => {
	const { journal } = seeker();
	expect([journal.history.canUndo(), journal.history.canRedo()]).toEqual([false, false]);
	expect([journal.history.undo(), journal.history.redo()]).toEqual([false, false]);
});

test('a choice is undone and redone, and the next change ends redoing', () => {
	const { journal } = seeker();
	const { milestone, row } = plan({ journal } as Peer);
	must(journal.commands.setDue(milestone, '2024-07-01'));
	must(journal.commands.setDone(milestone, true));
	expect(journal.history.undo()).toBe(true);
	expect(row()).toMatchObject({ done: false, due: '2024-07-01' });
	expect(journal.history.undo()).toBe(true);
	expect(row().due).toBeNull();
	expect(journal.history.redo()).toBe(true);
	expect(row()).toMatchObject({ done: false, due: '2024-07-01' });
	must(journal.commands.setDue(milestone, '2024-08-01'));
	expect(journal.history.canRedo()).toBe(false);
	expect(journal.history.redo()).toBe(false);
	expect(row()).toMatchObject({ done: false, due: '2024-08-01' });
});

test('typing in one text is one step until half a second passes or another text is typed in', () => {
	const sam = seeker();
	const { journal, clock } = sam;
	const { row, phase } = plan(sam);
	const { title } = row();
	journal.history.track(TYPED);
	const type = (text: string) => sam.shared.transact(() => title.insert(title.length, text), TYPED);
	for (const letter of '!?') type(letter);
	clock.ms += 400;
	type('.');
	clock.ms += 600;
	type('#');
	journal.history.undo();
	expect(row().titleText).toBe('Talk to five!?.');
	journal.history.undo();
	expect(row().titleText).toBe('Talk to five');
	journal.history.redo();
	expect(row().titleText).toBe('Talk to five!?.');
	const { title: phaseTitle } = journal.tables.phases.get(phase)!;
	type('a');
	sam.shared.transact(() => phaseTitle.insert(0, 'b'), TYPED);
	type('c');
	journal.history.undo();
	expect(row().titleText).toBe('Talk to five!?.a');
	journal.history.undo();
	expect(journal.tables.phases.get(phase)!.titleText).toBe('Learn');
	expect(row().titleText).toBe('Talk to five!?.a');
});

test('typing on after an undo is a step of its own', () => {
	const sam = seeker();
	const { row, milestone } = plan(sam);
	const { history, commands } = sam.journal;
	sam.journal.edit(row().title, 'Talk to five!');
	must(commands.setDone(milestone, true));
	history.undo();
	sam.journal.edit(row().title, 'Talk to five!?');
	history.undo();
	expect(row().titleText).toBe('Talk to five!');
	history.undo();
	expect(row().titleText).toBe('Talk to five');
	expect(sam.journal.tables.milestones.rows()).toHaveLength(1);
	history.redo();
	history.redo();
	expect(row().titleText).toBe('Talk to five!?');
});

test('commands never merge, however quick', () => {
	const sam = seeker();
	const { milestone, row } = plan(sam);
	const { commands, history } = sam.journal;
	must(commands.setMilestoneTitle(milestone, 'Talk to six'));
	must(commands.setMilestoneTitle(milestone, 'Talk to seven'));
	history.undo();
	expect(row().titleText).toBe('Talk to six');
	history.undo();
	expect(row().titleText).toBe('Talk to five');
});

test('an editor that is no longer tracked leaves the history alone', () => {
	const sam = seeker();
	const { row } = plan(sam);
	const untrack = sam.journal.history.track(TYPED);
	untrack();
	sam.shared.transact(() => row().title.insert(0, 'x'), TYPED);
	sam.journal.history.undo();
	expect(sam.journal.tables.milestones.rows()).toEqual([]);
	expect(sam.journal.tables.milestones.archived()[0]!.titleText).toBe('xTalk to five');
});

test('what the other wrote is never undone, and a step that they made void is passed over', () => {
	const { sam, ana } = pair();
	const { milestone, row } = plan(sam);
	must(sam.journal.commands.setDue(milestone, '2024-07-01'));
	sam.journal.edit(row().title, 'Talk to five people');
	exchange(sam, ana);
	ana.journal.edit(ana.journal.tables.milestones.get(milestone)!.title, 'Ask a dozen');
	must(ana.journal.commands.setDone(milestone, true));
	exchange(sam, ana);
	// Sam's ' people' is gone already; what is left to take back is the date, and it alone.
	expect(sam.journal.history.undo()).toBe(true);
	expect(row()).toMatchObject({ titleText: 'Ask a dozen', due: null, done: true });
	sam.journal.history.redo();
	expect(row().due).toBe('2024-07-01');
});

test('a value that the other changed since stays theirs', () => {
	const { sam, ana } = pair();
	const { milestone, row } = plan(sam);
	must(sam.journal.commands.setDue(milestone, '2024-07-01'));
	exchange(sam, ana);
	must(ana.journal.commands.setDue(milestone, '2024-09-09'));
	exchange(sam, ana);
	sam.journal.history.undo();
	expect(row().due).toBe('2024-09-09');
});

test('undoing a creation archives it, so that what the other typed into it meanwhile is still there', () => {
	const { sam, ana } = pair();
	const { milestone, phase } = plan(sam);
	exchange(sam, ana);
	ana.journal.edit(ana.journal.tables.milestones.get(milestone)!.title, 'Talk to five people');
	sam.journal.history.undo();
	exchange(sam, ana);
	expect(sam.journal.tables.milestones.rows()).toEqual([]);
	expect(ana.journal.tables.milestones.archived()[0]!.titleText).toBe('Talk to five people');
	sam.journal.history.redo();
	expect(sam.journal.queries.milestonesOf(phase)[0]!.titleText).toBe('Talk to five people');
});

test('moving the notes of a talk is one step over both documents, both ways', () => {
	const { sam, ana } = pair();
	const { commands, history, tables, queries } = sam.journal;
	const person = must(commands.addPerson(PRIYA));
	const talk = must(
		commands.addTalk({ person, date: '2024-05-01', agreedNotes: true, agreedSharing: false })
	);
	const texts = () =>
		[tables.personalNotes.get(talk)!, tables.notes.get(talk)!].map((row) => row.fields.pace.toString());
	sam.journal.edit(tables.personalNotes.get(talk)!.fields.pace, 'brisk');
	must(commands.setAgreedSharing(talk, true));
	expect(texts()).toEqual(['', 'brisk']);
	history.undo();
	expect(texts()).toEqual(['brisk', '']);
	expect(tables.talks.get(talk)!.agreedSharing).toBe(false);
	expect(queries.unfinished()).toEqual([]);
	history.redo();
	expect(texts()).toEqual(['', 'brisk']);
	expect(tables.talks.get(talk)!.agreedSharing).toBe(true);
	expect(queries.unfinished()).toEqual([]);
	exchange(sam, ana);
	ana.journal.edit(ana.journal.tables.notes.get(talk)!.fields.pace, 'brisk, but fair');
	exchange(sam, ana);
	history.undo();
	// Ana's own words are not taken back; they wait to be brought home.
	expect(texts()).toEqual(['brisk', ', but fair']);
	expect(queries.unfinished()).toEqual([{ kind: 'withdraw-notes', about: talk, intent: null }]);
});

test('a step that the other made void does not take half of the step below it along', () => {
	const { sam, ana } = pair();
	const { commands, history, tables } = sam.journal;
	const person = must(commands.addPerson({ ...PRIYA, alias: '' }));
	const talk = must(
		commands.addTalk({ person, date: '2024-05-01', agreedNotes: true, agreedSharing: false })
	);
	const pace = () =>
		[tables.personalNotes, tables.notes].map((table) => table.get(talk)!.fields.pace.toString());
	sam.journal.edit(tables.personalNotes.get(talk)!.fields.pace, 'brisk');
	must(commands.setAgreedSharing(talk, true));
	sam.journal.edit(tables.people.get(person)!.alias, 'Lead');
	exchange(sam, ana);
	must(ana.journal.commands.editPerson(person, { alias: '' }));
	exchange(sam, ana);
	history.undo();
	expect(pace()).toEqual(['brisk', '']);
	history.redo();
	expect(pace()).toEqual(['', 'brisk']);
});

test('undoing an edit of a named person takes back both documents', () => {
	const { journal } = seeker();
	const id = must(journal.commands.addPerson({ ...PRIYA, named: true }));
	must(journal.commands.editPerson(id, { name: 'P. Raman', alias: 'Lead' }));
	journal.history.undo();
	expect(journal.tables.identities.get(id)!.nameText).toBe('Priya Raman');
	expect(journal.tables.people.get(id)).toMatchObject({ nameText: 'Priya Raman', aliasText: PRIYA.alias });
});

test('listeners hear of every change of what can be undone', () => {
	const { journal } = seeker();
	const seen: boolean[][] = [];
	const stop = journal.history.observe(() =>
		seen.push([journal.history.canUndo(), journal.history.canRedo()])
	);
	must(journal.commands.addPhase({ title: 'Learn' }));
	journal.history.undo();
	stop();
	journal.history.redo();
	expect(seen).toEqual([
		[true, false],
		[false, true]
	]);
});
