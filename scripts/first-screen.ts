// Which modules are fetched together. Left alone, the bundler cuts what the first screens share into dozens of small
// files, which compress badly; one file for all that Today needs is a tenth smaller.

interface ModuleInfo {
	readonly importers: readonly string[];
}
interface Graph {
	getModuleInfo(id: string): ModuleInfo | null;
}

/** What stands between a person and Today of a journal that is on this device. */
const FIRST = [
	'/src/routes/+layout.svelte',
	'/src/routes/j/[journal]/+layout.svelte',
	'/src/routes/j/[journal]/today/+page.svelte',
	'/@sveltejs/kit/src/runtime/client/entry.js'
];

/** Names the chunk of a module that one of the first screens imports, directly or not, other than lazily. */
export function firstScreen(): (id: string, graph: Graph) => string | null {
	const known = new Map<string, boolean>();
	const isFirst = (id: string, graph: Graph): boolean => {
		const before = known.get(id);
		if (before !== undefined) return before;
		known.set(id, false);
		const found =
			FIRST.some((path) => id.endsWith(path)) ||
			(graph.getModuleInfo(id)?.importers ?? []).some((importer) => isFirst(importer, graph));
		known.set(id, found);
		return found;
	};
	return (id, graph) => (isFirst(id, graph) ? 'first' : null);
}
