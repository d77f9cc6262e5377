// One page load of a device: a document rebuilt from what is stored, the room's sync, and the provider. When its
// process dies nothing of it happens any more.

import * as Y from 'yjs';
import { integrate } from '../../../src/lib/core/sync/integrate.ts';
import { readChain } from '../../../src/lib/core/protocol/membership.ts';
import type { Clock, OpenTransport } from '../../../src/lib/core/sync/ports.ts';
import type { RoomStatus } from '../../../src/lib/core/sync/room-status.ts';
import { RoomSync } from '../../../src/lib/core/sync/room-sync.ts';
import { UnsavedEdits } from '../../../src/lib/platform/unsaved.ts';
import type { MemoryRoomStore } from '../memory-room-store.ts';
import { takenBackAt } from './edits.ts';
import type { Membership } from './person.ts';
import { StandInProvider } from './provider.ts';
import { RecordingStore, type StoreWitness } from './recording-store.ts';
import { ORIGIN } from './relay-host.ts';
import { demand } from './violation.ts';

export interface PagePorts {
	readonly membership: Membership;
	readonly store: MemoryRoomStore;
	readonly witness: StoreWitness;
	/** Its document's client id. */
	readonly client: number;
	readonly clock: Clock;
	readonly open: (alive: () => boolean) => OpenTransport;
	/** Settles when what was done on the disk is known here. */
	readonly answer: () => Promise<void>;
	/** Told when an edit could not be stored. */
	readonly failed: () => void;
	/** Told of everything that is said on screen. */
	readonly said: (status: RoomStatus) => void;
}

const FROM_LOG = 'from the log';

export class Page {
	readonly doc: Y.Doc;
	readonly sync: RoomSync;
	readonly provider: StandInProvider;
	readonly unsaved: UnsavedEdits;
	readonly #store: RecordingStore;
	#alive = true;

	static async open(ports: PagePorts): Promise<Page> {
		const { chain } = ports.store.snapshot();
		const { membership } = ports;
		const stored = chain.length > 0 ? await readChain(chain, membership.crypto) : null;
		demand(stored?.ok !== false, 'S6', () => 'the stored membership chain does not hold');
		return new Page(ports, stored?.ok ? stored.chain : membership.chain);
	}

	private constructor(ports: PagePorts, chain: Membership['chain']) {
		const { membership, store, client } = ports;
		this.doc = new Y.Doc();
		this.doc.clientID = client;
		for (const update of store.documentUpdates()) Y.applyUpdate(this.doc, update, FROM_LOG);
		this.#store = new RecordingStore(store, ports.witness, ports.answer);
		const clock: Clock = {
			now: () => ports.clock.now(),
			after: (ms, run) => ports.clock.after(ms, () => this.#alive && run())
		};
		this.sync = new RoomSync({
			room: chain.room,
			device: membership.device,
			epochs: membership.epochs,
			chain,
			doc: this.doc,
			store: this.#store,
			crypto: membership.crypto,
			clock,
			open: ports.open(() => this.#alive),
			origin: ORIGIN,
			token: '',
			apply: (update) => integrate(this.doc, update, FROM_LOG),
			onStored: () => undefined,
			isOwnClient: (id) => id === client,
			renewPresence: () => this.provider.renew(),
			mustForgetSince: () => takenBackAt(this.doc)
		});
		this.provider = new StandInProvider(this.sync, clock, client, membership.member);
		this.unsaved = new UnsavedEdits({
			write: (update) => this.#store.addEdit(update),
			after: (ms, run) => clock.after(ms, run),
			changed: () => {
				if (this.unsaved.state.kind === 'failed') ports.failed();
			},
			stored: () => this.sync.edited()
		});
		this.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin === FROM_LOG) return;
			this.unsaved.add(update);
			this.sync.edited();
			this.provider.edited(update);
		});
		this.sync.subscribe(() => {
			const { link, waiting } = this.sync.status;
			const { unsealed } = this.#store;
			const isTrue = link !== 'live' || waiting > 0 || unsealed === 0;
			demand(isTrue, 'S12', () => `nothing is said to wait, and ${unsealed} edits do`);
			ports.said(this.sync.status);
		});
		// When counting fails, the connection looks again.
		const connect = () => this.provider.connect();
		void this.sync.countWaiting().then(connect, connect);
	}

	/** Whether everything here is stored, sent, and nothing is under way. */
	get isQuiet(): boolean {
		const { link, waiting } = this.sync.status;
		const idle = this.#store.open === 0 && this.unsaved.state.kind === 'saved';
		return idle && link === 'live' && waiting === 0 && this.provider.synced;
	}

	/** The process is gone. */
	die(): void {
		this.#alive = false;
	}

	/** The tab is closed as it should be: what is being written is written. */
	async close(): Promise<void> {
		this.provider.disconnect();
		await this.unsaved.settle();
		await this.sync.settled();
	}
}
