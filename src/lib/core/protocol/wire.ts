// Reading and writing the bytes of the protocol. Everything is big-endian; a length comes before what it measures.
// The reader trusts nothing: it copies what it returns, checks every bound, and fails with `Malformed` alone.
// (lib0's decoder hands out views into a shared buffer and does not check single bytes, so it is not used here.)

import { fromBase64url, fromUtf8, toBase64url, utf8 } from '../bytes.ts';

export class Malformed extends Error {
	constructor(what: string) {
		super(`malformed: ${what}`);
		this.name = 'Malformed';
	}
}

export class Writer {
	#bytes = new Uint8Array(256);
	#length = 0;

	#room(count: number): number {
		const at = this.#length;
		this.#length += count;
		if (this.#length > this.#bytes.length) {
			const larger = new Uint8Array(Math.max(this.#length, this.#bytes.length * 2));
			larger.set(this.#bytes);
			this.#bytes = larger;
		}
		return at;
	}

	#uint(value: number, bytes: number): this {
		if (!Number.isSafeInteger(value) || value < 0 || value >= 2 ** (8 * bytes)) {
			throw new RangeError(`${value} does not fit in ${bytes} bytes`);
		}
		const at = this.#room(bytes);
		for (let i = bytes - 1, rest = value; i >= 0; i--) {
			this.#bytes[at + i] = rest % 256;
			rest = Math.floor(rest / 256);
		}
		return this;
	}

	u8 = (value: number): this => this.#uint(value, 1);
	u16 = (value: number): this => this.#uint(value, 2);
	u32 = (value: number): this => this.#uint(value, 4);
	/** 8 bytes; the value must be a safe integer. */
	u64 = (value: number): this => this.#uint(value, 8);

	/** Bytes whose length both sides know. */
	fixed(bytes: Uint8Array): this {
		const at = this.#room(bytes.length);
		this.#bytes.set(bytes, at);
		return this;
	}

	/** An id whose byte length both sides know. */
	id(id: string, length: number): this {
		const bytes = fromBase64url(id);
		if (bytes?.length !== length) throw new RangeError(`not an id of ${length} bytes`);
		return this.fixed(bytes);
	}

	/** Bytes behind a 4-byte length. */
	bytes(bytes: Uint8Array): this {
		return this.u32(bytes.length).fixed(bytes);
	}

	/** UTF-8 behind a 4-byte length. */
	text(text: string): this {
		return this.bytes(utf8(text));
	}

	done(): Uint8Array<ArrayBuffer> {
		return this.#bytes.slice(0, this.#length);
	}
}

export class Reader {
	readonly #bytes: Uint8Array;
	#at = 0;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
	}

	get left(): number {
		return this.#bytes.length - this.#at;
	}

	#uint(bytes: number): number {
		if (this.left < bytes) throw new Malformed('ends early');
		let value = 0;
		for (let i = 0; i < bytes; i++) value = value * 256 + this.#bytes[this.#at + i]!;
		this.#at += bytes;
		if (!Number.isSafeInteger(value)) throw new Malformed('number too large');
		return value;
	}

	u8 = (): number => this.#uint(1);
	u16 = (): number => this.#uint(2);
	u32 = (): number => this.#uint(4);
	u64 = (): number => this.#uint(8);

	fixed(length: number): Uint8Array<ArrayBuffer> {
		if (this.left < length) throw new Malformed('ends early');
		const out = new Uint8Array(length);
		out.set(this.#bytes.subarray(this.#at, this.#at + length));
		this.#at += length;
		return out;
	}

	id<Id extends string>(length: number): Id {
		return toBase64url(this.fixed(length)) as Id;
	}

	bytes(): Uint8Array<ArrayBuffer> {
		return this.fixed(this.u32());
	}

	text(): string {
		try {
			return fromUtf8(this.bytes());
		} catch (cause) {
			if (cause instanceof Malformed) throw cause;
			throw new Malformed('not UTF-8');
		}
	}

	/** All that is left. */
	rest(): Uint8Array<ArrayBuffer> {
		return this.fixed(this.left);
	}

	/** `count` items; a count that the remaining bytes can't hold is malformed before anything is allocated. */
	list<Item>(count: number, leastBytes: number, read: () => Item): Item[] {
		if (count * leastBytes > this.left) throw new Malformed('ends early');
		return Array.from({ length: count }, read);
	}
}

/** Reads all of `bytes`, or null when they are malformed or something is left over. */
export function parse<T>(bytes: Uint8Array, read: (reader: Reader) => T): T | null {
	const reader = new Reader(bytes);
	try {
		const value = read(reader);
		return reader.left === 0 ? value : null;
	} catch (error) {
		if (error instanceof Malformed) return null;
		throw error;
	}
}

/** The bytes that a signature or a key derivation is over: a fixed label, then every field behind its length. */
export function labelled(label: string, ...fields: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const writer = new Writer().text(label);
	for (const field of fields) writer.bytes(field);
	return writer.done();
}
