// The commands of a journal are fetched once its first screen is there: reading a day needs none of them. Every other
// screen waits for them (routes/j/[journal]/InJournal.svelte), so that whoever uses one has it.

import type { Commands } from '../core/journal/commands.ts';
import type { Context } from '../core/journal/context.ts';
import { fetchPart } from './fetch-part.ts';

let create: ((context: Context) => Commands) | null = null;
let fetching: Promise<void> | null = null;

export const commandsAreHere = (): boolean => create !== null;

/** Rejects as `fetchPart` does; a later call tries again. */
export function fetchCommands(): Promise<void> {
	fetching ??= fetchPart(() => import('../core/journal/commands.ts')).then(
		(part) => void (create = part.createCommands),
		(error: unknown) => {
			fetching = null;
			throw error;
		}
	);
	return fetching;
}

/** For opening a journal. */
export function makeCommands(context: Context): Commands {
	if (!create) throw new Error('the commands are not here yet');
	return create(context);
}
