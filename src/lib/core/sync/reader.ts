// Judging one entry of the log: what a reader may believe of it. Nothing here trusts the relay (S10).

import type { LogId, RoomId } from '../ids.ts';
import type { Verifier } from '../protocol/crypto.ts';
import { decodeEntry, ENTRY_FORMAT, type EntryHeader, KIND, verifyEntry } from '../protocol/entry.ts';
import { type Chain, type Role, roleAt } from '../protocol/membership.ts';
import { type Keyring, nonceOf } from './keyring.ts';
import { CONTENT, decodePlaintext } from './plaintext.ts';
import type { Held } from './ports.ts';

export type Refused =
	| 'malformed'
	| 'other-room'
	| 'other-log'
	| 'not-a-member'
	| 'role'
	| 'signature'
	| 'replay'
	| 'ciphertext'
	| 'content';

export type Reading =
	| { readonly kind: 'payload'; readonly header: EntryHeader; readonly payload: Uint8Array<ArrayBuffer> }
	/** Valid, and of no consequence to this build: a kind that readers may skip. */
	| { readonly kind: 'skip'; readonly header: EntryHeader }
	/** Cannot be read yet; keep it. */
	| { readonly kind: 'hold'; readonly why: Held['why'] }
	/** Never to be believed. */
	| { readonly kind: 'refused'; readonly why: Refused };

export interface ReaderContext {
	readonly verifier: Verifier;
	readonly keyring: Keyring;
	readonly room: RoomId;
	readonly logId: LogId;
	readonly chain: Chain;
	/** Which counters are new. */
	readonly seen: { mayAdd(key: string, counter: number): boolean };
}

export const seenKey = ({ device, session }: Pick<EntryHeader, 'device' | 'session'>): string =>
	`${device}.${session}`;

const refuse = (why: Refused): Reading => ({ kind: 'refused', why });

/** A viewer may write receipts, and nothing that others would have to keep without being able to read it. */
const mayWrite = ({ kind, format }: EntryHeader, role: Role): boolean =>
	role !== 'viewer' || (kind === KIND.receipt && format === ENTRY_FORMAT);

/**
 * Judges one entry. The order of checks matters: header layout and signature are the same in every format, so that
 * nobody but a member who may write makes others keep what cannot be read yet.
 */
export async function readEntry(context: ReaderContext, bytes: Uint8Array): Promise<Reading> {
	const entry = decodeEntry(bytes);
	if (!entry) return refuse('malformed');
	const { header } = entry;
	if (header.room !== context.room) return refuse('other-room');
	if (header.logId !== context.logId) return refuse('other-log');
	const role = roleAt(context.chain, header.device, header.membership);
	if (role === null) return refuse('not-a-member');
	if (role !== 'unknown-head' && !mayWrite(header, role)) return refuse('role');
	if (!(await verifyEntry(entry, context.verifier))) return refuse('signature');
	if (role === 'unknown-head') return { kind: 'hold', why: 'membership' };
	if (!context.seen.mayAdd(seenKey(header), header.counter)) return refuse('replay');
	if (header.format !== ENTRY_FORMAT) return { kind: 'hold', why: 'format' };
	if (header.kind !== KIND.update) {
		const mayWait = header.critical && header.kind !== KIND.receipt;
		return mayWait ? { kind: 'hold', why: 'kind' } : { kind: 'skip', header };
	}
	const aead = context.keyring.aead('entry', header.epoch, header.device, header.session);
	if (!aead) return { kind: 'hold', why: 'epoch' };
	const plain = await (await aead).open(nonceOf(header.counter), entry.headerBytes, entry.ciphertext);
	if (!plain) return refuse('ciphertext');
	const content = decodePlaintext(plain);
	if (!content) return refuse('content');
	if (content.content !== CONTENT.yjsUpdate) return { kind: 'hold', why: 'format' };
	return { kind: 'payload', header, payload: content.payload };
}
