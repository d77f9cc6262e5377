// Whether this browser keeps what is stored here: it is asked to once somebody has written something, since a browser
// grants it rather to a site that is used, and a question out of the blue is refused.

import { askToPersist, installPlace, persistence, type InstallPlace } from '../platform/storage-persist.ts';
import type { JournalSession } from './contract.ts';

const ASKED = 'soundings.asked-to-keep';
const HINT_SEEN = 'soundings.install-hint-seen';

/** Why to install the app. */
export const installWords: Readonly<Record<InstallPlace, string>> = {
	'home-screen':
		'Add Soundings to your Home Screen so that this browser does not delete it after seven days without a visit.',
	dock: 'Add Soundings to your Dock so that this browser does not delete it after seven days without a visit.'
};

export class StorageCare {
	/** What the browser says; null until it was heard. */
	#kept: 'kept' | 'may-be-cleared' | 'unknown' | null = $state(null);
	#asked = $state(remembered(ASKED));
	#hintSeen = $state(remembered(HINT_SEEN));

	get kept(): 'kept' | 'may-be-cleared' | 'unknown' | null {
		return this.#kept;
	}

	/** Refused, as far as is known: it may be granted later, without a question. */
	get refused(): boolean {
		return this.#asked && this.#kept === 'may-be-cleared';
	}

	/** Where installing the app would keep its data, when the browser would delete it otherwise. */
	get install(): InstallPlace | null {
		return this.refused || (this.#asked && this.#kept === 'unknown') ? installPlace() : null;
	}

	/** The same for a place that says it once. */
	get installHint(): InstallPlace | null {
		return this.#hintSeen ? null : this.install;
	}

	/** Asks nobody. */
	async look(): Promise<void> {
		this.#kept = await answered(persistence);
	}

	async ask(): Promise<void> {
		this.#kept = await answered(askToPersist);
		this.#asked = remember(ASKED);
	}

	dismissHint(): void {
		this.#hintSeen = remember(HINT_SEEN);
	}

	/** Asks when the person writes something for the first time in a journal of their own; not for the sample. */
	async askOnceWritten({ journal, sample }: JournalSession): Promise<void> {
		await this.look();
		if (sample || this.#kept === 'kept' || this.#asked) return;
		const stop = journal.history.observe(() => {
			if (!journal.history.canUndo()) return;
			stop();
			void this.ask();
		});
	}
}

/** A browser that forbids a page its storage says so by rejecting. */
async function answered<Answer>(ask: () => Promise<Answer>): Promise<Answer | 'unknown'> {
	try {
		return await ask();
	} catch (error) {
		if (error instanceof TypeError || error instanceof DOMException) return 'unknown';
		throw error;
	}
}

function remembered(key: string): boolean {
	try {
		return localStorage.getItem(key) !== null;
	} catch {
		return false; // storage is switched off for this site
	}
}

function remember(key: string): true {
	try {
		localStorage.setItem(key, '1');
	} catch {
		// Full, or switched off: it holds for this page.
	}
	return true;
}

/** One for the page: the answer is the same for all journals. */
export const storageCare = new StorageCare();
