// The browser's composition root: the journals on this device, opened, started, joined and removed.

import { type JournalId, newJournalId, newMemberId } from '../core/ids.ts';
import { StorageError } from '../core/sync/ports.ts';
import { IndexedDbRoomStore } from '../platform/indexeddb-room-store.ts';
import { type JournalRow, Registry } from '../platform/registry.ts';
import { RoomDatabase } from '../platform/room-database.ts';
import { type Support, support } from '../platform/support.ts';
import type { AppState, JoinFlow, JournalEntry, JournalHandle, Outcome } from './contract.ts';
import { InviteJoin } from './join-flow.svelte.ts';
import { OpenJournals } from './open-journals.ts';
import { type Problem, storageProblem } from './problems.ts';
import { browserClock, random } from './relay-ports.ts';

/** What a journal is called until its owner renames it. */
const STARTED_NAME = 'My journal';

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
		return outcome(async () => {
			const registry = await this.#registry;
			const { newRoom, startJournal, writeFirst } = await import('./room/found-journal.ts');
			const me = newMemberId(random);
			const shared = await newRoom(me);
			const personal = await newRoom();
			const rooms = { shared: shared.room, personal: personal.room };
			await writeFirst(rooms, me, (docs) => startJournal(docs, { title: STARTED_NAME, name }));
			const now = browserClock.now();
			const row: JournalRow = {
				id: newJournalId(random),
				name: STARTED_NAME,
				memberName: name.trim(),
				me,
				role: 'owner',
				...rooms,
				createdAt: now,
				openedAt: now
			};
			await registry.addJournal(row, [shared, personal]);
			return row.id;
		});
	}

	openJournal(id: JournalId): JournalHandle {
		return this.#open.use(id);
	}

	renameJournal(id: JournalId, name: string): Promise<Outcome> {
		return outcome(async () => {
			if (name.trim() !== '') await (await this.#registry).updateJournal(id, { name: name.trim() });
			return null;
		});
	}

	unsentChanges(id: JournalId): Promise<Outcome<number>> {
		return outcome(async () => {
			const row = await (await this.#registry).journal(id);
			if (!row) return 0;
			return (await unsentEdits(row.shared)) + (await unsentEdits(row.personal));
		});
	}

	removeJournal(id: JournalId): Promise<Outcome> {
		return outcome(async () => {
			await this.#open.close(id);
			await (await this.#registry).deleteJournal(id);
			return null;
		});
	}

	async saveCopy(id: JournalId): Promise<Outcome> {
		const session = await outcome(() => this.#open.session(id));
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
		if (able !== 'ok') this.#blocked = unsupported(able);
		else {
			const listed = await outcome(async () => {
				const registry = await this.#registry;
				registry.observe(() => void this.#list(registry));
				await this.#list(registry);
				await registry.finishDeletions();
				return null;
			});
			if (!listed.ok) this.#blocked = listed.problem;
		}
		this.#ready = true;
	}

	async #list(registry: Registry): Promise<void> {
		const listed = await outcome(() => registry.journals());
		if (listed.ok) this.#journals = listed.value;
		else this.#blocked = listed.problem;
	}
}

async function unsentEdits(room: JournalRow['shared']): Promise<number> {
	const database = await RoomDatabase.open(room);
	try {
		const store = new IndexedDbRoomStore(database);
		const sealed = (await store.load()).sealed.reduce((sum, row) => sum + row.edits, 0);
		return sealed + (await store.edits()).length;
	} finally {
		database.close();
	}
}

async function outcome<Value>(run: () => Promise<Value>): Promise<Outcome<Value>> {
	try {
		return { ok: true, value: await run() };
	} catch (error) {
		if (!(error instanceof StorageError)) throw error;
		return { ok: false, problem: storageProblem(error.fault) };
	}
}

function unsupported(able: Exclude<Support, 'ok'>): Problem {
	switch (able) {
		case 'insecure-context':
		case 'no-indexeddb':
		case 'no-ed25519':
			return able;
		case 'no-tabs':
			return 'no-locks';
	}
	return able satisfies never;
}
