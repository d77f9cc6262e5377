// The command line.

import { parseArgs } from 'node:util';
import type { Kept } from './devices/soundings.ts';
import { PEER_NAMES, type PeerName, USUAL } from './peers.ts';
import { SCENARIO_NAMES, type ScenarioName } from './scenarios/index.ts';

export interface Options {
	readonly peers: readonly PeerName[];
	readonly scenarios: readonly ScenarioName[];
	/** 1 for the real thing, less for a trial. */
	readonly scale: number;
	readonly runs: number;
	readonly kept: Kept;
	readonly json: boolean;
	/** Folder for processor profiles of the servers. */
	readonly profile: string | null;
}

export const USAGE = `Usage: npm run bench:relay -- [flags]

  --peer=NAME       one of ${PEER_NAMES.join(', ')}; may be repeated
                    (all but ywebsocket-memory)
  --scenario=NAME   one of ${SCENARIO_NAMES.join(', ')}; may be repeated (all)
  --runs=N          medians over N runs (3)
  --scale=X         fewer rooms, updates, joins, devices for a trial, e.g. 0.1 (1)
  --journal=FORM    snapshot or log: what a fresh device gets from this project's relay (snapshot)
  --profile=FOLDER  a processor profile of each server, for Chromium's developer tools
  --json            a line of JSON for each server and scenario
`;

/** The command line asks for what there is not. */
export class UsageError extends Error {}

const FLAGS = {
	peer: { type: 'string', multiple: true },
	scenario: { type: 'string', multiple: true },
	runs: { type: 'string', default: '3' },
	scale: { type: 'string', default: '1' },
	journal: { type: 'string', default: 'snapshot' },
	profile: { type: 'string' },
	json: { type: 'boolean', default: false }
} as const;

/** @throws UsageError */
export function parseOptions(args: readonly string[]): Options {
	const { values } = readFlags(args);
	return {
		peers: values.peer?.map((name) => oneOf(PEER_NAMES, name)) ?? USUAL,
		scenarios: values.scenario?.map((name) => oneOf(SCENARIO_NAMES, name)) ?? SCENARIO_NAMES,
		runs: positive(values.runs),
		scale: positive(values.scale),
		kept: oneOf(['snapshot', 'log'] as const, values.journal),
		json: values.json,
		profile: values.profile ?? null
	};
}

function readFlags(args: readonly string[]) {
	try {
		return parseArgs({ args: [...args], options: FLAGS });
	} catch (cause) {
		throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
	}
}

function oneOf<Name extends string>(names: readonly Name[], given: string): Name {
	const known = names.find((name) => name === given);
	if (known === undefined) throw new UsageError(`"${given}" is none of ${names.join(', ')}`);
	return known;
}

function positive(given: string): number {
	const value = Number(given);
	if (!(value > 0)) throw new UsageError(`"${given}" is not a positive number`);
	return value;
}
