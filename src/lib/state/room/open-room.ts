// One room in this tab: its document, what is stored of it, the other tabs, and, while this tab leads, the relay.
// Everything that a person writes goes document → database → relay, in this order.

import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { toBase64url } from '../../core/bytes.ts';
import type { RoomId } from '../../core/ids.ts';
import type { Submitted } from '../../core/sync/connection-host.ts';
import { StorageError } from '../../core/sync/ports.ts';
import type { RoomStatus, SyncProblem } from '../../core/sync/room-status.ts';
import { startStatus, unreadChain } from '../../core/sync/room-status.ts';
import { surface } from '../../core/sync/surface.ts';
import { DurablePersistence } from '../../platform/durable-persistence.ts';
import { IndexedDbRoomStore } from '../../platform/indexeddb-room-store.ts';
import { openTabChannel, type TabChannel } from '../../platform/tab-channel.ts';
import { isWhole, RoomDatabase } from '../../platform/room-database.ts';
import type { SavedState } from '../../platform/unsaved.ts';
import type { StoredDevice } from '../../platform/webcrypto.ts';
import { fetchPart, NotFetched } from '../fetch-part.ts';
import { browserClock, random } from '../here.ts';
import { LeadSeeker } from './lead-seeker.ts';
import type { RoomLeader } from './room-leader.ts';
import { liveAs } from './tab-life.ts';
import { parseTabMessage, type TabMessage } from './tab-messages.ts';
import { TabPresence } from './tab-presence.ts';

export interface RoomKeys {
	readonly room: RoomId;
	readonly device: StoredDevice;
	readonly epochs: readonly { readonly epoch: number; readonly key: Uint8Array }[];
	/** Kept on this device: no relay is ever told of it. */
	readonly local?: boolean;
	/** What a closed relay is shown before it makes this room. */
	readonly admission?: string;
}

/** Longest wait of a tab that does not lead for the leader's answer. */
const SUBMIT_MS = 20_000;

export class OpenRoom {
	readonly doc: Y.Doc;
	readonly awareness: Awareness;
	readonly persistence: DurablePersistence;
	#keys: RoomKeys;
	readonly #database: RoomDatabase;
	readonly #store: IndexedDbRoomStore;
	readonly #channel: TabChannel<TabMessage>;
	readonly #listeners = new Set<() => void>();
	readonly #submitting = new Map<string, (how: Submitted) => void>();
	readonly #presence: TabPresence;
	readonly #endLife: () => void;
	/** Stored edits of each other tab that this one has been told of; in a tab that does not lead, its own: what the leader has. */
	readonly #heard = new Map<number, number>();
	#status: RoomStatus;
	/** Own edits that are stored. */
	#edits = 0;
	/** Edits of all tabs that this one knows to be stored; only ever compared with itself. */
	#told = 0;
	#leader: RoomLeader | null = null;
	/** What this person has opened, as the last tab to say so knows it; undefined: nobody has. */
	#seen: ReadonlyMap<string, string> | null | undefined;
	/** The journal was deleted under us: by another tab, or by the browser. */
	#deleted = false;
	readonly #seeker: LeadSeeker;
	#closed = false;

	private constructor(
		keys: RoomKeys,
		database: RoomDatabase,
		{ doc, endLife }: { doc: Y.Doc; endLife: () => void }
	) {
		this.#keys = keys;
		this.#database = database;
		this.#store = new IndexedDbRoomStore(database);
		this.doc = doc;
		this.#endLife = endLife;
		this.awareness = new Awareness(doc);
		this.#status = startStatus(unreadChain(keys.room), null);
		// Listening begins before the rows are read: a row stored in between arrives one way or the other.
		this.#channel = openTabChannel(`soundings-tabs-${keys.room}`, parseTabMessage, (message) =>
			this.#heardFrom(message)
		);
		this.#presence = new TabPresence(keys.room, this.awareness, (update) =>
			this.#channel.post({ type: 'awareness', update, tab: doc.clientID })
		);
		this.persistence = new DurablePersistence({
			database,
			store: this.#store,
			doc
		});
		this.persistence.subscribe(() => this.#changed());
		this.persistence.onStored((update) => this.#storedEdit(update));
		this.#seeker = new LeadSeeker(
			keys.room,
			() => this.#lead(),
			(error) => this.#failed(error)
		);
		database.onDeleted(() => this.#lost());
	}

	/** Opens a room that this device has keys for. Rejects with a StorageError; `gone`: its data is not here. */
	static async open(keys: RoomKeys): Promise<OpenRoom> {
		const database = await RoomDatabase.open(keys.room, false);
		const doc = new Y.Doc();
		const endLife = await liveAs(keys.room, doc.clientID);
		const room = new OpenRoom(keys, database, { doc, endLife });
		try {
			await room.persistence.whenLoaded;
			// What is empty because the browser deleted it must not be shown as if it were the journal.
			if (!(await isWhole(database))) throw new StorageError('gone');
		} catch (error) {
			await room.close();
			throw error;
		}
		room.#start();
		return room;
	}

	/** What is known about sync, in the leading tab's words. */
	get status(): RoomStatus {
		const unheard = this.#leader ? 0 : this.#edits - (this.#heard.get(this.doc.clientID) ?? 0);
		return unheard > 0 ? { ...this.#status, waiting: this.#status.waiting + unheard } : this.#status;
	}

	/** What is true of the edits made here. */
	get saved(): SavedState {
		return this.#deleted ? { kind: 'failed', fault: 'gone' } : this.persistence.state;
	}

	get device(): StoredDevice {
		return this.#keys.device;
	}

	get epochs(): RoomKeys['epochs'] {
		return this.#keys.epochs;
	}

	/** Calls back after the status or what is saved changed. Returns a function that stops it. */
	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Hands a statement to the relay, through the tab that leads. */
	submit(statement: Uint8Array, box: Uint8Array | null): Promise<Submitted> {
		if (this.#leader) return this.#leader.sync.submit(statement, box);
		const id = toBase64url(random(9));
		return new Promise((resolve) => {
			const cancel = browserClock.after(SUBMIT_MS, () => this.#submitting.get(id)?.('offline'));
			this.#submitting.set(id, (how) => {
				cancel();
				this.#submitting.delete(id);
				resolve(how);
			});
			this.#channel.post({ type: 'submit', id, statement, box });
		});
	}

	/** All that this person has opened, versions by item id; null when the others are not to know. */
	setSeen(seen: ReadonlyMap<string, string> | null): void {
		this.#saw(seen);
		this.#channel.post({ type: 'seen', seen });
	}

	/** From now on the relay is shown this; where it has refused, at once. */
	admit(admission: string): void {
		this.#keys = { ...this.#keys, admission };
		this.retry();
	}

	/** Tries at once what failed to be stored and what stopped syncing. */
	retry(): void {
		this.persistence.retry();
		this.#seek();
		if (this.#leader) this.#leader.connect();
		else this.#channel.post({ type: 'retry' });
	}

	/** This tab is seen again: take in what happened meanwhile. */
	async wake(): Promise<void> {
		if (this.#closed || this.#deleted) return;
		this.#seek();
		this.#channel.post({ type: 'hello' });
		try {
			if (this.#leader) return;
			await this.persistence.refresh();
			if (this.#status.problem?.kind === 'not-read') this.#show(null);
		} catch (error) {
			this.#failed(error);
		}
	}

	/** Lets go of everything; what fails on the way surfaces by itself. */
	async close(): Promise<void> {
		if (this.#closed) return;
		this.#closed = true;
		const ends: readonly (() => Promise<void> | void)[] = [
			() => this.#presence.close(),
			() => this.persistence.destroy(),
			() => this.#stopLeading(),
			() => this.#endLife(),
			() => this.awareness.destroy(),
			() => this.#channel.close(),
			() => this.#database.close(),
			() => this.doc.destroy()
		];
		for (const end of ends) {
			try {
				await end();
			} catch (error) {
				surface(error);
			}
		}
	}

	#seek(): void {
		if (!this.#keys.local) this.#seeker.seek();
	}

	#start(): void {
		this.#seek();
		this.#channel.post({ type: 'hello' });
	}

	async #lead(): Promise<void> {
		// Syncing is not needed to read and write: what it takes is fetched when the screen is there.
		const { RoomLeader, readStoredChain } = await fetchPart(() => import('./room-leader.ts'));
		await this.persistence.refresh();
		await this.persistence.trim();
		if (this.#closed) return;
		const chain = await readStoredChain(this.#store, this.#keys.room);
		const leader = new RoomLeader({
			room: this.#keys.room,
			device: this.#keys.device,
			epochs: new Map(this.#keys.epochs.map(({ epoch, key }) => [epoch, key])),
			chain,
			doc: this.doc,
			awareness: this.awareness,
			persistence: this.persistence,
			store: this.#store,
			admission: () => this.#keys.admission ?? '',
			onStored: (updates) => this.#storedFromRelay(updates),
			isOwnClient: (client) => this.#presence.isOwn(client),
			renewPresence: () => {
				this.#presence.renew();
				this.#channel.post({ type: 'hello' });
			}
		});
		try {
			await this.#beginWith(leader);
		} catch (error) {
			// Another tab may lead now, and two must not.
			this.#leader = null;
			await leader.stop();
			throw error;
		}
	}

	async #beginWith(leader: RoomLeader): Promise<void> {
		const told = this.#told;
		await leader.sync.countWaiting();
		if (this.#closed || this.#deleted) return leader.stop();
		this.#leader = leader;
		if (this.#seen !== undefined) leader.sync.setSeen(this.#seen);
		// Stored while we counted: perhaps not among what was counted. Looking anew costs little.
		if (told !== this.#told) leader.sync.edited();
		leader.sync.subscribe(() => this.#showStatus());
		this.#showStatus();
		leader.connect();
	}

	/** Settles when another tab may lead. */
	async #stopLeading(): Promise<void> {
		const leader = this.#leader;
		this.#leader = null;
		try {
			await leader?.stop();
		} finally {
			await this.#seeker.stop();
		}
	}

	/** There is nothing left to lead, and nothing that is written from now on can be stored. */
	#lost(): void {
		this.#deleted = true;
		this.#status = { ...this.#status, link: 'off' };
		void this.#stopLeading();
		this.#changed();
	}

	/** What is stored could not be read, or the part of the app that syncs not fetched. Throws what nobody expects. */
	#failed(error: unknown): void {
		if (error instanceof NotFetched) this.#show({ kind: 'not-fetched' });
		else if (!(error instanceof StorageError)) throw error;
		else this.#show(error.fault === 'gone' ? { kind: 'storage', fault: 'gone' } : { kind: 'not-read' });
	}

	#show(problem: SyncProblem | null): void {
		if (this.#closed) return;
		this.#status = { ...this.#status, problem };
		this.#changed();
	}

	#showStatus(): void {
		if (!this.#leader) return;
		this.#status = this.#leader.sync.status;
		this.#channel.post({ type: 'status', status: this.#status, heard: new Map(this.#heard) });
		this.#changed();
	}

	#saw(seen: ReadonlyMap<string, string> | null): void {
		this.#seen = seen;
		this.#leader?.sync.setSeen(seen);
	}

	#storedEdit(update: Uint8Array): void {
		this.#edits += 1;
		this.#told += 1;
		this.#channel.post({ type: 'update', update, tab: this.doc.clientID, edits: this.#edits });
		this.#leader?.sync.edited();
		this.#changed();
	}

	#storedFromRelay(updates: readonly Uint8Array[]): void {
		for (const update of updates) {
			this.#channel.post({ type: 'update', update, tab: this.doc.clientID, edits: null });
		}
	}

	#heardFrom(message: TabMessage): void {
		if (this.#closed) return;
		switch (message.type) {
			case 'hello':
				this.#presence.renew();
				this.#showStatus();
				return;
			case 'update':
				this.persistence.applyFromTab(message.update);
				if (message.edits === null) return;
				// Also while another tab leads: it is stored, so whoever leads next finds it there.
				this.#heard.set(message.tab, message.edits);
				this.#told += 1;
				this.#leader?.sync.edited();
				return;
			case 'status':
				if (this.#leader || this.#deleted) return;
				this.#status = message.status;
				this.#heard.set(this.doc.clientID, message.heard.get(this.doc.clientID) ?? 0);
				this.#changed();
				return;
			case 'awareness':
				this.#presence.heard(message.tab, message.update);
				return;
			case 'submit':
				void this.#leader?.sync
					.submit(message.statement, message.box)
					.then((how) => this.#channel.post({ type: 'submitted', id: message.id, how }));
				return;
			case 'submitted':
				this.#submitting.get(message.id)?.(message.how);
				return;
			case 'seen':
				return this.#saw(message.seen);
			case 'retry':
				this.#leader?.connect();
				return;
		}
		message satisfies never;
	}

	#changed(): void {
		for (const listener of this.#listeners) listener();
	}
}
