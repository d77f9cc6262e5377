// Changes that travel in several entries: their parts are kept until the last has come, whatever their order.

import { concat } from '../bytes.ts';
import type { EntryHeader } from '../protocol/entry.ts';
import type { Part } from './ports.ts';
import { seenKey } from './reader.ts';

/** What of the parts is to be stored, or not kept any longer, with the cursor. */
export interface PartsChange {
	readonly putParts: readonly Part[];
	readonly deleteParts: readonly string[];
}

interface Group {
	/** Of the session that it is of, as `seenKey` names it. */
	readonly session: string;
	/** The counter of its last part. */
	readonly last: number;
	parts: readonly Part[];
}

export class Parts {
	readonly #groups = new Map<string, Group>();
	#put: Part[] = [];
	#deleted: string[] = [];

	constructor(stored: readonly Part[] = []) {
		for (const part of stored) this.#keep(part);
	}

	/**
	 * Takes one entry's payload.
	 * @returns the payload of the whole change once its last part has come, else null
	 */
	take(header: EntryHeader, payload: Uint8Array): Uint8Array | null {
		if (header.parts === 1) return payload;
		const group = groupOf(header);
		const part: Part = { group, index: header.part, count: header.parts, payload };
		const parts = this.#keep(part);
		if (parts.length < header.parts) {
			this.#put.push(part);
			return null;
		}
		this.#drop(group);
		return concat(...[...parts].sort((a, b) => a.index - b.index).map((each) => each.payload));
	}

	/**
	 * The log has shown an entry. A device sends one change after the other, and what an earlier page load left first: once it
	 * sends something of another session, it has sealed anew, or given up, what is not whole by then.
	 */
	passes({ device, session }: EntryHeader): void {
		for (const [group, { session: of, parts }] of this.#groups) {
			if (!of.startsWith(`${device}.`) || of === seenKey({ device, session })) continue;
			if (parts.every(({ isLeft }) => isLeft)) continue;
			const left = parts.map((part): Part => ({ ...part, isLeft: true }));
			this.#groups.get(group)!.parts = left;
			this.#put = [...this.#put.filter((part) => part.group !== group), ...left];
		}
	}

	/** An own change needs no keeping: its content is here. */
	forget(header: EntryHeader): void {
		const group = groupOf(header);
		if (this.#groups.has(group)) this.#drop(group);
	}

	/** What has changed since the last call. */
	takeChange(): PartsChange {
		const change = { putParts: this.#put, deleteParts: this.#deleted };
		this.#put = [];
		this.#deleted = [];
		return change;
	}

	/** All that is kept. */
	get all(): readonly Part[] {
		return [...this.#groups.values()].flatMap(({ parts }) => parts);
	}

	/**
	 * Whether some change may still become whole. One whose session, or whose device, has gone on without it never will: its
	 * author sealed it anew.
	 * @param hasShownBehind whether the log has shown an entry of that session with a counter above this one
	 */
	mayComplete(hasShownBehind: (session: string, counter: number) => boolean): boolean {
		return [...this.#groups.values()].some(
			({ session, last, parts }) => !parts.every(({ isLeft }) => isLeft) && !hasShownBehind(session, last)
		);
	}

	#keep(part: Part): readonly Part[] {
		const parts = [...(this.#groups.get(part.group)?.parts ?? []), part];
		const cut = part.group.lastIndexOf('.');
		const last = Number(part.group.slice(cut + 1)) + part.count - 1;
		this.#groups.set(part.group, { session: part.group.slice(0, cut), last, parts });
		return parts;
	}

	#drop(group: string): void {
		this.#groups.delete(group);
		this.#put = this.#put.filter((part) => part.group !== group);
		this.#deleted.push(group);
	}
}

/** Names the change that an entry is a part of. */
export const groupOf = (header: EntryHeader): string => `${seenKey(header)}.${header.counter - header.part}`;
