// Fractional index keys: a row's place among its siblings, so that a move writes one record.

declare const order: unique symbol;
/** A key of the fractional-indexing scheme (base 62). Compared by code units; equal keys are ordered by record id. */
export type Order = string & { readonly [order]: 'Order' };

const FORM = /^[A-Za-z][0-9A-Za-z]*$/;
/** The digits of the integer part, head included: a, Z are followed by one, b, Y by two, … z, A by twenty-six. */
const integerLength = (head: string): number =>
	head >= 'a' ? head.charCodeAt(0) - 95 : 92 - head.charCodeAt(0);
/** Nothing can be placed before the first integer there is. */
const FIRST = `A${'0'.repeat(26)}`;

/**
 * True when a key can be placed before and after it. Anything else would break every later move. The scheme's own
 * check, said again, because reading a record must not need the library that makes keys (journal/placing.ts).
 */
export function isOrder(value: unknown): value is Order {
	if (typeof value !== 'string' || !FORM.test(value)) return false;
	const integer = integerLength(value);
	if (value.length < integer || value === FIRST) return false;
	return value.length === integer || !value.endsWith('0');
}

interface Ordered {
	readonly id: string;
	readonly order: Order;
}

/** Sorts as both sides see it: by key, equal keys by id, both by code units. */
export function byOrder(a: Ordered, b: Ordered): number {
	if (a.order !== b.order) return a.order < b.order ? -1 : 1;
	return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
