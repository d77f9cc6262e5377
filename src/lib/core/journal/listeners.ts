/** Callbacks without arguments: who hears it reads what it needs. */
export interface Listeners {
	/** Returns the way to stop. The same function may be added more than once. */
	add(listener: () => void): () => void;
	notify(): void;
	clear(): void;
}

export function createListeners(): Listeners {
	const all = new Set<() => void>();
	return {
		add(listener) {
			const own = () => listener();
			all.add(own);
			return () => all.delete(own);
		},
		notify() {
			for (const listener of [...all]) listener();
		},
		clear: () => all.clear()
	};
}
