// The browser's composition root: the journals on this device, opened, started, joined and removed.

import type { JournalId } from '../core/ids.ts';
import { type JournalRow, Registry } from '../platform/registry.ts';
import { support } from '../platform/support.ts';
import { attempt } from './attempt.ts';
import type { AppState, JoinFlow, JournalEntry, JournalHandle, Outcome } from './contract.ts';
import { fetchPart } from './fetch-part.ts';
import { InviteJoin } from './join-flow.svelte.ts';
import { OpenJournals } from './open-journals.ts';
import type { Problem } from './problems.ts';

export class App implements AppState {
	#journals: readonly JournalRow[] = $state.raw([]);
	#ready = $state(false);
	#blocked: Problem | null = $state(null);
	readonly #registry = Registry.open();
	readonly #open = new OpenJournals(() => this.#registry);

	constructor() {
		// Whoever needs it awaits it and is told; where this browser is refused anyway, nobody does.
		this.#registry.catch(() => undefined);
		void this.#begin();
	}

	get ready(): boolean {
		return this.#ready;
	}

	get blocked(): Problem | null {
		return this.#blocked;
	}

	get journals(): readonly JournalEntry[] {
		return this.#journals;
	}

	startJournal({ name }: { name: string }): Promise<Outcome<JournalId>> {
		return attempt(async () => {
			const { startOnThisDevice } = await fetchPart(() => import('./start-steps.ts'));
			return startOnThisDevice(await this.#registry, name.trim());
		});
	}

	openSample(): Promise<Outcome<JournalId>> {
		return attempt(async () => {
			const { sampleOnThisDevice } = await fetchPart(() => import('./sample-steps.ts'));
			return sampleOnThisDevice(await this.#registry);
		});
	}

	openJournal(id: JournalId): JournalHandle {
		return this.#open.use(id);
	}

	renameJournal(id: JournalId, name: string): Promise<Outcome> {
		return attempt(async () => {
			if (name.trim() !== '') await (await this.#registry).updateJournal(id, { name: name.trim() });
			return null;
		});
	}

	unsentChanges(id: JournalId): Promise<Outcome<number>> {
		return attempt(async () => {
			const { unsentEdits } = await fetchPart(() => import('./unsent-edits.ts'));
			return unsentEdits(await this.#registry, id);
		});
	}

	removeJournal(id: JournalId): Promise<Outcome> {
		return attempt(async () => {
			await this.#open.close(id);
			await (await this.#registry).deleteJournal(id);
			return null;
		});
	}

	async saveCopy(id: JournalId): Promise<Outcome<string>> {
		const session = await attempt(() => this.#open.session(id));
		if (!session.ok) return session;
		if (!session.value) return { ok: false, problem: 'journal-missing' };
		const saved = await session.value.session.saveCopy();
		session.value.release();
		return saved;
	}

	readInvite(fragment: string): JoinFlow {
		return new InviteJoin(fragment, () => this.#registry);
	}

	async #begin(): Promise<void> {
		const able = await support();
		if (able !== 'ok') this.#blocked = able === 'no-tabs' ? 'no-locks' : able;
		else {
			const listed = await attempt(async () => {
				const registry = await this.#registry;
				registry.observe(() => void this.#list(registry));
				await this.#list(registry);
				return null;
			});
			if (!listed.ok) this.#blocked = listed.problem;
		}
		this.#ready = true;
		// What another tab still holds is deleted at a later start.
		if (able === 'ok') await attempt(async () => (await this.#registry).finishDeletions());
	}

	async #list(registry: Registry): Promise<void> {
		const listed = await attempt(() => registry.journals());
		if (listed.ok) this.#journals = listed.value;
		// Later on, a list that could not be read again must not take an open journal off the screen.
		else if (!this.#ready) this.#blocked = listed.problem;
	}
}
