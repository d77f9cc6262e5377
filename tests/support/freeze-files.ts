// The folder of frozen fixtures, and the one container its files use: chunks, each behind its length. Written with
// nothing of the app's own codecs, so that a mistake in those cannot hide itself here.

import { readFileSync } from 'node:fs';

export const FROZEN = new URL('../fixtures/frozen/', import.meta.url);

/** A file by its path below the folder, e.g. `v1/shared.bin`. */
export const frozenBytes = (path: string): Uint8Array<ArrayBuffer> =>
	new Uint8Array(readFileSync(new URL(path, FROZEN)));

/** A JSON file. What is in it is as fixed as the file: its shape is the caller's to know. */
export const frozenJson = <Shape>(path: string): Shape =>
	JSON.parse(readFileSync(new URL(path, FROZEN), 'utf8')) as Shape;

/** The chunks of a packed file. */
export function frozenChunks(path: string): Uint8Array<ArrayBuffer>[] {
	const bytes = frozenBytes(path);
	const view = new DataView(bytes.buffer);
	const chunks: Uint8Array<ArrayBuffer>[] = [];
	for (let at = 0; at < bytes.length; at += 4 + view.getUint32(at))
		chunks.push(bytes.slice(at + 4, at + 4 + view.getUint32(at)));
	return chunks;
}

/** Each chunk behind its length: 4 bytes, big-endian. */
export function packed(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + 4 + chunk.length, 0));
	const view = new DataView(bytes.buffer);
	let at = 0;
	for (const chunk of chunks) {
		view.setUint32(at, chunk.length);
		bytes.set(chunk, at + 4);
		at += 4 + chunk.length;
	}
	return bytes;
}
