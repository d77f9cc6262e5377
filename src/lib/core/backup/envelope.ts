// A backup file from outside: a header in the clear that says how the key is made, and everything else encrypted.
//
//   magic 16 · version u16 · key derivation u8 · iterations u32 · salt 16 · check 16 · nonce 12 · length u64 · sealed
//
// The header is the cipher's additional data, so that no byte of it can be changed unseen. `length` is that of what
// follows: a file that was cut short is told from a wrong passphrase. `check` is derived from the passphrase like the
// key itself: a wrong passphrase is told from a file that was damaged. Both tell an attacker nothing that trying to
// decrypt would not.

import { concat, equal, utf8 } from '../bytes.ts';
import { labelled, Malformed, Reader, Writer } from '../protocol/wire.ts';
import { passphraseBytes } from './passphrase.ts';
import type { BackupCrypto } from './ports.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Why a file cannot be opened. */
export type EnvelopeFault =
	/** No backup at all. */
	| 'foreign'
	/** One of the readable copies, which nothing can be restored from. */
	| 'copy'
	/** A later version wrote it. */
	| 'newer'
	/** The end is missing. */
	| 'truncated'
	| 'wrong-passphrase'
	/** Bytes were changed since it was made. */
	| 'damaged';

export type Opened<Value> =
	{ readonly ok: true; readonly value: Value } | { readonly ok: false; readonly fault: EnvelopeFault };

const MAGIC = utf8('soundings-backup');
const COPY_BEGINS = utf8('{\n\t"format": "soundings-copy/');
export const VERSION = 1;
const PBKDF2_SHA256 = 1;
/** OWASP's Password Storage Cheat Sheet of 2023, for PBKDF2 with HMAC-SHA-256. */
export const ITERATIONS = 600_000;
/** More than this is no parameter that anybody chose, and would keep the device busy for minutes. */
const MOST_ITERATIONS = 10_000_000;

const SALT = 16;
const CHECK = 16;
const NONCE = 12;
export const HEADER = MAGIC.length + 2 + 1 + 4 + SALT + CHECK + NONCE + 8;
/** AES-GCM's tag. */
const TAG = 16;

interface Parameters {
	readonly iterations: number;
	readonly salt: Uint8Array;
}

/** One slow derivation gives the key and, apart from it, what the header may show. */
async function keysFrom(passphrase: string, { iterations, salt }: Parameters, crypto: BackupCrypto) {
	const slow = await crypto.pbkdf2(passphraseBytes(passphrase), salt, iterations);
	const [key, check] = await Promise.all([
		crypto.hkdf(slow, labelled('soundings/backup-key/1'), 32),
		crypto.hkdf(slow, labelled('soundings/backup-check/1'), CHECK)
	]);
	return { key, check };
}

/** The bytes of the file. @param iterations fewer only where nothing is at stake */
export async function seal(
	plain: Uint8Array,
	passphrase: string,
	crypto: BackupCrypto,
	iterations = ITERATIONS
): Promise<Bytes> {
	const salt = crypto.random(SALT);
	const nonce = crypto.random(NONCE);
	const { key, check } = await keysFrom(passphrase, { iterations, salt }, crypto);
	const header = new Writer()
		.fixed(MAGIC)
		.u16(VERSION)
		.u8(PBKDF2_SHA256)
		.u32(iterations)
		.fixed(salt)
		.fixed(check)
		.fixed(nonce)
		.u64(plain.length + TAG)
		.done();
	return concat(header, await (await crypto.aead(key)).seal(nonce, header, plain));
}

/** What was sealed into the file. */
export async function unseal(
	file: Uint8Array,
	passphrase: string,
	crypto: BackupCrypto
): Promise<Opened<Bytes>> {
	const read = readHeader(file, file.length);
	if (!read.ok) return read;
	const { iterations, salt, check, nonce } = read.value;
	const keys = await keysFrom(passphrase, { iterations, salt }, crypto);
	if (!equal(keys.check, check)) return { ok: false, fault: 'wrong-passphrase' };
	const aead = await crypto.aead(keys.key);
	const plain = await aead.open(nonce, file.subarray(0, HEADER), file.subarray(HEADER));
	return plain === null ? { ok: false, fault: 'damaged' } : { ok: true, value: plain };
}

interface Header extends Parameters {
	readonly check: Uint8Array;
	readonly nonce: Uint8Array;
}

/**
 * What is wrong with a file as far as its beginning tells, without a passphrase; null: nothing.
 * @param head its first `HEADER` bytes, or all there are
 * @param size of the whole file, in bytes
 */
export function faultAtFirstSight(head: Uint8Array, size: number): EnvelopeFault | null {
	const read = readHeader(head, size);
	return read.ok ? null : read.fault;
}

function readHeader(file: Uint8Array, size: number): Opened<Header> {
	const fail = (fault: EnvelopeFault) => ({ ok: false, fault }) as const;
	const begins = (with_: Uint8Array) => equal(file.subarray(0, with_.length), with_);
	if (begins(COPY_BEGINS)) return fail('copy');
	if (file.length === 0 || !equal(file.subarray(0, MAGIC.length), MAGIC.subarray(0, file.length)))
		return fail('foreign');
	const reader = new Reader(file);
	try {
		reader.fixed(MAGIC.length);
		const version = reader.u16();
		if (version > VERSION) return fail('newer');
		const derivation = reader.u8();
		const header = {
			iterations: reader.u32(),
			salt: reader.fixed(SALT),
			check: reader.fixed(CHECK),
			nonce: reader.fixed(NONCE)
		};
		const length = reader.u64();
		if (version < VERSION || derivation !== PBKDF2_SHA256 || length < TAG) return fail('damaged');
		if (header.iterations < 1 || header.iterations > MOST_ITERATIONS) return fail('damaged');
		if (size < HEADER + length) return fail('truncated');
		return size > HEADER + length ? fail('damaged') : { ok: true, value: header };
	} catch (error) {
		// The header's own end is missing, or a length that no file has.
		if (error instanceof Malformed) return fail(size < HEADER ? 'truncated' : 'damaged');
		throw error;
	}
}
