// What the server is told from outside, parsed once. Flags win over the environment; every problem is reported at
// once, so that nobody has to start the server five times to fix five mistakes.

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface Config {
	/** 0 lets the operating system choose. */
	readonly port: number;
	/** The address to listen on. */
	readonly host: string;
	/** Absolute path of the folder with the store. */
	readonly dataDir: string;
	/** What browsers call this server ("https://soundings.example"), or null: the loopback names with our port. */
	readonly publicOrigin: string | null;
}

export type ParsedConfig =
	| { readonly kind: 'config'; readonly config: Config }
	| { readonly kind: 'help' }
	| { readonly kind: 'problems'; readonly problems: readonly string[] };

const SETTINGS = {
	port: 'PORT',
	host: 'HOST',
	'data-dir': 'DATA_DIR',
	'public-origin': 'PUBLIC_ORIGIN'
} as const;
type Flag = keyof typeof SETTINGS;

const DEFAULTS = {
	port: '4321',
	// Loopback: an app that was started to be tried is not offered to the whole network. A container or a machine
	// that should be reached from elsewhere says so with HOST=0.0.0.0, and sets PUBLIC_ORIGIN.
	host: '127.0.0.1',
	'data-dir': 'data'
} as const;

export const USAGE = `Usage: npm start -- [flags]

  flag              environment     default     meaning
  --port            PORT            ${DEFAULTS.port}        0 to 65535; 0 takes a free port
  --host            HOST            ${DEFAULTS.host}   address to listen on; 0.0.0.0 for all
  --data-dir        DATA_DIR        ${DEFAULTS['data-dir']}        folder of the store; back this up
  --public-origin   PUBLIC_ORIGIN   loopback    what browsers call it, e.g. https://soundings.example
`;

/**
 * @param args the command line without node and script
 * @param env the environment; an empty variable counts as not set
 * @param cwd what a relative data folder is relative to
 */
export function parseConfig(
	args: readonly string[],
	env: Readonly<Record<string, string | undefined>>,
	cwd: string
): ParsedConfig {
	const problems: string[] = [];
	const flags = readFlags(args, problems);
	if (flags === 'help') return { kind: 'help' };
	const given = (flag: Flag): { readonly name: string; readonly value: string } | null => {
		const fromFlag = flags.get(flag);
		if (fromFlag !== undefined) return { name: `--${flag}`, value: fromFlag };
		const fromEnv = env[SETTINGS[flag]]?.trim();
		return fromEnv ? { name: SETTINGS[flag], value: fromEnv } : null;
	};

	const port = given('port') ?? { name: 'PORT', value: DEFAULTS.port };
	if (!/^\d{1,5}$/.test(port.value) || Number(port.value) > 65535)
		problems.push(`${port.name}: "${port.value}" is not a port number from 0 to 65535`);

	const host = given('host') ?? { name: 'HOST', value: DEFAULTS.host };
	if (!/^[\w.:-]+$/.test(host.value))
		problems.push(`${host.name}: "${host.value}" is not an address or host name`);

	const origin = given('public-origin');
	const publicOrigin = origin && parseOrigin(origin.value);
	if (origin && !publicOrigin)
		problems.push(
			`${origin.name}: "${origin.value}" is not an origin such as https://soundings.example (http or https, no path)`
		);

	if (problems.length > 0) return { kind: 'problems', problems };
	const dataDir = given('data-dir')?.value ?? DEFAULTS['data-dir'];
	return {
		kind: 'config',
		config: { port: Number(port.value), host: host.value, dataDir: resolve(cwd, dataDir), publicOrigin }
	};
}

function readFlags(args: readonly string[], problems: string[]): ReadonlyMap<Flag, string> | 'help' {
	const options = Object.fromEntries(
		Object.keys(SETTINGS).map((flag) => [flag, { type: 'string' as const }])
	);
	const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
	const flags = new Map<Flag, string>();
	for (const token of tokens) {
		if (token.kind === 'option-terminator') continue;
		if (token.kind === 'positional') problems.push(`"${token.value}": unexpected argument`);
		else if (token.name === 'help' || token.name === 'h') return 'help';
		else if (!isFlag(token.name)) problems.push(`${token.rawName}: unknown flag`);
		else if (!token.value) problems.push(`${token.rawName}: a value is missing`);
		else flags.set(token.name, token.value);
	}
	return flags;
}

const isFlag = (name: string): name is Flag => Object.hasOwn(SETTINGS, name);

function parseOrigin(text: string): string | null {
	if (!URL.canParse(text)) return null;
	const url = new URL(text);
	if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
	return url.href === `${url.origin}/` ? url.origin : null;
}
