import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { ANA, exchange, idOf, must, pair, PRIYA } from './testing.ts';
import { onWithdrawal, WITHDRAWALS, withdrawalsIn } from './withdrawal-marks.ts';

const mark = (about: string, over: Readonly<Record<string, unknown>> = {}) =>
	new Y.Map<unknown>(
		Object.entries({ about, kind: 'notes', on: '2026-11-02', createdAt: 1, createdBy: ANA, ...over })
	);

/** Sam has a talk and a personal step, a shared one, and another personal one to take back. */
function scene() {
	const { sam, ana } = pair();
	const { commands, tables } = sam.journal;
	const person = must(commands.addPerson(PRIYA));
	const date = '2026-11-02' as never;
	const talk = must(commands.addTalk({ person, date, agreedNotes: true, agreedSharing: false }));
	const own = tables.personalNotes.get(talk)!;
	exchange(sam, ana);
	const write = (words: string) => {
		sam.clock.ms += 5000;
		sam.journal.edit(own.reflections, words);
	};
	write('long private thoughts');
	must(commands.addPhase({ title: 'Listen' }));
	write('');
	return { sam, ana, talk, person, own };
}

describe('R2-33: a withdrawal that somebody else claims', () => {
	test('is nothing when it cannot be read', () => {
		const { sam, ana, own } = scene();
		const told: unknown[] = [];
		onWithdrawal(sam.shared, (came) => told.push(came));
		const marks = ana.shared.getMap(WITHDRAWALS);
		marks.set('junk', 1);
		marks.set(idOf('no-map'), 1);
		marks.set(idOf('no-about'), mark('x'));
		marks.set(idOf('no-moment'), mark(idOf('talk'), { createdAt: 1e300 }));
		exchange(sam, ana);
		expect([told, withdrawalsIn(sam.shared)]).toEqual([[], []]);
		expect(sam.journal.history.undo()).toBe(true);
		expect(own.reflections.toJSON()).toBe('long private thoughts');
	});

	test('is nothing about a talk or a person that this device holds and whose log does not say so', () => {
		const { sam, ana, talk, person, own } = scene();
		ana.shared.getMap(WITHDRAWALS).set(idOf('forged-1'), mark(talk));
		ana.shared.getMap(WITHDRAWALS).set(idOf('forged-2'), mark(person, { kind: 'naming' }));
		exchange(sam, ana);
		for (let step = 0; step < 3; step++) expect(sam.journal.history.undo()).toBe(true);
		expect(own.reflections.toJSON()).toBe('');
		expect(sam.journal.tables.phases.rows()).toEqual([]);
	});

	test('about what others hold, empties what was done in the shared document and nothing personal', () => {
		const { sam, ana, own } = scene();
		ana.shared.getMap(WITHDRAWALS).set(idOf('of-ana'), mark(idOf('ana-talk')));
		exchange(sam, ana);
		const { history, tables } = sam.journal;
		expect(history.undo()).toBe(true);
		expect(own.reflections.toJSON()).toBe('long private thoughts');
		expect(history.undo()).toBe(true);
		expect(own.reflections.toJSON()).toBe('');
		expect(history.undo()).toBe(false);
		expect(tables.phases.rows()).toHaveLength(1);
		history.redo();
		expect(own.reflections.toJSON()).toBe('long private thoughts');
	});

	test('takes steps over both documents along, so that undo brings back no half of one', () => {
		const { sam, ana } = scene();
		const [talk] = sam.journal.tables.talks.rows();
		const notes = sam.journal.tables.personalNotes.get(talk!.id)!;
		sam.journal.edit(notes.fields.pace, 'steady');
		must(sam.journal.commands.setAgreedSharing(talk!.id, true));
		ana.shared.getMap(WITHDRAWALS).set(idOf('of-ana'), mark(idOf('ana-talk')));
		exchange(sam, ana);
		expect(sam.journal.history.undo()).toBe(true);
		expect(sam.journal.queries.notesOf(sam.journal.tables.talks.get(talk!.id)!).place).toBe('shared');
		expect(ana.journal.tables.notes.get(talk!.id)!.fields.pace.toJSON()).toBe('steady');
	});
});
