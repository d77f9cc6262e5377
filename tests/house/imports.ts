// Reads what every source file imports, as text: types, re-exports and lazy imports count like any other.

import { globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Repository-relative path of a file → what it imports: such paths for our own files, bare names for packages. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

const root = fileURLToPath(new URL('../..', import.meta.url));
const SCRIPT = /<script[^>]*>([\s\S]*?)<\/script>/g;

/** The specifiers in one file's text. Of a Svelte file, those of its scripts. */
export function specifiersOf(path: string, text: string): string[] {
	const code = path.endsWith('.svelte')
		? [...text.matchAll(SCRIPT)].map((match) => match[1]).join('\n')
		: text;
	return ts.preProcessFile(code, true, true).importedFiles.map((file) => file.fileName);
}

function isFile(path: string): boolean {
	return statSync(join(root, path), { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Our own file's path, or the specifier as it is when it names a package. A missing file is the compiler's to report. */
function target(from: string, specifier: string): string {
	const relative = specifier.startsWith('.');
	if (!relative && !/^(#lib|\$lib)(\/|$)/.test(specifier)) return specifier;
	const path = relative ? posix.join(dirname(from), specifier) : specifier.replace(/^.lib/, 'src/lib');
	const plain = path.replace(/\?.*$/, '');
	return [plain, `${plain}.ts`, `${plain}/index.ts`].find(isFile) ?? plain;
}

/** The graph of src, server and tests as they are on disk. */
export function readImports(): ImportGraph {
	const files = globSync(['src/**/*.{ts,svelte}', 'server/**/*.ts', 'tests/**/*.ts'], {
		cwd: root,
		exclude: (name) => name.includes('node_modules')
	});
	return new Map(
		files
			.map((file) => file.replaceAll('\\', '/'))
			.sort()
			.map((file) => [
				file,
				specifiersOf(file, readFileSync(join(root, file), 'utf8')).map((name) => target(file, name))
			])
	);
}
