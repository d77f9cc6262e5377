// What frozen devices say of themselves: how far they have the log, and what their members have seen.

import type { Journal } from '../../src/lib/core/journal/journal.ts';
import type { Crypto } from '../../src/lib/core/protocol/crypto.ts';
import { signDelivered } from '../../src/lib/core/protocol/delivered.ts';
import type { LogPosition } from '../../src/lib/core/protocol/messages.ts';
import { itemVersion } from '../../src/lib/core/sync/item-version.ts';
import { sealReceipt } from '../../src/lib/core/sync/receipts.ts';
import { readItems } from '../../src/lib/state/seen-items.ts';
import type { Report } from '../../server/store/store.ts';
import { type FrozenAuthor, type FrozenRoom, type LogWriter, newSession } from './freeze-room.ts';

/** By item. */
export type Versions = ReadonlyMap<string, string>;

export async function deliveredBy(
	{ id: device, device: keys }: FrozenAuthor,
	{ chain: { room } }: FrozenRoom,
	{ logId, seq, hash }: LogPosition
): Promise<Report> {
	const bytes = await signDelivered({ room, logId, seq, hash, device }, keys.signer);
	return { kind: 'delivered', room, device, seq, logId, bytes };
}

/** @param text what it says, as `seenText` */
export async function receiptBy(
	crypto: Crypto,
	author: FrozenAuthor,
	{ chain }: FrozenRoom,
	log: LogWriter,
	text: string
): Promise<Report> {
	const context = log.contextOf(newSession(crypto, author), chain);
	const bytes = await sealReceipt(context, text, 0);
	return { kind: 'receipt', room: chain.room, device: author.id, bytes };
}

/** All that there is to be seen, as it is now. */
export async function versionsIn(journal: Journal, crypto: Crypto): Promise<Versions> {
	const { contents, telling } = readItems(journal);
	const versions = telling.map(
		async (item) => [item, await itemVersion(contents.get(item), crypto)] as const
	);
	return new Map(await Promise.all(versions));
}
