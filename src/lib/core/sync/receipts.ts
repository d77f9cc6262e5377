// A receipt: what a member has opened, each item in the version that they saw. Encrypted for the members, kept by the relay
// in place of the one before, never in the log.

import { fromUtf8, utf8 } from '../bytes.ts';
import type { DeviceId, RoomId } from '../ids.ts';
import type { Verifier } from '../protocol/crypto.ts';
import { decodeEntry, ENTRY_FORMAT, KIND, RECEIPT_LIMIT, verifyEntry } from '../protocol/entry.ts';
import { type Chain, roleAt } from '../protocol/membership.ts';
import { type Keyring, nonceOf } from './keyring.ts';
import { CONTENT, decodePlaintext } from './plaintext.ts';
import { largestPayload, type SealContext, sealParts } from './seal.ts';

const MOST_ITEMS = 500;
const LONGEST_ID = 64;
/** The longest that a receipt's number makes its text. */
const NUMBER_BYTES = `"n":${Number.MAX_SAFE_INTEGER},`.length;

/** Versions by item id. */
export type SeenMap = ReadonlyMap<string, string>;

/**
 * As JSON, in the order of the ids, so that equal maps give equal text. What does not fit is left out from the end of the map.
 * @param number above that of every receipt that this device made before; to be left out of a text that is only compared
 */
export function seenText(seen: SeenMap, number?: number): string {
	const largest = largestPayload(RECEIPT_LIMIT) - NUMBER_BYTES;
	for (let count = Math.min(seen.size, MOST_ITEMS); ; count -= Math.ceil(count / 16)) {
		const items = [...seen].slice(0, count).sort(([a], [b]) => (a < b ? -1 : 1));
		const said = { seen: Object.fromEntries(items) };
		const isShort = utf8(JSON.stringify({ v: 1, ...said })).length <= largest;
		if (count === 0 || isShort) return JSON.stringify({ v: 1, n: number, ...said });
	}
}

/** @param counter the first unused counter of the context's session */
export async function sealReceipt(
	context: SealContext,
	text: string,
	counter: number
): Promise<Uint8Array<ArrayBuffer>> {
	const [entry] = await sealParts(context, KIND.receipt, CONTENT.seen, utf8(text), counter, RECEIPT_LIMIT);
	return entry!.bytes;
}

export interface Receipt {
	readonly device: DeviceId;
	/** Grows with every receipt of the device, so that none can take a later one's place; 0: its maker did not number them. */
	readonly number: number;
	readonly seen: SeenMap;
}

/** What a receipt says, when a member's device signed it and this one can read it; else null. */
export async function openReceipt(
	context: {
		readonly room: RoomId;
		readonly verifier: Verifier;
		readonly keyring: Keyring;
		readonly chain: Chain;
	},
	bytes: Uint8Array
): Promise<Receipt | null> {
	const entry = decodeEntry(bytes);
	if (!entry || bytes.length > RECEIPT_LIMIT) return null;
	const { device, session, epoch, counter, room, kind, format, membership, parts } = entry.header;
	if (room !== context.room || kind !== KIND.receipt || format !== ENTRY_FORMAT || parts !== 1) return null;
	const role = roleAt(context.chain, device, membership);
	if (role === null || role === 'unknown-head') return null;
	if (!(await verifyEntry(entry, context.verifier))) return null;
	const aead = await context.keyring.aead('receipt', epoch, device, session);
	const plain = await aead?.open(nonceOf(counter), entry.headerBytes, entry.ciphertext);
	const content = plain && decodePlaintext(plain);
	const said = content?.content === CONTENT.seen ? parseSeen(content.payload) : null;
	return said && { device, ...said };
}

/** Null when it is not of this form. */
function parseSeen(payload: Uint8Array): Omit<Receipt, 'device'> | null {
	try {
		const value: unknown = JSON.parse(fromUtf8(payload));
		if (typeof value !== 'object' || value === null || !('v' in value) || value.v !== 1) return null;
		if (!('seen' in value) || typeof value.seen !== 'object' || value.seen === null) return null;
		const number = 'n' in value ? value.n : 0;
		if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0) return null;
		const items = Object.entries(value.seen as Record<string, unknown>);
		return items.length <= MOST_ITEMS && items.every(isItem) ? { number, seen: new Map(items) } : null;
	} catch (error) {
		if (error instanceof SyntaxError || error instanceof TypeError) return null;
		throw error;
	}
}

const isItem = (item: [string, unknown]): item is [string, string] =>
	typeof item[1] === 'string' && item[0].length <= LONGEST_ID && item[1].length <= LONGEST_ID;
