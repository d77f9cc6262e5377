// SvelteKit's `$app/paths` for components that are tested outside of the app: it is served at the root.

export const asset = (path: string): string => path;

/** `/j/[journal]` and { journal: 'x' } → `/j/x`. */
export const resolve = (route: string, params: Readonly<Record<string, string>> = {}): string =>
	route.replace(/\[(\w+)\]/g, (_, name: string) => params[name] ?? '');
