// Random commands on both sides, with the link up only now and then. fast-check prints the seed of a failure.

import * as fc from 'fast-check';
import * as Y from 'yjs';
import { expect, test } from 'vitest';
import type { RecordId } from '../ids.ts';
import { NOTE_FIELDS } from '../schema/notes.ts';
import { exchange, must, pair, PRIYA } from './testing.ts';
import type { Peer } from './testing.ts';

/** Types a character that stands nowhere else and that nobody ever takes out, and returns it. */
type Typing = (peer: Peer, pick: number, word: string) => string | null;

const any = <Row>(rows: readonly Row[], pick: number): Row | undefined => rows[pick % (rows.length || 1)];

const typeInto = (peer: Peer, text: Y.Text | undefined, pick: number, word: string) => {
	if (!text) return null;
	const before = text.toString();
	peer.journal.edit(text, pick % 2 ? `${word}${before}` : `${before}${word}`);
	return word;
};

const typings: readonly Typing[] = [
	(peer, pick, word) => typeInto(peer, any(peer.journal.tables.people.rows(), pick)?.alias, pick, word),
	(peer, pick, word) => typeInto(peer, any(peer.journal.tables.phases.rows(), pick)?.title, pick, word),
	(peer, pick, word) => typeInto(peer, any(peer.journal.tables.milestones.rows(), pick)?.title, pick, word),
	...NOTE_FIELDS.slice(0, 2).map((name): Typing => (peer, pick, word) => {
		const talk = any(peer.journal.tables.talks.rows(), pick);
		const notes = talk && peer.journal.queries.notesOf(talk);
		const open = notes?.place === 'personal' || notes?.place === 'shared';
		return typeInto(peer, open ? notes.fields[name] : undefined, pick, word);
	})
];

type Deed = (peer: Peer, pick: number) => void;

const deeds: readonly Deed[] = [
	({ journal }, pick) => must(journal.commands.addPerson({ ...PRIYA, alias: '', named: pick % 2 === 0 })),
	({ journal }, pick) => {
		const person = any(journal.tables.people.rows(), pick)?.id;
		const [agreedNotes, agreedSharing] = [pick % 4 > 0, pick % 4 > 1];
		if (person) must(journal.commands.addTalk({ person, date: '2024-05-01', agreedNotes, agreedSharing }));
	},
	({ journal }, pick) =>
		onAny(journal.tables.talks.rows(), pick, (id, value) => journal.commands.setAgreedSharing(id, value)),
	({ journal }, pick) =>
		onAny(journal.tables.talks.rows(), pick, (id, value) => journal.commands.setAgreedNotes(id, value)),
	({ journal }, pick) =>
		onAny(journal.tables.people.rows(), pick, (id, value) => journal.commands.setNamed(id, value)),
	({ journal }) => must(journal.commands.addPhase({ title: '' })),
	({ journal }, pick) => {
		const phase = any(journal.tables.phases.rows(), pick)?.id;
		if (phase) must(journal.commands.addMilestone({ phase, title: '' }));
	},
	({ journal }, pick) => {
		const phases = journal.tables.phases.rows();
		const [id, after] = [any(phases, pick)?.id, any(phases, pick >> 3)?.id];
		if (id && after !== id) must(journal.commands.movePhase(id, after ?? null));
	},
	({ journal }, pick) => {
		const id = any(journal.tables.milestones.rows(), pick)?.id;
		const phase = any(journal.tables.phases.rows(), pick >> 3)?.id;
		if (id && phase) must(journal.commands.moveMilestone(id, { phase, after: null }));
	},
	({ journal }, pick) =>
		onAny(journal.tables.milestones.rows(), pick, (id, value) => journal.commands.setDone(id, value)),
	({ journal }, pick) =>
		onAny(journal.tables.milestones.rows(), pick * 5, (id) => journal.commands.archiveMilestone(id)),
	({ journal }, pick) => {
		const [item] = journal.queries.unfinished().slice(pick % 3);
		if (item) must(journal.commands.finish(item));
	}
];

/** A command may be refused: the mentor cannot share what the seeker holds. */
function onAny(
	rows: readonly { readonly id: RecordId }[],
	pick: number,
	command: (id: RecordId, value: boolean) => unknown
): void {
	const row = any(rows, pick >> 1);
	if (row) command(row.id, pick % 2 === 0);
}

const history: readonly Deed[] = [
	({ journal }) => journal.history.undo(),
	({ journal }) => journal.history.redo()
];

const step = (count: number) =>
	fc.record({
		sams: fc.boolean(),
		deed: fc.nat(count - 1),
		pick: fc.nat(63),
		meet: fc.nat(4).map((n) => n === 0)
	});

function play(
	steps: readonly { sams: boolean; deed: number; pick: number; meet: boolean }[],
	all: readonly Deed[]
) {
	const { sam, ana } = pair();
	const words: string[] = [];
	for (const [index, { sams, deed, pick, meet }] of steps.entries()) {
		const peer = sams ? sam : ana;
		const run = all[deed];
		if (run) run(peer, pick);
		else words.push(typings[deed - all.length]!(peer, pick, String.fromCodePoint(0x4e00 + index)) ?? '');
		peer.clock.ms += pick * 20;
		if (meet) exchange(sam, ana);
	}
	exchange(sam, ana);
	exchange(sam, ana);
	return { sam, ana, words: words.filter((word) => word !== '') };
}

const rowsOf = ({ journal: { tables, queries } }: Peer) => ({
	people: tables.people.rows().map((row) => [row.id, queries.sharedLabel(row), row.number, row.named]),
	talks: tables.talks.rows().map((row) => [row.id, row.agreedNotes, row.agreedSharing]),
	notes: tables.notes.rows().map((row) => NOTE_FIELDS.map((name) => row.fields[name].toString())),
	plan: tables.phases
		.rows()
		.map((phase) => [
			phase.titleText,
			queries.milestonesOf(phase.id).map((row) => [row.id, row.titleText, row.done])
		]),
	loose: queries.looseMilestones().map((row) => row.id),
	broken: queries.unreadable()
});

const content = (doc: Y.Doc) =>
	Object.fromEntries([...doc.share.keys()].sort().map((name) => [name, doc.getMap(name).toJSON()]));

function expectAgreement(sam: Peer, ana: Peer): void {
	expect(Y.encodeStateVector(sam.shared)).toEqual(Y.encodeStateVector(ana.shared));
	expect(content(sam.shared)).toEqual(content(ana.shared));
	expect(rowsOf(sam)).toEqual(rowsOf(ana));
	expect(rowsOf(sam).broken).toEqual([]);
}

test('S2: whatever the two do apart, they read the same together, and every word typed is somewhere', () => {
	const count = deeds.length + typings.length;
	fc.assert(
		fc.property(fc.array(step(count), { maxLength: 60, size: 'max' }), (steps) => {
			const { sam, ana, words } = play(steps, deeds);
			expectAgreement(sam, ana);
			const everything = JSON.stringify([content(sam.shared), content(sam.personal), content(ana.personal)]);
			for (const word of words) expect(everything).toContain(word);
		}),
		{ numRuns: 150, seed: 20240501 }
	);
});

test('S2: undo and redo on both sides never part the two nor break a record', () => {
	const all = [...deeds, ...history, ...history];
	fc.assert(
		fc.property(fc.array(step(all.length + typings.length), { maxLength: 60, size: 'max' }), (steps) => {
			const { sam, ana } = play(steps, all);
			expectAgreement(sam, ana);
		}),
		{ numRuns: 150, seed: 20240502 }
	);
});

test('undoing everything and redoing everything comes back to the same', () => {
	fc.assert(
		fc.property(fc.array(step(deeds.length + typings.length), { maxLength: 30, size: 'max' }), (steps) => {
			const alone = steps.map((one) => ({ ...one, sams: true, meet: false }));
			const { sam } = play(alone, deeds);
			const before = [content(sam.shared), content(sam.personal)];
			while (sam.journal.history.undo());
			for (const table of ['people', 'talks', 'phases', 'milestones'] as const)
				expect(sam.journal.tables[table].rows()).toEqual([]);
			while (sam.journal.history.redo());
			expect(withoutFalse([content(sam.shared), content(sam.personal)])).toEqual(withoutFalse(before));
		}),
		{ numRuns: 100, seed: 20240503 }
	);
});

/** What was taken back and done again says so with `false` where it said nothing before. */
const withoutFalse = (value: unknown): unknown =>
	JSON.parse(
		JSON.stringify(value, (key, inner: unknown) => (key === 'undone' && inner === false ? undefined : inner))
	);
