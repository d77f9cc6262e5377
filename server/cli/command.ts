// The command line, up to what each command needs to know. `serve` reads its own settings.

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { USAGE } from '../config.ts';
import { SETTINGS } from '../settings.ts';
import type { Environment } from '../values.ts';

export type Command =
	| { readonly kind: 'serve'; readonly args: readonly string[] }
	| { readonly kind: 'stats'; readonly dataDir: string; readonly json: boolean }
	| { readonly kind: 'backup'; readonly dataDir: string; readonly file: string }
	| { readonly kind: 'restore'; readonly dataDir: string; readonly file: string; readonly replace: boolean }
	| { readonly kind: 'help' }
	| { readonly kind: 'problems'; readonly problems: readonly string[] };

export const HELP = `Usage: soundings-relay <command> [flags]

  serve              app and relay; also without a command
  stats              what the store holds, in numbers: --json for programs
  backup <file>      a checked copy of the store, also while the relay runs
  restore <file>     puts a backup in place, while the relay is stopped: --replace moves
                     aside the store that is there

All take --data-dir (or DATA_DIR). Exit codes: 0 done, 1 it did not work, 2 a command or
setting that makes no sense.

${USAGE}`;

type Switch = 'json' | 'replace';

const COMMANDS = {
	stats: { switches: ['json'], file: false },
	backup: { switches: [], file: true },
	restore: { switches: ['replace'], file: true }
} as const satisfies Readonly<Record<string, { switches: readonly Switch[]; file: boolean }>>;
type Name = keyof typeof COMMANDS;

/**
 * @param args the command line without node and script
 * @param env the environment; an empty variable counts as not set
 * @param cwd what a relative path is relative to
 */
export function parseCommand(args: readonly string[], env: Environment, cwd: string): Command {
	const [first, ...rest] = args;
	if (first === undefined || first === 'serve') return { kind: 'serve', args: rest };
	if (first === 'help' || first === '--help' || first === '-h') return { kind: 'help' };
	if (first.startsWith('-')) return { kind: 'serve', args };
	if (!Object.hasOwn(COMMANDS, first))
		return { kind: 'problems', problems: [`"${first}": there is no such command`] };
	return parseOther(first as Name, rest, env, cwd);
}

function parseOther(name: Name, args: readonly string[], env: Environment, cwd: string): Command {
	const { switches, file: takesFile } = COMMANDS[name];
	const problems: string[] = [];
	const files: string[] = [];
	const on = new Set<string>();
	let dataDir: string | undefined;
	const options = {
		'data-dir': { type: 'string' },
		...Object.fromEntries(switches.map((flag) => [flag, { type: 'boolean' as const }]))
	} as const;
	const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
	for (const token of tokens) {
		if (token.kind === 'option-terminator') continue;
		if (token.kind === 'positional') files.push(token.value);
		else if (token.name === 'help' || token.name === 'h') return { kind: 'help' };
		else if (token.name === 'data-dir' && token.value) dataDir = token.value;
		else if (token.name === 'data-dir') problems.push(`${token.rawName}: a value is missing`);
		else if ((switches as readonly string[]).includes(token.name)) on.add(token.name);
		else problems.push(`${token.rawName}: unknown flag`);
	}
	const [file = '', ...more] = takesFile ? files : ['', ...files];
	if (takesFile && file === '') problems.push(`${name}: which file? soundings-relay ${name} <file>`);
	for (const value of more) problems.push(`"${value}": unexpected argument`);
	if (problems.length > 0) return { kind: 'problems', problems };
	const { env: variable, fallback } = SETTINGS['data-dir'];
	const where = { dataDir: resolve(cwd, dataDir ?? (env[variable]?.trim() || fallback)) };
	switch (name) {
		case 'stats':
			return { kind: name, ...where, json: on.has('json') };
		case 'backup':
			return { kind: name, ...where, file: resolve(cwd, file) };
		case 'restore':
			return { kind: name, ...where, file: resolve(cwd, file), replace: on.has('replace') };
	}
	return name satisfies never;
}
