// The earlier versions of an open journal as screens see them, and the keeper that makes them. Fetched after the first
// screen.

import { createSubscriber } from 'svelte/reactivity';
import type { Counts } from '../core/journal/as-of.ts';
import type { Journal } from '../core/journal/journal.ts';
import type { Result } from '../core/journal/result.ts';
import { CheckpointStore, type Checkpoint } from '../platform/checkpoint-store.ts';
import { attempt } from './attempt.ts';
import { CheckpointKeeper } from './checkpoints-keeper.ts';
import type { JournalSession, Outcome } from './contract.ts';
import { fetchPart } from './fetch-part.ts';
import { storageProblem, type Problem } from './problems.ts';
import { browserClock } from './here.ts';
import { problemsOf } from './room/room-problems.ts';

/** An earlier state that was opened; to be closed. */
export interface Earlier {
	counts(): Counts;
	restore(): Result<Counts>;
	close(): void;
}

/** What came of restoring one. */
export type Restored =
	/** Nothing was changed: what is there now could not be kept. `waiting`: something has not wholly arrived. */
	| { readonly step: 'not-kept'; readonly why: Problem | 'waiting' }
	| { readonly step: 'tried'; readonly result: Result<Counts> };

/** What this needs of the open journal. */
type Session = Pick<JournalSession, 'id' | 'journal' | 'rooms'>;

export class Checkpoints {
	readonly #session: Session;
	readonly #store: CheckpointStore;
	readonly #keeper: CheckpointKeeper;
	readonly #follow: () => void;
	#rows: readonly Checkpoint[] | null = $state.raw(null);
	#unread: Problem | null = $state(null);

	constructor(session: Session) {
		const { id, journal } = session;
		this.#session = session;
		this.#store = new CheckpointStore(id);
		this.#keeper = new CheckpointKeeper({
			journal: id,
			docs: journal.context.docs,
			store: this.#store,
			clock: browserClock,
			isHere: () => !problemsOf(session.rooms).includes('storage-gone')
		});
		this.#follow = createSubscriber((update) =>
			this.#keeper.observe(() => {
				update();
				void this.#read();
			})
		);
		// The documents end with the session.
		journal.shared.on('destroy', () => this.#keeper.close());
	}

	/** Newest first; null until they have been read. */
	get rows(): readonly Checkpoint[] | null {
		this.#follow();
		return this.#rows;
	}

	/** Why the last one could not be kept, or the list not be read; null when all is well. */
	get problem(): Problem | null {
		this.#follow();
		return this.#keeper.fault === null ? this.#unread : storageProblem(this.#keeper.fault);
	}

	/** Reads the list, which other tabs add to. */
	refresh(): Promise<void> {
		return this.#read();
	}

	/** Begins to make them by itself. */
	begin(): Promise<void> {
		return this.#keeper.begin();
	}

	/** Keeps the journal as it is now. `known`: the newest is the same; `waiting`: something has not wholly arrived. */
	keepNow(): Promise<Outcome<'kept' | 'known' | 'waiting'>> {
		return attempt(() => this.#keeper.keep('asked'));
	}

	/** Opens one; null when it is not there any more. */
	open(id: number): Promise<Outcome<Earlier | null>> {
		return attempt(async () => {
			const { EarlierState } = await fetchPart(() => import('./checkpoints-earlier.ts'));
			const { practiceOf } = await fetchPart(() => import('./practice/practice.svelte.ts'));
			const states = await this.#store.read(id);
			const { journal } = this.#session;
			return states && new EarlierState(journal, practiceOf(journal), states);
		});
	}

	/** Keeps what is there now, then restores one; where the first cannot be done, nothing is. */
	async restore(earlier: Earlier): Promise<Restored> {
		const kept = await attempt(() => this.#keeper.keep('before'));
		if (!kept.ok) return { step: 'not-kept', why: kept.problem };
		if (kept.value === 'waiting') return { step: 'not-kept', why: kept.value };
		return { step: 'tried', result: earlier.restore() };
	}

	async #read(): Promise<void> {
		const read = await attempt(() => this.#store.list());
		if (read.ok) this.#rows = read.value.reverse();
		this.#unread = read.ok ? null : read.problem;
	}
}

const open = new WeakMap<Journal, Checkpoints>();

/** The earlier versions of an open journal: the same for every screen. The first call begins to make them. */
export function checkpointsOf(session: JournalSession): Checkpoints {
	const known = open.get(session.journal);
	if (known) return known;
	const checkpoints = new Checkpoints(session);
	open.set(session.journal, checkpoints);
	void checkpoints.begin();
	return checkpoints;
}
