// Rows of the databases in a browser, as a file holds them: JSON with bytes, maps and keys written out. Runs in Node, where
// rows are frozen, and in a browser, where they are put back. Written with nothing of the app's own databases, so that those
// cannot agree with themselves here.

import { fromBase64url, toBase64url } from '../../src/lib/core/bytes.ts';

/** A private key, as a browser keeps it. */
export class FrozenKey {
	readonly name: 'Ed25519' | 'X25519';
	readonly seed: Uint8Array;
	/** Whether the browser would give it away, for a backup. */
	readonly extractable: boolean;

	constructor(name: FrozenKey['name'], seed: Uint8Array, extractable: boolean) {
		this.name = name;
		this.seed = seed;
		this.extractable = extractable;
	}
}

export interface FrozenStore {
	readonly name: string;
	readonly keyPath: string | readonly string[] | null;
	readonly autoIncrement: boolean;
	/** With a key where the row does not hold it. */
	readonly rows: readonly { readonly key?: IDBValidKey; readonly value: unknown }[];
}

export interface FrozenDatabase {
	readonly name: string;
	readonly version: number;
	readonly stores: readonly FrozenStore[];
}

/** As JSON can say it. Whoever reads it needs to know the shape. */
export function written(value: unknown): unknown {
	if (value instanceof Uint8Array) return { $bytes: toBase64url(value) };
	if (value instanceof Map) return { $map: [...value].map(written) };
	if (value instanceof FrozenKey) {
		const { name, seed, extractable } = value;
		return { $key: name, seed: toBase64url(seed), extractable };
	}
	if (Array.isArray(value)) return value.map(written);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, written(each)]));
}

/** What was written; a key becomes what `key` makes of it. */
export function read(value: unknown, key: (frozen: FrozenKey) => unknown = (frozen) => frozen): unknown {
	if (Array.isArray(value)) return value.map((each) => read(each, key));
	if (typeof value !== 'object' || value === null) return value;
	const said = value as Readonly<Record<string, unknown>>;
	if (typeof said['$bytes'] === 'string') return bytesOf(said['$bytes']);
	if (Array.isArray(said['$map'])) return new Map(read(said['$map'], key) as [unknown, unknown][]);
	if (typeof said['$key'] === 'string' && typeof said['seed'] === 'string')
		return key(
			new FrozenKey(said['$key'] as FrozenKey['name'], bytesOf(said['seed']), said['extractable'] === true)
		);
	return Object.fromEntries(Object.entries(said).map(([name, each]) => [name, read(each, key)]));
}

/** The values of a store, in the order of the file. */
export const rowsOf = <Row>(database: FrozenDatabase, store: string): readonly Row[] =>
	database.stores.find(({ name }) => name === store)!.rows.map(({ value }) => value as Row);

/** The value under a key. */
export const rowAt = <Row>(database: FrozenDatabase, store: string, key: IDBValidKey): Row =>
	database.stores.find(({ name }) => name === store)!.rows.find((row) => row.key === key)!.value as Row;

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
	const bytes = fromBase64url(text);
	if (!bytes) throw new TypeError('not base64url');
	return bytes;
}
