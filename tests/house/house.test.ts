import { describe, expect, test } from 'vitest';
import { readImports, specifiersOf } from './imports.ts';
import { cycles, wrongDirections } from './rules.ts';

const lib = (path: string): string => `src/lib/${path}`;
const graph = (...edges: [from: string, to: string][]): Map<string, string[]> => {
	const out = new Map<string, string[]>();
	for (const [from, to] of edges) out.set(from, [...(out.get(from) ?? []), to]);
	return out;
};

describe('this repository', () => {
	const imports = readImports();

	test('imports point down: core ← platform ← state ← features ← routes', () => {
		expect(imports.size).toBeGreaterThan(0);
		expect(wrongDirections(imports)).toEqual([]);
	});

	test('has no import cycle', () => {
		expect(cycles(imports)).toEqual([]);
	});
});

describe('the directions', () => {
	test.each([
		['upwards', lib('core/journal/a.ts'), lib('platform/b.ts')],
		['upwards from state', lib('state/a.svelte.ts'), lib('features/people/b.ts')],
		['of the records from a rule', lib('core/rules/a.ts'), lib('core/practice/b.ts')],
		['a package with a platform in it, from core', lib('core/a.ts'), 'node:fs'],
		['Svelte from core', lib('core/a.ts'), 'svelte'],
		['from one feature to another', lib('features/people/A.svelte'), lib('features/talks/B.svelte')],
		['anything of ours from ui', lib('ui/Button.svelte'), lib('core/ids.ts')],
		['more of core than the relay may have', 'server/main.ts', lib('core/journal/journal.ts')],
		['the relay from the app', lib('platform/a.ts'), 'server/main.ts'],
		['a test from the app', lib('platform/a.ts'), 'tests/support/b.ts'],
		['a test beside the code from the code', lib('core/a.ts'), lib('core/b.test.ts')],
		['what has no layer', lib('features/people/a.ts'), 'src/hooks.ts']
	])('refuse an import %s', (_, from, to) => {
		expect(wrongDirections(graph([from, to]))).toHaveLength(1);
	});

	test.each([
		['downwards', 'src/routes/+page.svelte', lib('features/people/List.svelte')],
		['downwards past a layer', lib('features/people/a.ts'), lib('core/ids.ts')],
		['within a feature', lib('features/people/A.svelte'), lib('features/people/b.ts')],
		['of the protocol from the relay', 'server/relay/a.ts', lib('core/protocol/codec.ts')],
		['of support from a test', lib('core/a.test.ts'), 'tests/support/b.ts'],
		['of Yjs from core', lib('core/a.ts'), 'yjs']
	])('accept an import %s', (_, from, to) => {
		expect(wrongDirections(graph([from, to]))).toEqual([]);
	});
});

test('a cycle is found and named, whatever leads into it', () => {
	const edges = graph(['entry', 'a'], ['a', 'b'], ['b', 'c'], ['c', 'a'], ['b', 'leaf']);
	expect(cycles(edges)).toEqual(['a → b → c → a']);
	expect(cycles(graph(['entry', 'a'], ['entry', 'b'], ['a', 'leaf'], ['b', 'leaf']))).toEqual([]);
});

test('type imports, re-exports, lazy imports and the scripts of a Svelte file are all read', () => {
	const text = `import type { A } from './a.ts';\nexport * from './b.ts';\nconst c = () => import('./c.ts');`;
	expect(specifiersOf('x.ts', text)).toEqual(['./a.ts', './b.ts', './c.ts']);
	const svelte = `<script module lang="ts">import './m.ts';</script>\n<script lang="ts">import './i.ts';</script><p>import './no.ts'</p>`;
	expect(specifiersOf('X.svelte', svelte)).toEqual(['./m.ts', './i.ts']);
});
