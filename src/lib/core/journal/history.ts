// One undo history over both documents. Yjs keeps a stack per document; here a step says which of them took part, so
// that a command over both is undone as one. A step has at most one item on each document's stack.

import * as Y from 'yjs';
import { letGo } from './letting-go.ts';
import { createListeners } from './listeners.ts';
import { moveTop, openStack, type Direction } from './stack.ts';

const SIDES = ['shared', 'personal'] as const;
export type Side = (typeof SIDES)[number];

/** A record that a step created. It is archived by undo, not deleted: another may have written into it by now. */
export interface Creation {
	readonly side: Side;
	readonly table: string;
	readonly id: string;
}

interface Step {
	readonly sides: Set<Side>;
	readonly creations: Creation[];
	/** The document that holds words which the other one gave up. It acts first on redo and last on undo, so that a
	 * crash between the two leaves the words twice and not nowhere. */
	readonly gaining: Side;
	/** Typing in one text goes on in the same step for a while. */
	typing: { readonly origin: unknown; readonly text: unknown; at: number } | null;
}

export interface History {
	/** Takes back the latest step that still has an effect. False when there is none. */
	undo(): boolean;
	/** Does the latest undone step again. False when there is none. */
	redo(): boolean;
	canUndo(): boolean;
	canRedo(): boolean;
	/** Calls back after every change of the history. Returns the way to stop. */
	observe(listener: () => void): () => void;
	/** From now on, transactions under this origin (a text editor's) belong to the history. Returns the way to stop. */
	track(origin: object): () => void;
}

/** What commands need of the history. */
export interface Recorder extends History {
	/** All that `run` does under a tracked origin becomes one step. */
	group<Value>(gaining: Side, run: () => Value): Value;
	/** The running group created this record (under an origin that is not tracked). */
	created(creation: Creation): void;
	/** Drops every step, also of a group that is running, so that nothing can be brought back, and the deleted words with it. */
	forget(): void;
	/** Drops every step that the shared document took part in, and what was deleted there. Steps in the personal one stay. */
	forgetShared(): void;
	close(): void;
}

const isPersonal = ({ sides, creations }: Step): boolean =>
	!sides.has('shared') && creations.every(({ side }) => side === 'personal');

/** How long after a keystroke the next one in the same text still belongs to the same step. */
const MERGE_MS = 500;

type Docs = Readonly<Record<Side, Y.Doc>>;

/**
 * A history that starts empty.
 * @param now milliseconds since the epoch, for what counts as the same burst of typing
 * @param mayWrite asked before each undo and redo
 */
export function openHistory(docs: Docs, now: () => number, mayWrite: () => boolean): Recorder {
	const origins = new Set<unknown>();
	const listeners = createListeners();
	const stacks: Record<Direction, Step[]> = { undo: [], redo: [] };
	let running: Step | null = null;
	/** The origin of archiving on undo; not tracked. */
	const archiving = { of: 'undo' };

	const open = (side: Side) => openStack(docs[side], origins, (transaction) => begins(side, transaction));
	const managers: Readonly<Record<Side, Y.UndoManager>> = {
		shared: open('shared'),
		personal: open('personal')
	};

	/** Books a tracked transaction to a step; true when it needs a stack item of its own. */
	function begins(side: Side, transaction: Y.Transaction): boolean {
		forgetRedo();
		if (running) {
			const first = !running.sides.has(side);
			running.sides.add(side);
			return first;
		}
		const text = transaction.changed.size === 1 ? [...transaction.changed.keys()][0] : undefined;
		const origin: unknown = transaction.origin;
		const last = stacks.undo.at(-1)?.typing;
		if (last && text && last.text === text && last.origin === origin && now() - last.at <= MERGE_MS) {
			last.at = now();
			return false;
		}
		push({
			sides: new Set([side]),
			creations: [],
			gaining: side,
			typing: text ? { origin, text, at: now() } : null
		});
		return true;
	}

	function push(step: Step) {
		stacks.undo.push(step);
		listeners.notify();
	}

	function forgetRedo() {
		if (stacks.redo.length === 0) return;
		stacks.redo = [];
		for (const side of SIDES) managers[side].clear(false, true);
		listeners.notify();
	}

	function archive({ side, table, id }: Creation, undone: boolean): boolean {
		const record = docs[side].getMap<unknown>(table).get(id);
		if (!(record instanceof Y.Map) || (record.get('undone') === true) === undone) return false;
		docs[side].transact(() => record.set('undone', undone), archiving);
		return true;
	}

	/** Carries out one step; what had no effect (others changed it meanwhile) drops out of it. */
	function perform(step: Step, direction: Direction): Step {
		const other: Side = step.gaining === 'shared' ? 'personal' : 'shared';
		const order = direction === 'undo' ? [other, step.gaining] : [step.gaining, other];
		const sides = order.filter((side) => step.sides.has(side) && moveTop(managers[side], direction));
		const creations = step.creations.filter((creation) => archive(creation, direction === 'undo'));
		return { sides: new Set(sides), creations, gaining: step.gaining, typing: null };
	}

	function go(direction: Direction): boolean {
		if (!mayWrite()) return false;
		let performed = false;
		while (!performed) {
			const step = stacks[direction].pop();
			if (!step) break;
			const effect = perform(step, direction);
			performed = effect.sides.size > 0 || effect.creations.length > 0;
			if (performed) stacks[direction === 'undo' ? 'redo' : 'undo'].push(effect);
		}
		// The managers begin a new item after this, so the step that typing went into is closed too.
		const last = stacks.undo.at(-1);
		if (last) last.typing = null;
		listeners.notify();
		return performed;
	}

	return {
		undo: () => go('undo'),
		redo: () => go('redo'),
		canUndo: () => stacks.undo.length > 0 && mayWrite(),
		canRedo: () => stacks.redo.length > 0 && mayWrite(),
		observe: (listener) => listeners.add(listener),
		track(origin) {
			origins.add(origin);
			for (const side of SIDES) managers[side].addTrackedOrigin(origin);
			return () => {
				origins.delete(origin);
				for (const side of SIDES) managers[side].removeTrackedOrigin(origin);
			};
		},
		group(gaining, run) {
			// A command made of commands is one step.
			if (running) return run();
			const step: Step = (running = { sides: new Set(), creations: [], gaining, typing: null });
			try {
				return run();
			} finally {
				running = null;
				if (step.sides.size > 0 || step.creations.length > 0) push(step);
			}
		},
		created(creation) {
			forgetRedo();
			running?.creations.push(creation);
		},
		forget() {
			for (const side of SIDES) managers[side].clear();
			stacks.undo = [];
			stacks.redo = [];
			running?.sides.clear();
			running?.creations.splice(0);
			for (const side of SIDES) letGo(docs[side]);
			listeners.notify();
		},
		forgetShared() {
			for (const direction of ['undo', 'redo'] as const) {
				const stack = direction === 'undo' ? 'undoStack' : 'redoStack';
				const items = managers.personal[stack];
				// One item for each step that has the side, in the same order.
				const withItem = stacks[direction].filter(({ sides }) => sides.has('personal'));
				managers.personal[stack] = items.filter((_, at) => withItem[at]?.sides.has('shared') === false);
				stacks[direction] = stacks[direction].filter(isPersonal);
			}
			managers.shared.clear();
			letGo(docs.shared);
			listeners.notify();
		},
		close() {
			for (const side of SIDES) managers[side].destroy();
			listeners.clear();
		}
	};
}
