// Runs one seed. What fails names the seed, so that it can be run again.

import { play } from './play.ts';

export interface Run {
	/** Of every frame and every stored change. */
	readonly digest: string;
	readonly events: number;
	/** Entries in the log at the end. */
	readonly entries: number;
	/** Entries that were sent again. */
	readonly retries: number;
	/** How often what happened. */
	readonly happened: ReadonlyMap<string, number>;
}

/** @param trace told of every step, line by line */
export async function simulate(seed: number, trace: ((line: string) => void) | null = null): Promise<Run> {
	try {
		const { journal, time, relay, frames, tally } = await play(seed, trace);
		const { cut = 0, rows = [] } = relay.room ?? {};
		return {
			digest: journal.digest(),
			events: time.count,
			entries: cut + rows.length,
			retries: frames.retries,
			happened: tally.all
		};
	} catch (cause) {
		const why = cause instanceof Error ? cause.message : String(cause);
		throw new Error(`seed ${seed}: ${why} (node tests/support/sim/main.ts --seed ${seed} --trace)`, {
			cause
		});
	}
}
