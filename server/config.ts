// What the server is told from outside, parsed once. Flags win over the environment; every problem is reported at
// once, so that nobody has to start the server five times to fix five mistakes.

import { resolve } from 'node:path';
import { readToken } from './admission-token.ts';
import { DEFAULT_LIMITS } from './relay/ports.ts';
import type { RelayLimits } from './relay/ports.ts';
import { LIMIT_SETTINGS, settingsTable } from './settings.ts';
import { readFlags, Values } from './values.ts';
import type { Environment } from './values.ts';

export interface Config {
	/** 0 lets the operating system choose. */
	readonly port: number;
	/** The address to listen on. */
	readonly host: string;
	/** Absolute path of the folder with the store. */
	readonly dataDir: string;
	/** What browsers call this server ("https://soundings.example"), or null: the loopback names with our port. */
	readonly publicOrigin: string | null;
	/** How many proxies in front of this server say who has called them. */
	readonly trustProxy: number;
	/** What a hello must carry to make a room; null: anybody may. */
	readonly admissionToken: string | null;
	/** Most bytes of the store; null: as many as the disk has. */
	readonly maxStore: number | null;
	readonly limits: RelayLimits;
}

export type ParsedConfig =
	| { readonly kind: 'config'; readonly config: Config }
	| { readonly kind: 'help' }
	| { readonly kind: 'problems'; readonly problems: readonly string[] };

const MOST_PROXIES = 10;
/** One part in so many of a room. */
const DEFAULT_SHARE = DEFAULT_LIMITS.room / DEFAULT_LIMITS.ownerShare;
const SMALLEST_STORE = 1024 * 1024;
/** What a message has besides an entry, or a snapshot's chunk besides its plaintext; generously. */
const FRAME_OVERHEAD = 1024;
/** A frame that takes longer than this at a device's rate would be one that can never be sent. */
const FRAME_SECONDS = 10;

export const USAGE = `Usage: soundings-relay [serve] [flags]

${settingsTable()}
Sizes are bytes, or end in K, M, G or T. A flag wins over the environment.
`;

/**
 * @param args the command line without node, script and command
 * @param env the environment; an empty variable counts as not set
 * @param cwd what a relative path is relative to
 */
export function parseConfig(args: readonly string[], env: Environment, cwd: string): ParsedConfig {
	const problems: string[] = [];
	const flags = readFlags(args, problems);
	if (flags === 'help') return { kind: 'help' };
	const values = new Values(flags, env, problems);
	const port = values.whole('port', 0, 65535, 'a port number from 0 to 65535');
	const host = values.text('host');
	if (!/^[\w.:-]+$/.test(host.value))
		problems.push(`${host.name}: "${host.value}" is not an address or host name`);
	const publicOrigin = readOrigin(values, problems);
	const trustProxy = values.whole(
		'trust-proxy',
		0,
		MOST_PROXIES,
		`a number of proxies from 0 to ${MOST_PROXIES}`
	);
	const admissionToken = readToken(values, env, cwd, problems);
	const store = values.given('max-store');
	const maxStore = store && values.size(store, SMALLEST_STORE);
	const limits = readLimits(values, problems);
	if (problems.length > 0) return { kind: 'problems', problems };
	const dataDir = resolve(cwd, values.text('data-dir').value);
	return {
		kind: 'config',
		config: { port, host: host.value, dataDir, publicOrigin, trustProxy, admissionToken, maxStore, limits }
	};
}

function readLimits(values: Values, problems: string[]): RelayLimits {
	const before = problems.length;
	const set = Object.entries(LIMIT_SETTINGS).map(([flag, { limit, unit, least }]): [string, number] => [
		limit,
		unit === 'bytes'
			? values.size(values.text(flag), least)
			: values.whole(flag, least, 999_999_999, `a whole number from ${least}`)
	]);
	const given: RelayLimits = { ...DEFAULT_LIMITS, ...Object.fromEntries(set) };
	// The default is meant for the default: in a smaller room it is smaller.
	const mostShare = values.given('owner-share') ? Infinity : Math.floor(given.room / DEFAULT_SHARE);
	const limits = { ...given, ownerShare: Math.min(given.ownerShare, mostShare) };
	// What follows from a value that is wrong already is no further problem.
	if (problems.length > before) return limits;
	const demand = (holds: boolean, flag: string, why: string): void => {
		if (!holds) problems.push(`${values.text(flag).name}: "${values.text(flag).value}" ${why}`);
	};
	demand(
		limits.entry + FRAME_OVERHEAD <= limits.frame,
		'max-entry',
		'leaves no room for the rest of a message: less than --max-frame'
	);
	demand(
		limits.ownerShare < limits.room,
		'owner-share',
		'leaves nothing for the others: less than --max-room'
	);
	demand(limits.entry < limits.room, 'max-room', 'has no room for one entry: more than --max-entry');
	demand(
		limits.deviceBytes * FRAME_SECONDS >= limits.frame,
		'bytes-per-second',
		`is too slow for one message: at least a ${FRAME_SECONDS}th of --max-frame`
	);
	return limits;
}

function readOrigin(values: Values, problems: string[]): string | null {
	const given = values.given('public-origin');
	if (!given) return null;
	const origin = parseOrigin(given.value);
	if (!origin)
		problems.push(
			`${given.name}: "${given.value}" is not an origin such as https://soundings.example (http or https, no path)`
		);
	return origin;
}

function parseOrigin(text: string): string | null {
	if (!URL.canParse(text)) return null;
	const url = new URL(text);
	if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
	return url.href === `${url.origin}/` ? url.origin : null;
}
