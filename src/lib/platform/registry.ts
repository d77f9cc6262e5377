// The journals on this device and their keys. All tabs share it; a change in one is told to the others.

import type { InviteId, JournalId, RoomId } from '../core/ids.ts';
import type { EpochKey } from '../core/sync/invite.ts';
import { deleteCheckpoints } from './checkpoint-names.ts';
import { forgetLastWords } from './last-words.ts';
import type { DeletionRow, JoinRow, JournalRow, RoomRow } from './registry-rows.ts';
import { RegistryTables, type Tables } from './registry-tables.ts';
import { unlessRestoring } from './restore-lock.ts';
import { RoomDatabase, roomDatabaseName } from './room-database.ts';

export type { JoinRow, JournalRow, RoomRow } from './registry-rows.ts';

export class Registry {
	#tables: RegistryTables;
	#channel = new BroadcastChannel('soundings-registry');
	#listeners = new Set<() => void>();

	private constructor(tables: RegistryTables) {
		this.#tables = tables;
		this.#channel.onmessage = () => this.#notify();
	}

	/** Rejects with a StorageError, as every method here does. */
	static async open(): Promise<Registry> {
		return new Registry(await RegistryTables.open());
	}

	close(): void {
		this.#channel.close();
		this.#tables.close();
	}

	/** Calls back after any tab changed the list of journals or one of them. Returns a function that stops it. */
	observe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Newest opened first. */
	async journals(): Promise<JournalRow[]> {
		const rows = await this.#tables.all('journals');
		return rows.sort((a, b) => b.openedAt - a.openedAt || (a.id < b.id ? -1 : 1));
	}

	journal(id: JournalId): Promise<JournalRow | null> {
		return this.#tables.get('journals', id);
	}

	/**
	 * Notes that a journal's documents are being made here that is in no list yet: should the page go, they are removed
	 * at a later start. Only within `whileRestoring`, which is what keeps them until then.
	 */
	noteRestoring(id: JournalId, rooms: readonly RoomId[], now: number): Promise<void> {
		return this.#tables.write(({ deletions }) => deletions.put({ id, rooms, restoringSince: now }));
	}

	/** Adds a journal, its rooms' keys, and forgets the join that led to it: all or nothing. Older joins of its room go too. */
	async addJournal(
		journal: JournalRow,
		rooms: readonly RoomRow[],
		options: { readonly settlesJoin?: InviteId } = {}
	): Promise<void> {
		const joins = await this.joins();
		await this.#tables.write((tables) => {
			tables.journals.add(journal);
			for (const room of rooms) tables.rooms.add(room);
			// Of one that is restored: nothing of it is to be removed now.
			tables.deletions.delete(journal.id);
			if (options.settlesJoin !== undefined) tables.joins.delete(options.settlesJoin);
			forgetJoins(joins, [journal.shared], tables);
		});
		this.#changed();
	}

	/** @returns false when the journal is not here (any more) */
	async updateJournal(
		id: JournalId,
		change: Partial<Omit<JournalRow, 'id' | 'me' | 'shared' | 'personal' | 'sample' | 'createdAt'>>
	): Promise<boolean> {
		const found = await this.#tables.revise('journals', id, (row, { journals }) =>
			journals.put({ ...row, ...change })
		);
		if (found) this.#changed();
		return found;
	}

	room(room: RoomId): Promise<RoomRow | null> {
		return this.#tables.get('rooms', room);
	}

	/** Adds epoch keys; one that is known stays as it was. @returns false when the room is not here */
	addEpochs(room: RoomId, epochs: readonly EpochKey[]): Promise<boolean> {
		return this.#tables.revise('rooms', room, (row, { rooms }) => {
			const known = new Map([...epochs, ...row.epochs].map((epoch) => [epoch.epoch, epoch]));
			rooms.put({ ...row, epochs: [...known.values()].sort((a, b) => a.epoch - b.epoch) });
		});
	}

	joins(): Promise<JoinRow[]> {
		return this.#tables.all('joins');
	}

	join(invite: InviteId): Promise<JoinRow | null> {
		return this.#tables.get('joins', invite);
	}

	/** Durable when it resolves: only then may the relay be asked to redeem. */
	putJoin(join: JoinRow): Promise<void> {
		return this.#tables.write(({ joins }) => joins.put(join));
	}

	deleteJoin(invite: InviteId): Promise<void> {
		return this.#tables.write(({ joins }) => joins.delete(invite));
	}

	/**
	 * Removes a journal from this device: at once from the list, with its keys; then its documents. `waiting`: another
	 * tab still holds one, or a join of its room is under way; `finishDeletions` completes it later.
	 */
	async deleteJournal(id: JournalId): Promise<'deleted' | 'waiting'> {
		const joins = await this.joins();
		await this.#tables.revise('journals', id, (row, tables) => {
			const rooms = [row.shared, row.personal];
			tables.journals.delete(id);
			for (const room of rooms) tables.rooms.delete(room);
			forgetJoins(joins, rooms, tables);
			tables.deletions.put({ id, rooms });
		});
		this.#changed();
		const deletion = await this.#tables.get('deletions', id);
		return deletion === null ? 'deleted' : this.#finish(deletion);
	}

	/**
	 * Completes deletions that a crash or another tab left half done, and removes what restoring a backup left that
	 * came to nothing; at start. @returns how many still wait
	 */
	async finishDeletions(): Promise<number> {
		const outcomes: string[] = [];
		for (const deletion of await this.#tables.all('deletions')) {
			const { id, restoringSince } = deletion;
			const finish = restoringSince === undefined ? this.#finish(deletion) : this.#finishRestoring(id);
			outcomes.push(await finish);
		}
		return outcomes.filter((outcome) => outcome === 'waiting').length;
	}

	async #finishRestoring(id: JournalId): Promise<'deleted' | 'waiting'> {
		const outcome = await unlessRestoring(async () => {
			// What was noted may have come to its end before the lock was free.
			const deletion = await this.#tables.get('deletions', id);
			return deletion === null ? 'deleted' : this.#finish(deletion);
		});
		return outcome ?? 'waiting';
	}

	async #finish({ id, rooms }: DeletionRow): Promise<'deleted' | 'waiting'> {
		// Who left and was invited again may have the same room in another journal by now, which then takes care of it;
		// a join may still come to nothing, so the deletion stays until that is decided.
		const joining = new Set((await this.joins()).map(({ room }) => room));
		for (const room of rooms) {
			if (joining.has(room) || (await this.room(room)) !== null) continue;
			forgetLastWords(roomDatabaseName(room));
			if ((await RoomDatabase.delete(room)) === 'blocked') return 'waiting';
		}
		if ((await deleteCheckpoints(id)) === 'blocked') return 'waiting';
		if (rooms.some((room) => joining.has(room))) return 'waiting';
		await this.#tables.write(({ deletions }) => deletions.delete(id));
		return 'deleted';
	}

	#changed(): void {
		this.#channel.postMessage('changed');
		this.#notify();
	}

	#notify(): void {
		for (const listener of this.#listeners) listener();
	}
}

function forgetJoins(joins: readonly JoinRow[], rooms: readonly RoomId[], tables: Tables): void {
	for (const { invite, room } of joins) if (rooms.includes(room)) tables.joins.delete(invite);
}
