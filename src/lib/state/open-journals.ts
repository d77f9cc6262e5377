// The journals that are open in this page, each once however many screens use it. A journal closes a moment after its
// last use has ended, so that going from one screen to the next does not open it anew.

import type { JournalId } from '../core/ids.ts';
import type { Registry } from '../platform/registry.ts';
import { problemOf } from './attempt.ts';
import type { JournalHandle } from './contract.ts';
import { OpenJournal } from './open-journal.svelte.ts';
import { openSession, type Session } from './session.svelte.ts';

export class OpenJournals {
	readonly #registry: () => Promise<Registry>;
	readonly #open = new Map<JournalId, OpenJournal>();

	constructor(registry: () => Promise<Registry>) {
		this.#registry = registry;
		document.addEventListener('visibilitychange', () => this.#wake());
		addEventListener('pageshow', () => this.#wake());
	}

	/** One use of a journal; opened when it is not. */
	use(id: JournalId): JournalHandle {
		const journal = this.#open.get(id) ?? this.#start(id);
		journal.uses += 1;
		let closed = false;
		return {
			get state() {
				return journal.state;
			},
			again: () => {
				if (journal.state.step === 'failed') this.#load(id, journal);
			},
			close: () => {
				if (closed) return;
				closed = true;
				journal.uses -= 1;
				queueMicrotask(() => {
					// Not one of the same id that was opened since.
					if (journal.uses === 0 && this.#open.get(id) === journal) void this.close(id);
				});
			}
		};
	}

	/** The session of a journal for as long as it takes; null when it is not on this device. Rejects with a StorageError. */
	async session(id: JournalId): Promise<{ session: Session; release: () => void } | null> {
		const handle = this.use(id);
		try {
			const session = await this.#open.get(id)!.opening;
			if (session) return { session, release: () => handle.close() };
		} catch (error) {
			handle.close();
			throw error;
		}
		handle.close();
		return null;
	}

	/** Closes a journal whoever uses it. */
	async close(id: JournalId): Promise<void> {
		const journal = this.#open.get(id);
		if (!journal) return;
		this.#open.delete(id);
		journal.state = { step: 'missing' };
		await journal.opening.then(
			(session) => session?.close(),
			() => undefined
		);
	}

	#start(id: JournalId): OpenJournal {
		const journal = new OpenJournal();
		this.#open.set(id, journal);
		this.#load(id, journal);
		return journal;
	}

	#load(id: JournalId, journal: OpenJournal): void {
		journal.state = { step: 'opening' };
		journal.opening = this.#registry().then((registry) => openSession(registry, id));
		journal.opening.then(
			(session) => {
				if (this.#open.get(id) === journal) {
					journal.session = session;
					journal.state = session ? { step: 'open', session } : { step: 'missing' };
				}
			},
			(error: unknown) => {
				const problem = problemOf(error);
				// It is known here and its database is not.
				journal.state = { step: 'failed', problem: problem === 'storage-gone' ? 'journal-evicted' : problem };
			}
		);
	}

	#wake(): void {
		if (document.visibilityState !== 'visible') return;
		for (const { session } of this.#open.values()) void session?.wake();
	}
}
