// Looking for words where they must not be: in files, in a process, on the wire, in a browser's storage.

import { open, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { AppServer } from '../support/app-server.ts';

/** A place that was read, as it came. */
export interface Place {
	readonly name: string;
	readonly bytes: Buffer;
}

/** The ways in which a word may lie in bytes. */
function formsOf(word: string): readonly (readonly [form: string, bytes: Buffer])[] {
	const base64 = [0, 1, 2].map((before): [string, Buffer] => {
		const text = Buffer.concat([Buffer.alloc(before), Buffer.from(word)]).toString('base64');
		// The first and last digits depend on the neighbours too.
		return ['base64', Buffer.from(text.slice(before === 0 ? 0 : 4, -4))];
	});
	return [
		['UTF-8', Buffer.from(word)],
		['UTF-16', Buffer.from(word, 'utf16le')],
		['hexadecimal', Buffer.from(Buffer.from(word).toString('hex'))],
		...base64
	];
}

/** Which of the words are in which of the places, and how: "zqname as UTF-8 in heap". */
export function findWords(words: readonly string[], places: readonly Place[]): string[] {
	const found = words.flatMap((word) =>
		formsOf(word).flatMap(([form, bytes]) =>
			places
				.filter((place) => place.bytes.includes(bytes))
				.map((place) => `${word} as ${form} in ${place.name}`)
		)
	);
	return [...new Set(found)];
}

/** Every file of a folder. */
export async function filesIn(folder: string): Promise<Place[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
	return Promise.all(files.map(async (name) => ({ name, bytes: await readFile(name) })));
}

/** The strings and objects of a server that was started with `--heapsnapshot-signal=SIGUSR2`. */
export async function heapOf({ pid, dataDir }: AppServer): Promise<Place> {
	process.kill(pid!, 'SIGUSR2');
	let bytes = Buffer.alloc(0);
	// Node writes it into the working directory, which is the data folder.
	await expect
		.poll(
			async () => {
				const name = (await readdir(dataDir)).find((file) => file.endsWith('.heapsnapshot'));
				if (name === undefined) return 'none yet';
				bytes = await readFile(join(dataDir, name));
				if (bytes.at(-1) !== 0x7d && bytes.at(-2) !== 0x7d) return 'being written';
				await rm(join(dataDir, name));
				return 'whole';
			},
			{ timeout: 20_000 }
		)
		.toBe('whole');
	return { name: 'heap snapshot', bytes };
}

/**
 * Which of the words are in the memory that a process may write to: buffers lie outside of its heap and are not in a
 * snapshot. Null where the system does not show it.
 */
export async function findInMemory({ pid }: AppServer, words: readonly string[]): Promise<string[] | null> {
	if (process.platform !== 'linux') return null;
	const memory = await open(`/proc/${String(pid)}/mem`).catch(() => null);
	if (memory === null) return null;
	const found = new Set<string>();
	const maps = await readFile(`/proc/${String(pid)}/maps`, 'utf8');
	for (const [, from = '', to = ''] of maps.matchAll(/^([\da-f]+)-([\da-f]+) rw/gm)) {
		const start = Number.parseInt(from, 16);
		const bytes = Buffer.alloc(Number.parseInt(to, 16) - start);
		// What is reserved and not there cannot be read.
		const { bytesRead } = await memory.read(bytes, 0, bytes.length, start).catch(() => ({ bytesRead: 0 }));
		const place = { name: 'memory', bytes: bytes.subarray(0, bytesRead) };
		for (const word of findWords(words, [place])) found.add(word);
	}
	await memory.close();
	return [...found];
}

export interface Wire {
	/** Where browsers find the server through it. */
	readonly origin: string;
	/** The target and the headers of every HTTP request so far. */
	readonly requests: readonly { readonly target: string; readonly headers: string }[];
	/** Everything that went to the browsers; what came from them is masked by their websockets. */
	readonly answers: Place;
	close(): void;
}

/** A wire to the server on which everything can be read that goes through it. */
export async function tapWire(origin: string): Promise<Wire> {
	const asked: Buffer[] = [];
	const answered: Buffer[] = [];
	const { hostname, port } = new URL(origin);
	const tap = createServer((browser) => {
		const server = connect(Number(port), hostname);
		browser.on('data', (bytes) => asked.push(bytes)).on('error', () => server.destroy());
		server.on('data', (bytes) => answered.push(bytes)).on('error', () => browser.destroy());
		browser.pipe(server).pipe(browser);
	});
	await new Promise<void>((listening) => tap.listen(0, '127.0.0.1', listening));
	return {
		origin: `http://127.0.0.1:${String((tap.address() as AddressInfo).port)}`,
		get requests() {
			const text = Buffer.concat(asked).toString('latin1');
			const heads = text.matchAll(/[A-Z]{3,7} (\S+) HTTP\/1\.1\r\n(.*?)\r\n\r\n/gs);
			return [...heads].map(([, target = '', headers = '']) => ({ target, headers }));
		},
		get answers() {
			return { name: 'answers on the wire', bytes: Buffer.concat(answered) };
		},
		close: () => void tap.close()
	};
}

/** Everything that this browser stores for the app: databases, key-value storage and caches with their addresses. */
export async function storedBy(page: Page, name: string): Promise<Place> {
	const text = await page.evaluate(async () => {
		const found: string[] = [];
		const read = (value: unknown): void => {
			if (typeof value === 'string') found.push(value);
			else if (value instanceof Uint8Array) found.push(new TextDecoder().decode(value));
			else if (value instanceof Map) [...value.entries()].forEach(read);
			else if (typeof value === 'object' && value !== null) Object.values(value).forEach(read);
		};
		const outcome = <T>(request: IDBRequest<T>): Promise<T> =>
			new Promise((resolve, reject) => {
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(request.error ?? new Error('no answer'));
			});
		for (const { name } of await indexedDB.databases()) {
			const database = await outcome(indexedDB.open(name ?? ''));
			for (const store of database.objectStoreNames) {
				const rows = database.transaction(store).objectStore(store);
				read([name, store, await outcome(rows.getAllKeys()), await outcome(rows.getAll())]);
			}
			database.close();
		}
		read([Object.entries(localStorage), Object.entries(sessionStorage)]);
		for (const cache of await caches.keys())
			for (const request of await (await caches.open(cache)).keys()) read(request.url);
		return found.join('\n');
	});
	return { name, bytes: Buffer.from(text) };
}
