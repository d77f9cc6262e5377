// For what is fetched late and rarely: a connection of its own to the list of journals, so that the first screen need
// not hand its one around. Every page, this one too, hears of what is changed through it.

import { Registry } from '../platform/registry.ts';

/** Rejects with a StorageError, or with what `run` does. */
export async function withRegistry<Value>(run: (registry: Registry) => Promise<Value>): Promise<Value> {
	const registry = await Registry.open();
	try {
		return await run(registry);
	} finally {
		registry.close();
	}
}
