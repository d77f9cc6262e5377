// Frozen files in a browser: rows go back into IndexedDB as an earlier build had put them there.

import { type FrozenDatabase, FrozenKey, read } from './freeze-rows.ts';

// PKCS #8 (RFC 8410) around a raw private key of 32 bytes: object identifiers 1.3.101.112 and 1.3.101.110.
const OID = { Ed25519: 0x70, X25519: 0x6e } as const;
const USAGES = { Ed25519: ['sign'], X25519: ['deriveBits'] } as const;

// In two steps: one would be taken for a request to bundle what is there.
const HERE = import.meta.url;
const FOLDER = new URL('../fixtures/frozen/', HERE);

/** A file by its path below the folder of frozen fixtures. */
export async function frozenFile(path: string): Promise<Response> {
	const response = await fetch(new URL(path, FOLDER));
	if (!response.ok) throw new Error(`${response.url}: ${String(response.status)}`);
	return response;
}

/** A database's rows, with keys as this browser makes them. */
export async function frozenRows(path: string): Promise<FrozenDatabase> {
	const keys: Promise<void>[] = [];
	const made = new Map<FrozenKey, CryptoKey>();
	const json: unknown = await (await frozenFile(path)).json();
	read(json, (key) => keys.push(keyOf(key).then((imported) => void made.set(key, imported))));
	await Promise.all(keys);
	const byName = new Map([...made].map(([key, imported]) => [nameOf(key), imported]));
	return read(json, (key) => byName.get(nameOf(key))) as FrozenDatabase;
}

/** Makes the database, which must not be there. */
export async function putBack({ name, version, stores }: FrozenDatabase): Promise<void> {
	const db = await new Promise<IDBDatabase>((resolve, reject) => {
		const request = indexedDB.open(name, version);
		request.onerror = () => reject(request.error ?? new Error('no answer'));
		request.onsuccess = () => resolve(request.result);
		request.onupgradeneeded = () => {
			for (const { name: store, keyPath, autoIncrement } of stores)
				request.result.createObjectStore(store, { keyPath: keyPath as string | null, autoIncrement });
		};
	});
	const transaction = db.transaction(
		stores.map((store) => store.name),
		'readwrite'
	);
	for (const { name: store, rows } of stores)
		for (const { key, value } of rows) transaction.objectStore(store).put(value, key);
	await new Promise((resolve, reject) => {
		transaction.oncomplete = resolve;
		transaction.onabort = () => reject(transaction.error ?? new Error('not stored'));
	});
	db.close();
}

const nameOf = ({ name, seed, extractable }: FrozenKey) => `${name} ${seed.join()} ${String(extractable)}`;

function keyOf({ name, seed, extractable }: FrozenKey): Promise<CryptoKey> {
	const head = [0x30, 46, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, OID[name], 4, 34, 4, 32];
	return crypto.subtle.importKey('pkcs8', new Uint8Array([...head, ...seed]), { name }, extractable, [
		...USAGES[name]
	]);
}
