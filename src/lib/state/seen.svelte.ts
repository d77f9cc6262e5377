// What this person has opened, for the others to know, and what is proven of the others: who has seen what, and on whose
// device it is. Only ever of the very words that are here now. Fetched after the first screen.

import { untrack } from 'svelte';
import { createSubscriber } from 'svelte/reactivity';
import type { JournalId, MemberId, RoomId } from '../core/ids.ts';
import type { Journal } from '../core/journal/journal.ts';
import { itemVersion } from '../core/sync/item-version.ts';
import { type Clock, StorageError } from '../core/sync/ports.ts';
import { webCrypto } from '../platform/webcrypto.ts';
import { attempt } from './attempt.ts';
import type { Outcome, Receipts } from './contract.ts';
import { withRegistry } from './own-registry.ts';
import type { OpenRoom } from './room/open-room.ts';
import { claimsOf } from './seen-claims.ts';
import { readItems } from './seen-items.ts';
import { SeenStore, type Versions } from './seen-store.ts';
import { lackingWords, OWN_STAYS, type Receipt, SEEN_MEANS } from './seen-words.ts';

/** Nobody writes, or looks, for so long: then it is time to find out what there is, or that it was seen. */
const QUIET_MS = 1000;

export interface SeenPorts {
	readonly id: JournalId;
	/** The one that the others are in, and its id. */
	readonly room: Pick<OpenRoom, 'doc' | 'status' | 'saved' | 'subscribe' | 'setSeen'>;
	readonly shared: RoomId;
	readonly journal: Journal;
	readonly nameOf: (member: MemberId) => string;
	readonly clock: Clock;
	/** Whether the others are told. */
	readonly told: boolean;
}

/** What there is now. Another one after every change. */
interface Present {
	readonly versions: Versions;
	readonly telling: Versions;
}

export class Seen implements Receipts {
	readonly #ports: SeenPorts;
	readonly #store: SeenStore;
	readonly #track: () => void;
	readonly #stops: readonly (() => void)[];
	/** How often each item is on the screen. */
	readonly #onScreen = new Map<string, number>();
	/** How many parts of this screen show what the others have too. */
	#theirs = $state(0);
	readonly #noted = new Map<MemberId, Present>();
	#opened: Versions;
	#delivered: ReadonlyMap<MemberId, Versions>;
	#present: Present | null = $state.raw(null);
	#told: boolean = $state(true);
	#cancelReading: () => void = () => undefined;
	#cancelLook: () => void = () => undefined;
	/** Grows with everything that makes what was read of the journal old. */
	#changes = 0;
	#closed = false;

	private constructor(
		ports: SeenPorts,
		store: SeenStore,
		{ opened, delivered }: Awaited<ReturnType<SeenStore['read']>>
	) {
		const { room } = ports;
		this.#ports = ports;
		this.#store = store;
		this.#opened = opened;
		this.#delivered = $state.raw(delivered);
		this.#told = ports.told;
		this.#track = createSubscriber((update) => room.subscribe(update));
		const changed = () => this.#changed();
		const look = () => this.#look();
		room.doc.on('update', changed);
		// The documents end with the session.
		room.doc.on('destroy', () => this.#close());
		document.addEventListener('visibilitychange', look);
		this.#stops = [
			() => room.doc.off('update', changed),
			() => document.removeEventListener('visibilitychange', look),
			room.subscribe(() => this.#heard())
		];
		this.#say();
		this.#changed();
	}

	/** Null where what is stored here cannot be read: then nothing is told, and nothing claimed. */
	static async open(ports: SeenPorts): Promise<Seen | null> {
		try {
			const store = await SeenStore.open(ports.shared);
			const rows = await store.read();
			if (!ports.room.doc.isDestroyed) return new Seen(ports, store, rows);
			store.close();
		} catch (error) {
			if (!(error instanceof StorageError)) throw error;
		}
		return null;
	}

	get told(): boolean {
		return this.#told;
	}

	/** For the corner of every screen: of one that shows what is this person's alone, nothing is claimed. */
	get claims(): ReturnType<typeof claimsOf> | null {
		this.#track();
		if (this.#theirs === 0) return null;
		const { others } = this.#ports.room.status;
		return claimsOf(others, this.#present?.telling ?? null, (member) => this.#nameOf(member));
	}

	get notes(): readonly string[] {
		this.#track();
		const { others } = this.#ports.room.status;
		if (others.size === 0) return [];
		const lacking = [...others].filter(([, { undelivered }]) => undelivered > 0);
		return [
			...lacking.map(([member, { undelivered }]) => lackingWords(this.#nameOf(member), undelivered)),
			SEEN_MEANS,
			OWN_STAYS
		];
	}

	of(item: string): readonly Receipt[] {
		this.#track();
		const version = this.#present?.versions.get(item);
		if (version === undefined) return [];
		return [...this.#ports.room.status.others].flatMap<Receipt>(([member, { seen }]) => {
			const name = this.#nameOf(member);
			const known = seen.get(item);
			if (known?.version === version) return [{ name, seenAt: known.at }];
			const isThere = this.#delivered.get(member)?.get(item) === version;
			return isThere ? [{ name, seenAt: null }] : [];
		});
	}

	watch(item: string, theirs = true): () => void {
		const count = (by: 1 | -1) => {
			this.#onScreen.set(item, (this.#onScreen.get(item) ?? 0) + by);
			// Whoever counts in an effect must not run again because of it.
			if (theirs) this.#theirs = untrack(() => this.#theirs) + by;
		};
		count(1);
		this.#look();
		return () => count(-1);
	}

	async tell(on: boolean): Promise<Outcome> {
		const { id } = this.#ports;
		const stored = await attempt(() =>
			withRegistry((registry) => registry.updateJournal(id, { receipts: on }))
		);
		if (!stored.ok) return stored;
		this.allow(on);
		return { ok: true, value: null };
	}

	/** Here or in another tab it was decided whether the others are told. */
	allow(told: boolean): void {
		if (told === this.#told) return;
		this.#told = told;
		this.#say();
		this.#look();
	}

	#close(): void {
		this.#closed = true;
		for (const stop of this.#stops) stop();
		this.#cancelReading();
		this.#cancelLook();
		this.#store.close();
	}

	#nameOf(member: MemberId): string {
		return this.#ports.nameOf(member) || 'Somebody';
	}

	/** What a page before this one opened is told again: without it, the others would take it back. */
	#say(): void {
		if (!this.#told) this.#ports.room.setSeen(null);
		else if (this.#opened.size > 0) this.#ports.room.setSeen(this.#opened);
	}

	/** Nothing is claimed of what is being written. */
	#changed(): void {
		this.#changes += 1;
		this.#present = null;
		this.#cancelReading();
		this.#cancelReading = this.#ports.clock.after(QUIET_MS, () => void this.#read());
	}

	async #read(): Promise<void> {
		const { room, journal } = this.#ports;
		if (room.status.others.size === 0) return;
		const changes = this.#changes;
		const { contents, telling } = readItems(journal);
		const versions = new Map(
			await Promise.all(
				[...contents].map(async ([item, content]) => [item, await itemVersion(content, webCrypto)] as const)
			)
		);
		if (changes !== this.#changes || this.#closed) return;
		this.#present = { versions, telling: new Map(telling.map((item) => [item, versions.get(item)!])) };
		this.#look();
		await this.#noteDelivered();
	}

	#heard(): void {
		// Somebody has joined since.
		if (this.#present === null && this.#ports.room.status.others.size > 0) this.#changed();
		else void this.#noteDelivered();
	}

	/** Whose device has everything that is here has every item as it is now. */
	async #noteDelivered(): Promise<void> {
		const present = this.#present;
		const { status, saved } = this.#ports.room;
		if (!present || status.waiting > 0 || saved.kind !== 'saved') return;
		const news = [...status.others].filter(
			([member, { delivered }]) => delivered?.all && this.#noted.get(member) !== present
		);
		if (news.length === 0) return;
		await this.#storing(async () => {
			// Others write too: what they wrote is here up to this entry.
			const position = await this.#store.position();
			for (const [member, { delivered }] of news) {
				if (!delivered || delivered.seq < position || this.#noted.get(member) === present) continue;
				this.#noted.set(member, present);
				if (same(this.#delivered.get(member), present.versions)) continue;
				this.#delivered = await this.#store.putDelivered(member, present.versions);
			}
		});
	}

	/** In a moment, when it is on the screen still, what is on the screen counts as seen. */
	#look(): void {
		this.#cancelLook();
		if (this.#closed || !this.#told || document.visibilityState !== 'visible') return;
		this.#cancelLook = this.#ports.clock.after(QUIET_MS, () => void this.#sawWhatIsHere());
	}

	async #sawWhatIsHere(): Promise<void> {
		const { versions } = this.#present ?? {};
		const shown = [...this.#onScreen].filter(([, times]) => times > 0);
		const news = new Map(
			shown.flatMap(([item]) => {
				const version = versions?.get(item);
				return version === undefined || this.#opened.get(item) === version ? [] : [[item, version]];
			})
		);
		if (news.size === 0) return;
		await this.#storing(async () => {
			this.#opened = await this.#store.addOpened(news);
			if (this.#told) this.#say();
		});
	}

	/** What cannot be stored is neither claimed nor told; that storing fails is said wherever something is written. */
	async #storing(run: () => Promise<void>): Promise<void> {
		try {
			if (!this.#closed) await run();
		} catch (error) {
			if (!(error instanceof StorageError)) throw error;
		}
	}
}

const same = (a: Versions | undefined, b: Versions): boolean =>
	a?.size === b.size && [...b].every(([item, version]) => a.get(item) === version);
