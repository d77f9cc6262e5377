// A RoomStore in memory, for the simulation: operations take effect in order when the scheduler says so, a crash loses
// those that had not, and the next one can be told to fail.

import {
	StorageError,
	type Cursor,
	type Edit,
	type Held,
	type OwnEdits,
	type Part,
	type RoomChange,
	type RoomStore,
	type Sealed,
	type Seen,
	type StorageFault,
	type StoredOthers,
	type StoredRoom
} from '../../src/lib/core/sync/ports.ts';

/** Everything that is durable. */
export interface RoomImage {
	/** The document's rows. */
	updates: Uint8Array[];
	edits: Edit[];
	nextEdit: number;
	cursor: Cursor | null;
	sealed: Sealed[];
	held: Held[];
	parts: Part[];
	seen: Seen[];
	chain: Uint8Array[];
	snapshot: Uint8Array | null;
	own: OwnEdits[];
	others: StoredOthers | null;
}

const emptyImage = (): RoomImage => ({
	updates: [],
	edits: [],
	nextEdit: 1,
	cursor: null,
	sealed: [],
	held: [],
	parts: [],
	seen: [],
	chain: [],
	snapshot: null,
	own: [],
	others: null
});

export class MemoryRoomStore implements RoomStore {
	#image: RoomImage;
	#settle: (run: () => void) => void;
	#faults: StorageFault[] = [];
	#dead = false;

	/**
	 * @param image what an earlier store left; copied
	 * @param settle runs each operation later, in order; a microtask unless the simulation gives its own
	 */
	constructor(image: RoomImage = emptyImage(), settle: (run: () => void) => void = queueMicrotask) {
		this.#image = copy(image);
		this.#settle = settle;
	}

	load(): Promise<StoredRoom> {
		return this.#run((image) => {
			const { cursor, sealed, held, parts, seen, chain, snapshot, own, others } = image;
			return { cursor, sealed, held, parts, seen, chain, snapshot, own, others };
		});
	}

	edits(): Promise<readonly Edit[]> {
		return this.#run((image) => image.edits);
	}

	addEdit(update: Uint8Array): Promise<void> {
		const bytes = copy(update);
		return this.#run((image) => {
			image.updates.push(bytes);
			addEdits(image, [bytes]);
		});
	}

	write(change: RoomChange): Promise<void> {
		const own = attempt(() => copy(change));
		return this.#run((image) => {
			if ('error' in own) throw own.error;
			applyChange(image, own.value);
		});
	}

	/** The document's rows, as a reopened persistence would apply them. */
	documentUpdates(): readonly Uint8Array[] {
		return copy(this.#image.updates);
	}

	/** The next operation rejects with this fault and stores nothing. Calls add up. */
	failNext(fault: StorageFault): void {
		this.#faults.push(fault);
	}

	/** A copy of what is durable now. */
	snapshot(): RoomImage {
		return copy(this.#image);
	}

	/** From now on nothing of this store settles, as if its process were gone; the new one holds what was durable. */
	crash(): MemoryRoomStore {
		this.#dead = true;
		return new MemoryRoomStore(this.#image, this.#settle);
	}

	#run<T>(operation: (image: RoomImage) => T): Promise<T> {
		const fault = this.#faults.shift();
		return new Promise((resolve, reject) => {
			this.#settle(() => {
				if (this.#dead) return;
				if (fault !== undefined) return reject(new StorageError(fault));
				const draft = shallow(this.#image);
				const result = attempt(() => operation(draft));
				if ('error' in result) return reject(new StorageError('failed', { cause: result.error }));
				this.#image = draft;
				resolve(copy(result.value));
			});
		});
	}
}

function applyChange(image: RoomImage, change: RoomChange): void {
	if (change.clearSeen === true) image.seen = [];
	image.edits = image.edits.filter(({ key }) => change.deleteEdits?.includes(key) !== true);
	image.sealed = image.sealed.filter(({ key }) => change.deleteSealed?.includes(key) !== true);
	image.held = image.held.filter(({ seq }) => change.deleteHeld?.includes(seq) !== true);
	image.parts = image.parts.filter(({ group }) => change.deleteParts?.includes(group) !== true);
	image.own = image.own.filter(({ seq }) => change.deleteOwn?.includes(seq) !== true);

	image.updates.push(...(change.updates ?? []));
	addEdits(image, change.addEdits ?? []);
	image.sealed = put(image.sealed, change.putSealed, ({ key }) => [key]);
	image.held = put(image.held, change.putHeld, ({ seq }) => [seq]);
	image.parts = put(image.parts, change.putParts, ({ group, index }) => [group, index]);
	image.seen = put(image.seen, change.putSeen, ({ key }) => [key]);
	image.own = put(image.own, change.putOwn, ({ seq }) => [seq]);
	if (change.cursor !== undefined) image.cursor = change.cursor;
	if (change.chain !== undefined) image.chain = [...change.chain];
	if (change.snapshot !== undefined) image.snapshot = change.snapshot;
	if (change.others !== undefined) image.others = change.others;
}

function addEdits(image: RoomImage, updates: readonly Uint8Array[]): void {
	for (const update of updates) image.edits.push({ key: image.nextEdit++, update });
}

/** Rows are never changed in place, so that a draft needs only lists of its own. */
const shallow = (image: RoomImage): RoomImage => ({
	...image,
	updates: [...image.updates],
	edits: [...image.edits]
});

type Key = readonly (string | number)[];

/** Replaces or adds rows and keeps them in the order of their keys, as IndexedDB does. */
function put<T>(rows: readonly T[], added: readonly T[] | undefined, keyOf: (row: T) => Key): T[] {
	const out = [...rows];
	for (const row of added ?? []) {
		if (keyOf(row).some((part) => Number.isNaN(part))) throw new RangeError('not a key');
		const at = out.findIndex((other) => compare(keyOf(other), keyOf(row)) >= 0);
		const same = at >= 0 && compare(keyOf(out[at] ?? row), keyOf(row)) === 0;
		out.splice(at < 0 ? out.length : at, same ? 1 : 0, row);
	}
	return out;
}

function compare(a: Key, b: Key): number {
	for (const [i, left] of a.entries()) {
		const right = b[i];
		if (right === undefined || left === right) continue;
		return left < right ? -1 : 1;
	}
	return 0;
}

/** A deep copy; byte views are copied as what they show, not with the buffer behind them. */
function copy<T>(value: T): T {
	if (typeof value === 'function') throw new TypeError('functions cannot be stored');
	if (value instanceof Uint8Array) return value.slice() as T & Uint8Array;
	if (Array.isArray(value)) return value.map((item: unknown) => copy(item)) as T & unknown[];
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item as unknown)])) as T;
}

function attempt<T>(run: () => T): { value: T } | { error: unknown } {
	try {
		return { value: run() };
	} catch (error) {
		return { error };
	}
}
