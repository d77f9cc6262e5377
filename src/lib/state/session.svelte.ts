// An open journal: its two rooms, the domain over them, and what the screen may know of their sync.

import { createSubscriber } from 'svelte/reactivity';
import { toBase64url } from '../core/bytes.ts';
import type { DeviceId, JournalId, MemberId } from '../core/ids.ts';
import { type Journal, openJournal } from '../core/journal/journal.ts';
import type { SyncFacts } from '../core/sync/status-words.ts';
import type { JournalRow, Registry } from '../platform/registry.ts';
import { makeCommands } from './commands.ts';
import type { JournalSession, Member, Outcome, Receipts, Role } from './contract.ts';
import { saveJournalCopy } from './copy.ts';
import { RoomInvites } from './invites.ts';
import { membersOf } from './members.ts';
import { RoomPresence } from './presence.ts';
import type { Problem } from './problems.ts';
import { browserClock, random } from './here.ts';
import { OpenRoom } from './room/open-room.ts';
import { isTroubled, type RoomFacts, syncFacts } from './room/sync-facts.ts';
import type { Seen } from './seen.svelte.ts';
import { StorageError } from '../core/sync/ports.ts';

export class Session implements JournalSession {
	readonly id: JournalId;
	readonly me: MemberId;
	readonly journal: Journal;
	readonly invites: RoomInvites;
	readonly presence: RoomPresence;
	readonly #rooms: { readonly shared: OpenRoom; readonly personal: OpenRoom };
	readonly #track: () => void;
	readonly #trackMembers: () => void;
	readonly #stop: () => void;
	/** Rooms of which the relay has had everything since their log was last read. */
	readonly #mended = new Set<OpenRoom>();
	/** Rooms that the relay does not make without a token, until it was heard of again. */
	readonly #closed = new Set<OpenRoom>();
	#row: JournalRow;
	#seen: Seen | null = $state.raw(null);
	#follows = false;

	constructor(row: JournalRow, shared: OpenRoom, personal: OpenRoom, registry: Registry) {
		this.id = row.id;
		this.me = row.me;
		this.#row = $state.raw(row);
		this.#rooms = { shared, personal };
		this.#track = createSubscriber((update) => this.#observeRooms(update));
		this.journal = openJournal({
			shared: shared.doc,
			personal: personal.doc,
			me: row.me,
			random,
			now: () => browserClock.now(),
			commands: makeCommands,
			mayWriteShared: () => this.role !== 'viewer'
		});
		this.#trackMembers = createSubscriber((update) => this.journal.tables.members.observe(update));
		this.invites = new RoomInvites(shared, this.#track);
		this.presence = new RoomPresence(shared, row.me, row.memberName);
		// The personal room has no company.
		personal.awareness.setLocalState(null);
		const stops = [
			registry.observe(() => void this.#reread(registry)),
			this.presence.observe(() => void this.#nameReaders())
		];
		this.#stop = () => {
			for (const stop of stops) stop();
		};
		if (row.role !== 'owner') void this.#nameByTitle(registry);
	}

	get role(): Role {
		this.#track();
		return this.#rooms.shared.status.role ?? this.#row.role;
	}

	get name(): string {
		return this.#row.name;
	}

	get sample(): boolean {
		return this.#row.sample === true;
	}

	get readOnly(): Problem | null {
		this.#track();
		const why = this.journal.readOnly();
		if (why === 'viewer') return 'viewer';
		return why === null ? null : 'newer-journal';
	}

	get sync(): SyncFacts {
		const facts = syncFacts(this.#facts());
		return this.sample ? { ...facts, connection: 'none' } : facts;
	}

	get rooms(): readonly RoomFacts[] {
		return this.#facts();
	}

	get troubled(): boolean {
		return isTroubled(this.#facts());
	}

	get admission(): string {
		return this.#row.admission ?? '';
	}

	get members(): readonly Member[] {
		this.#track();
		this.#trackMembers();
		const { shared } = this.#rooms;
		const own = toBase64url(shared.device.signPublic) as DeviceId;
		return membersOf(shared.status, this.me, own, (member) => this.#nameOf(member));
	}

	get receipts(): Receipts | null {
		return this.#seen;
	}

	async followOthers(): Promise<void> {
		if (this.sample || this.#follows) return;
		this.#follows = true;
		const part = await import('./seen.svelte.ts').catch(() => null);
		const { id, shared, receipts } = this.#row;
		const opened = part?.Seen.open({
			id,
			shared,
			room: this.#rooms.shared,
			journal: this.journal,
			nameOf: (member) => this.#nameOf(member),
			clock: browserClock,
			told: receipts !== false
		});
		this.#seen = (await opened) ?? null;
	}

	retry(): void {
		for (const room of Object.values(this.#rooms)) room.retry();
	}

	saveCopy(): Promise<Outcome<string>> {
		const { shared, personal } = this.#rooms;
		return saveJournalCopy(this.name, { shared: shared.doc, personal: personal.doc });
	}

	/** This page is seen again. */
	async wake(): Promise<void> {
		await Promise.all([this.#rooms.shared.wake(), this.#rooms.personal.wake()]);
	}

	async close(): Promise<void> {
		this.#stop();
		this.journal.close();
		await Promise.all([this.#rooms.shared.close(), this.#rooms.personal.close()]);
	}

	#facts(): RoomFacts[] {
		this.#track();
		const { shared, personal } = this.#rooms;
		return [{ ...this.#factsOf(shared), others: this.#seen?.claims }, this.#factsOf(personal)];
	}

	#factsOf(room: OpenRoom): RoomFacts {
		const { status, saved, persistence } = room;
		if (status.ended?.reason === 'admission') this.#closed.add(room);
		else if (status.ended || status.link === 'live') this.#closed.delete(room);
		if (status.link === 'catching-up') this.#mended.delete(room);
		else if (status.link === 'live' && status.waiting === 0) this.#mended.add(room);
		const { unreadableRows } = persistence;
		return { status, saved, unreadableRows, mended: this.#mended.has(room), closed: this.#closed.has(room) };
	}

	/** A viewer's name cannot be in the shared document; it is known while they are here. */
	#nameOf(member: MemberId): string {
		const written = this.journal.queries.memberName(member);
		if (written !== null) return written;
		if (member === this.me) return this.#row.memberName;
		return this.presence.peers.find((peer) => peer.member === member)?.name ?? '';
	}

	/**
	 * The owner writes down the names of members who may only read, when they show themselves. What that takes is
	 * fetched then; where it cannot be, they are named when they show themselves again.
	 */
	async #nameReaders(): Promise<void> {
		const { status, doc } = this.#rooms.shared;
		const readers = this.presence.peers.filter(({ member }) => status.chain.members.get(member) === 'viewer');
		if (readers.length === 0 || status.role !== 'owner') return;
		const start = await import('../core/journal/start.ts').catch(() => null);
		if (start === null || this.journal.readOnly() !== null) return;
		const ports = {
			shared: doc,
			personal: this.journal.personal,
			me: this.me,
			random,
			now: () => browserClock.now()
		};
		for (const { member, name } of readers) start.nameReader(ports, member, name);
	}

	#observeRooms(update: () => void): () => void {
		const stops = Object.values(this.#rooms).map((room) => room.subscribe(update));
		return () => {
			for (const stop of stops) stop();
		};
	}

	/** Fetched by who joined only; without it the name stays as it is until the next opening. */
	async #nameByTitle(registry: Registry): Promise<void> {
		const names = await import('./journal-names.ts').catch(() => null);
		names?.nameByTitle(this.journal, this.id, registry);
	}

	async #reread(registry: Registry): Promise<void> {
		try {
			const row = await registry.journal(this.id);
			const { admission } = this.#row;
			if (row) this.#row = row;
			if (this.#row.admission !== admission) {
				for (const room of Object.values(this.#rooms)) room.admit(this.admission);
			}
			this.#seen?.allow(this.#row.receipts !== false);
		} catch (error) {
			// The list of journals says so where it is shown; this session goes on under the name it knows.
			if (!(error instanceof StorageError)) throw error;
		}
	}
}

/** Opens both rooms of a journal; null when this device has none of that id. Rejects with a StorageError. */
export async function openSession(registry: Registry, id: JournalId): Promise<Session | null> {
	const row = await registry.journal(id);
	if (!row) return null;
	const shared = await openRoom(registry, row, row.shared);
	try {
		const personal = await openRoom(registry, row, row.personal);
		void noteOpened(registry, id);
		return new Session(row, shared, personal, registry);
	} catch (error) {
		await shared.close();
		throw error;
	}
}

/** Orders the list of journals, and no more: a full storage must not keep one from being read. */
async function noteOpened(registry: Registry, id: JournalId): Promise<void> {
	try {
		await registry.updateJournal(id, { openedAt: browserClock.now() });
	} catch (error) {
		if (!(error instanceof StorageError)) throw error;
	}
}

async function openRoom(
	registry: Registry,
	{ sample, admission }: JournalRow,
	room: JournalRow['shared']
): Promise<OpenRoom> {
	const keys = await registry.room(room);
	if (!keys) throw new StorageError('gone');
	return OpenRoom.open({
		room,
		device: keys.device,
		epochs: keys.epochs,
		local: sample === true,
		admission
	});
}
