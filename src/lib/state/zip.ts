// A zip file, written file by file: a large one must not keep the page from answering. The library is fetched with the
// screen that exports.

import { strToU8, Zip, ZipDeflate } from 'fflate';
import type { ExportFile } from './export-files.ts';

/** Bytes packed at a time: a few milliseconds. */
const PIECE = 128 * 1024;

/** Yields after each piece. */
export function* zipped(files: Iterable<ExportFile>): Generator<void, Blob> {
	const parts: Uint8Array<ArrayBuffer>[] = [];
	const zip = new Zip((error, piece) => {
		if (error) throw error;
		parts.push(new Uint8Array(piece));
	});
	for (const { path, text } of files) {
		const entry = new ZipDeflate(path, { level: 6 });
		zip.add(entry);
		const bytes = strToU8(text);
		for (let at = 0; at < bytes.length || at === 0; at += PIECE) {
			entry.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
			yield;
		}
	}
	zip.end();
	return new Blob(parts, { type: 'application/zip' });
}
