// A name for what the client is built from. The build carries it in _app/version.json, so that "is this build
// made from these sources?" has an exact answer without looking at clocks.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = ['package-lock.json', 'svelte.config.js', 'vite.config.ts', 'src', 'static'];

/**
 * Every file below a path, or the path itself when it is a file; tests left out, in one fixed order.
 * @param {string} path
 * @returns {string[]}
 */
function filesOf(path) {
	try {
		return readdirSync(path, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile() && !/\.test\.ts$/.test(entry.name))
			.map((entry) => join(entry.parentPath, entry.name))
			.sort();
	} catch (error) {
		const code = error instanceof Error && 'code' in error ? error.code : '';
		if (code === 'ENOTDIR') return [path];
		if (code === 'ENOENT') return [];
		throw error;
	}
}

/**
 * Twelve hexadecimal digits of the SHA-256 over all sources of the client, names included.
 * @returns {string}
 */
export function sourceVersion() {
	const hash = createHash('sha256');
	for (const file of SOURCES.flatMap((source) => filesOf(join(root, source)))) {
		const content = readFileSync(file);
		hash.update(`${relative(root, file).replaceAll('\\', '/')}\0${content.length}\0`).update(content);
	}
	return hash.digest('hex').slice(0, 12);
}
