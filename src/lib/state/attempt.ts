// What was tried on this device, as a value, whatever came of it: no button may stay busy for ever.

import { StorageError } from '../core/sync/ports.ts';
import { surface } from '../core/sync/surface.ts';
import type { Outcome } from './contract.ts';
import { NotFetched } from './fetch-part.ts';
import { type Problem, storageProblem } from './problems.ts';

/** What a person is told of an error. One that nobody expects surfaces besides. */
export function problemOf(error: unknown): Problem {
	if (error instanceof StorageError) return storageProblem(error.fault);
	if (error instanceof NotFetched) return 'not-fetched';
	surface(error);
	return 'unexpected';
}

/** What `run` comes to. Never rejects. */
export async function attempt<Value>(run: () => Promise<Value>): Promise<Outcome<Value>> {
	try {
		return { ok: true, value: await run() };
	} catch (error) {
		return { ok: false, problem: problemOf(error) };
	}
}
