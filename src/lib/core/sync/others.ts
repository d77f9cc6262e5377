// What this device knows of the other members' devices: how far each has the log on its disk, which of this device's edits
// that leaves out, and what each has seen. Kept in the store, so that a restart without a relay forgets nothing.

import type { DeviceId, LogId, MemberId } from '../ids.ts';
import type { Chain } from '../protocol/membership.ts';
import type { Cursor, OwnEdits, RoomChange, StoredOthers, StoredRoom } from './ports.ts';
import type { Receipt } from './receipts.ts';

/** An item that a member has opened. */
export interface SeenItem {
	/** As `itemVersion` makes it. */
	readonly version: string;
	/** When this device was first told of that version, its clock, ms. */
	readonly at: number;
}

export interface OtherMember {
	/** How far their devices proved to have the log; null while nothing is proven. */
	readonly delivered: {
		readonly seq: number;
		/** When this device was told, its clock, ms. */
		readonly at: number;
		/** Everything that was written here and is in the log is on their device. */
		readonly all: boolean;
	} | null;
	/** Edits of this device, waiting ones included, that are not known to be on theirs. */
	readonly undelivered: number;
	/** By item id; empty when they keep it to themselves. */
	readonly seen: ReadonlyMap<string, SeenItem>;
}

export type Others = ReadonlyMap<MemberId, OtherMember>;

/** The same, one more edit having been written here. */
export const afterEdit = (others: Others): Others =>
	new Map([...others].map(([member, facts]) => [member, { ...facts, undelivered: facts.undelivered + 1 }]));

type Change = Pick<RoomChange, 'putOwn' | 'deleteOwn' | 'others'>;

/** The members besides this device's own. */
const othersIn = (chain: Chain, me: MemberId | null): MemberId[] =>
	[...chain.members.keys()].filter((member) => member !== me);

export class OthersLedger {
	#logId: LogId | null;
	#own: OwnEdits[];
	readonly #delivered = new Map<MemberId, { seq: number; at: number }>();
	readonly #seen = new Map<MemberId, ReadonlyMap<string, SeenItem>>();
	/** The highest number of a receipt, by device. */
	readonly #receipts = new Map<DeviceId, number>();

	constructor({ own, others }: Pick<StoredRoom, 'own' | 'others'>) {
		this.#own = [...own];
		this.#logId = others?.logId ?? null;
		for (const { member, seq, at } of others?.delivered ?? []) this.#delivered.set(member, { seq, at });
		for (const { member, items } of others?.seen ?? []) {
			this.#seen.set(member, new Map(items.map(({ item, version, at }) => [item, { version, at }])));
		}
		for (const { device, number } of others?.receipts ?? []) this.#receipts.set(device, number);
	}

	/** The log that this counts in; null before the first. */
	get logId(): LogId | null {
		return this.#logId;
	}

	/** This log is counted in from here on: what was proven of another, or before the counting, is void. */
	beginAt({ logId, seq }: Cursor): Change {
		const edits = this.#own.reduce((sum, row) => sum + row.edits, 0);
		const deleteOwn = this.#own.map((row) => row.seq);
		this.#logId = logId;
		this.#delivered.clear();
		// All that was written here is in the log up to this entry, or goes there as new edits.
		this.#own = [{ seq, edits }];
		return { deleteOwn, putOwn: this.#own, others: this.#stored(logId) };
	}

	/**
	 * The log has edits of this device.
	 * @param alone nobody else is connected: then they need not be told apart from those just before
	 */
	wrote(row: OwnEdits, alone: boolean): Change {
		const last = this.#own.at(-1);
		const isWithSomebody = [...this.#delivered.values()].some(({ seq }) => last && seq >= last.seq);
		if (!last || (last.seq < row.seq && (!alone || isWithSomebody))) {
			this.#own.push(row);
			return { putOwn: [row] };
		}
		const joined = { seq: Math.max(row.seq, last.seq), edits: last.edits + row.edits };
		this.#own.splice(-1, 1, joined);
		return { deleteOwn: [last.seq], putOwn: [joined] };
	}

	/** Something counts as written behind this position: the log has not been compared since the relay said to have it. */
	isBehind({ logId, seq }: Cursor): boolean {
		return this.#logId === logId && (this.#own.at(-1)?.seq ?? 0) > seq;
	}

	/** The log, read anew up to there, has been compared: what was written is in it by then, or waits to be given to it. */
	compared({ seq }: Cursor): Change {
		const behind = this.#own.filter((row) => row.seq > seq);
		if (behind.length === 0) return {};
		const edits = behind.reduce((sum, row) => sum + row.edits, 0);
		const before = this.#own.filter((row) => row.seq < seq);
		const at = this.#own.find((row) => row.seq === seq)?.edits ?? 0;
		const joined = { seq, edits: at + edits };
		this.#own = [...before, joined];
		return { deleteOwn: behind.map((row) => row.seq), putOwn: [joined] };
	}

	/**
	 * A member's device has proved to have this log up to there.
	 * @returns what to store; null when that is nothing new
	 */
	delivered(member: MemberId, seq: number, at: number, chain: Chain, me: MemberId | null): Change | null {
		if (this.#logId === null || seq <= (this.#delivered.get(member)?.seq ?? -1)) return null;
		this.#delivered.set(member, { seq, at });
		const others = othersIn(chain, me);
		const before = this.#own;
		const on = (row: OwnEdits) => others.filter((m) => (this.#delivered.get(m)?.seq ?? -1) >= row.seq).length;
		// What the same ones have need not be told apart: who never comes back would have a row kept for each edit. What all
		// have stays as one row, for who joins later.
		this.#own = before.reduce<OwnEdits[]>((kept, row) => {
			const [devices, last] = [on(row), kept.at(-1)];
			if (!last || devices === 0 || on(last) !== devices) return [...kept, row];
			return [...kept.slice(0, -1), { seq: row.seq, edits: last.edits + row.edits }];
		}, []);
		return {
			deleteOwn: before.filter((row) => !this.#own.includes(row)).map((row) => row.seq),
			putOwn: this.#own.filter((row) => !before.includes(row)),
			others: this.#stored(this.#logId)
		};
	}

	/** The highest number of a receipt of this device that is known here; 0 before the first. */
	receiptOf(device: DeviceId): number {
		return this.#receipts.get(device) ?? 0;
	}

	/** A receipt of that number has been made. */
	numbered(device: DeviceId, number: number): Change {
		this.#receipts.set(device, Math.max(number, this.receiptOf(device)));
		return this.#logId === null ? {} : { others: this.#stored(this.#logId) };
	}

	/**
	 * A member says what they have seen. An earlier receipt changes nothing: else whoever passes them on could show again
	 * what somebody has switched off.
	 * @returns what to store; null when that is nothing new
	 */
	saw(member: MemberId, { device, number, seen: items }: Receipt, at: number): Change | null {
		const known = this.receiptOf(device);
		if (number < known || (number === known && number > 0)) return null;
		const before = this.#seen.get(member) ?? new Map<string, SeenItem>();
		const isSame = before.size === items.size && [...items].every(([id, v]) => before.get(id)?.version === v);
		if (isSame) return number === 0 ? null : this.numbered(device, number);
		const seenAs = (id: string, version: string): SeenItem => {
			const known = before.get(id);
			return known?.version === version ? known : { version, at };
		};
		this.#seen.set(member, new Map([...items].map(([id, version]) => [id, seenAs(id, version)])));
		return this.numbered(device, number);
	}

	/**
	 * What may be said of each.
	 * @param waiting edits that the log does not have yet
	 */
	facts(chain: Chain, me: MemberId | null, waiting: number): Others {
		const last = this.#own.at(-1)?.seq ?? 0;
		return new Map(
			othersIn(chain, me).map((member) => {
				const known = this.#delivered.get(member);
				const lacking = this.#own.filter((row) => row.seq > (known?.seq ?? -1));
				const edits = lacking.reduce((sum, row) => sum + row.edits, waiting);
				const facts: OtherMember = {
					delivered: known ? { ...known, all: known.seq >= last } : null,
					undelivered: edits,
					seen: this.#seen.get(member) ?? new Map()
				};
				return [member, facts];
			})
		);
	}

	#stored(logId: LogId): StoredOthers {
		return {
			logId,
			delivered: [...this.#delivered].map(([member, { seq, at }]) => ({ member, seq, at })),
			seen: [...this.#seen].map(([member, items]) => ({
				member,
				items: [...items].map(([item, { version, at }]) => ({ item, version, at }))
			})),
			...(this.#receipts.size > 0
				? { receipts: [...this.#receipts].map(([device, number]) => ({ device, number })) }
				: {})
		};
	}
}
