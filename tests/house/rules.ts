// Who may import whom: core ← platform ← state ← features ← routes; `ui` imports nothing of ours; a feature never
// imports another; rules do not know the records that they are used on; the relay takes only the protocol and two leaf modules of core; only tests import tests.

import type { ImportGraph } from './imports.ts';

const LOWER: Readonly<Record<string, readonly string[]>> = {
	core: [],
	platform: ['core'],
	state: ['core', 'platform'],
	ui: [],
	features: ['core', 'platform', 'state', 'ui'],
	routes: ['core', 'platform', 'state', 'ui', 'features'],
	'service-worker': [],
	server: []
};

const CORE_FOR_THE_RELAY = /^src\/lib\/core\/(protocol\/.+|bytes|ids)\.ts$/;
const PACKAGES_OF_CORE = /^(yjs|y-protocols|lib0|fractional-indexing)(\/|$)/;

const RULE = /^src\/lib\/core\/rules\//;
const PRACTICE = /^src\/lib\/core\/practice\//;

const isTest = (path: string): boolean => path.startsWith('tests/') || path.endsWith('.test.ts');

/** `core`, `features`, `server` …; null for what belongs to no layer. */
function layerOf(path: string): string | null {
	const match =
		/^(?:src\/lib\/|src\/)?(core|platform|state|ui|features|routes|service-worker|server)[/.]/.exec(path);
	return match?.[1] ?? null;
}

const featureOf = (path: string): string | undefined => /^src\/lib\/features\/([^/]+)/.exec(path)?.[1];

/** What is wrong with one import of one file, or null. */
function fault(from: string, to: string): string | null {
	const layer = layerOf(from);
	const ours = /^(src|server|tests)\//.test(to);
	if (!isTest(from) && isTest(to)) return 'only tests import tests';
	if (layer === null || isTest(to)) return null;
	if (!ours) {
		const impure = layer === 'core' && !isTest(from) && !PACKAGES_OF_CORE.test(to);
		return impure ? 'core uses only the packages that run everywhere' : null;
	}
	const other = layerOf(to);
	if (layer === 'server') {
		if (other === 'server' || CORE_FOR_THE_RELAY.test(to)) return null;
		return 'the relay takes only core/protocol, core/bytes.ts and core/ids.ts';
	}
	if (other === layer) {
		if (RULE.test(from) && !isTest(from) && PRACTICE.test(to)) return 'a rule does not know the records';
		const crossing = layer === 'features' && featureOf(from) !== featureOf(to);
		return crossing ? 'a feature imports no other feature' : null;
	}
	if (other !== null && LOWER[layer]?.includes(other)) return null;
	return `${layer} must not import ${other ?? 'what has no layer'}`;
}

/** Every import against the direction, as `from → to: why`. */
export function wrongDirections(graph: ImportGraph): string[] {
	return [...graph].flatMap(([from, targets]) =>
		targets.flatMap((to) => {
			const why = fault(from, to);
			return why === null ? [] : [`${from} → ${to}: ${why}`];
		})
	);
}

/** Every cycle found by walking depth first, as `a → b → a`. No entry: there is none. */
export function cycles(graph: ImportGraph): string[] {
	const found: string[] = [];
	const done = new Set<string>();
	const path: string[] = [];
	const walk = (file: string): void => {
		const at = path.indexOf(file);
		if (at >= 0) found.push([...path.slice(at), file].join(' → '));
		if (at >= 0 || done.has(file)) return;
		path.push(file);
		for (const to of graph.get(file) ?? []) walk(to);
		path.pop();
		done.add(file);
	};
	for (const file of graph.keys()) walk(file);
	return found;
}
