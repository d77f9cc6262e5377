// Reading what was set on the command line and in the environment, flag before variable; what is wrong is put on a list.

import { parseArgs } from 'node:util';
import { parseSize, SETTINGS } from './settings.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A value, and where it came from. */
export interface Given {
	readonly name: string;
	readonly value: string;
}

export class Values {
	readonly #flags: ReadonlyMap<string, string>;
	readonly #env: Environment;
	readonly #problems: string[];

	constructor(flags: ReadonlyMap<string, string>, env: Environment, problems: string[]) {
		this.#flags = flags;
		this.#env = env;
		this.#problems = problems;
	}

	given(flag: string): Given | null {
		const fromFlag = this.#flags.get(flag);
		if (fromFlag !== undefined) return { name: `--${flag}`, value: fromFlag };
		const { env } = SETTINGS[flag]!;
		const fromEnv = this.#env[env]?.trim();
		return fromEnv ? { name: env, value: fromEnv } : null;
	}

	text(flag: string): Given {
		const { env, fallback } = SETTINGS[flag]!;
		return this.given(flag) ?? { name: env, value: fallback };
	}

	/** 0 when it is wrong, which is then a problem. */
	whole(flag: string, least: number, most: number, what: string): number {
		const { name, value } = this.text(flag);
		const number = /^\d{1,9}$/.test(value) ? Number(value) : NaN;
		if (number >= least && number <= most) return number;
		this.#problems.push(`${name}: "${value}" is not ${what}`);
		return 0;
	}

	/** 0 when it is wrong, which is then a problem. */
	size({ name, value }: Given, least: number): number {
		const bytes = parseSize(value);
		if (bytes !== null && bytes >= least) return bytes;
		this.#problems.push(
			`${name}: "${value}" is not a size of at least ${least} bytes such as 256K, 64M or 2G`
		);
		return 0;
	}
}

/** The flags and their values, or that help is wanted. */
export function readFlags(args: readonly string[], problems: string[]): ReadonlyMap<string, string> | 'help' {
	const options = Object.fromEntries(
		Object.keys(SETTINGS).map((flag) => [flag, { type: 'string' as const }])
	);
	const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
	const flags = new Map<string, string>();
	for (const token of tokens) {
		if (token.kind === 'option-terminator') continue;
		if (token.kind === 'positional') problems.push(`"${token.value}": unexpected argument`);
		else if (token.name === 'help' || token.name === 'h') return 'help';
		else if (!Object.hasOwn(SETTINGS, token.name)) problems.push(`${token.rawName}: unknown flag`);
		else if (!token.value) problems.push(`${token.rawName}: a value is missing`);
		else flags.set(token.name, token.value);
	}
	return flags;
}
