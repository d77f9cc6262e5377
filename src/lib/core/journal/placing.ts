// Where a row goes among its siblings, and which other rows must get new keys for that.

import { generateNKeysBetween } from 'fractional-indexing';
import { byOrder, type Order } from '../schema/order.ts';

/** `count` ascending keys between two different ones; null is the end on that side. */
const ordersBetween = (low: Order | null, high: Order | null, count: number): Order[] =>
	generateNKeysBetween(low, high, count) as Order[];

interface Placed {
	readonly id: string;
	readonly order: Order;
}

export interface Placing {
	readonly order: Order;
	/** Rows that shared the key the new one must come after: nothing fits between two equal keys. */
	readonly rekeyed: readonly { readonly id: string; readonly order: Order }[];
}

/**
 * The key for a row that comes directly after `after` (null: first).
 * @param siblings the other rows, in any order
 * @returns null when `after` is not among them
 */
export function placeAfter(siblings: readonly Placed[], after: string | null): Placing | null {
	const rows = [...siblings].sort(byOrder);
	const at = after === null ? -1 : rows.findIndex((row) => row.id === after);
	if (after !== null && at < 0) return null;
	const low = rows[at]?.order ?? null;
	let end = at + 1;
	while (low !== null && rows[end]?.order === low) end++;
	const tied = rows.slice(at + 1, end);
	const [order, ...fresh] = ordersBetween(low, rows[end]?.order ?? null, tied.length + 1);
	return { order: order!, rekeyed: fresh.map((key, index) => ({ id: tied[index]!.id, order: key })) };
}

/** The key for a row that comes after all others. */
export function placeLast(siblings: readonly Placed[]): Order {
	const last = [...siblings].sort(byOrder).at(-1);
	return ordersBetween(last?.order ?? null, null, 1)[0]!;
}
