// The secret of a closed relay, where one is set.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Environment, Values } from './values.ts';

/** Guessing is limited by the rate of hellos; the rest is the token's length. */
const SHORTEST_TOKEN = 16;

/** From a file or the environment, never from the command line: everybody on a machine can read those. */
export function readToken(values: Values, env: Environment, cwd: string, problems: string[]): string | null {
	const file = values.given('admission-token-file');
	const direct = env.ADMISSION_TOKEN?.trim();
	if (file && direct) {
		problems.push(`${file.name}: ADMISSION_TOKEN is set too; which one is meant?`);
		return null;
	}
	if (!file && !direct) return null;
	const name = file?.name ?? 'ADMISSION_TOKEN';
	try {
		const token = file ? readFileSync(resolve(cwd, file.value), 'utf8').trim() : (direct ?? '');
		if (token.length >= SHORTEST_TOKEN) return token;
		problems.push(`${name}: the token has to be at least ${SHORTEST_TOKEN} characters long`);
	} catch (error) {
		problems.push(`${name}: cannot be read (${error instanceof Error ? error.message : String(error)})`);
	}
	return null;
}
