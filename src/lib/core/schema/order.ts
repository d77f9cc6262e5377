// Fractional index keys: a row's place among its siblings, so that a move writes one record.

import { generateKeyBetween, generateNKeysBetween } from 'fractional-indexing';

declare const order: unique symbol;
/** A key of the fractional-indexing scheme (base 62). Compared by code units; equal keys are ordered by record id. */
export type Order = string & { readonly [order]: 'Order' };

const FORM = /^[A-Za-z][0-9A-Za-z]*$/;

/** True when a key can be placed before and after it. Anything else would break every later move. */
export function isOrder(value: unknown): value is Order {
	if (typeof value !== 'string' || !FORM.test(value)) return false;
	try {
		generateKeyBetween(value, null);
		generateKeyBetween(null, value);
		return true;
	} catch {
		return false; // the library's only way of saying that it is no key
	}
}

/** `count` ascending keys between two different ones; null is the end on that side. */
export const ordersBetween = (low: Order | null, high: Order | null, count: number): Order[] =>
	generateNKeysBetween(low, high, count) as Order[];

interface Ordered {
	readonly id: string;
	readonly order: Order;
}

/** Sorts as both sides see it: by key, equal keys by id, both by code units. */
export function byOrder(a: Ordered, b: Ordered): number {
	if (a.order !== b.order) return a.order < b.order ? -1 : 1;
	return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
