// Every setting that the server has: flag, environment variable, default, meaning; and how its value is read. The
// help text is made from this table, so that it can't lag behind.

import { DEFAULT_LIMITS } from './relay/ports.ts';
import type { RelayLimits } from './relay/ports.ts';

export interface Setting {
	readonly env: string;
	/** As a person would type it; "none" is what the program says when there is none. */
	readonly fallback: string;
	readonly meaning: string;
}

const KIB = 1024;
const SUFFIXES: Readonly<Record<string, number>> = { '': 1, k: KIB, m: KIB ** 2, g: KIB ** 3, t: KIB ** 4 };

/** Bytes of "4096", "256K", "64M", "2G" or "1T" (powers of 1024), or null. */
export function parseSize(text: string): number | null {
	const [, digits, suffix] = /^(\d{1,15})([kmgt]?)$/i.exec(text) ?? [];
	if (digits === undefined || suffix === undefined) return null;
	const bytes = Number(digits) * SUFFIXES[suffix.toLowerCase()]!;
	return Number.isSafeInteger(bytes) ? bytes : null;
}

/** The shortest exact form that `parseSize` reads. */
export function sizeText(bytes: number): string {
	const [suffix, unit] = Object.entries(SUFFIXES).findLast(([, size]) => bytes > 0 && bytes % size === 0) ?? [
		'',
		1
	];
	return `${bytes / unit}${suffix.toUpperCase()}`;
}

/** The membership chain that brings back a lost room has to fit: 300 KiB at its longest. */
const LEAST_FRAME = 512 * KIB;
/** Devices do not compact a log below 64 KiB, and a snapshot is one chunk at least. */
const LEAST_ROOM = 1024 * KIB;

/** A limit that operators set. */
export interface LimitSetting extends Setting {
	readonly limit: keyof RelayLimits;
	readonly unit: 'bytes' | 'count';
	readonly least: number;
}

const size = (limit: keyof RelayLimits, env: string, least: number, meaning: string): LimitSetting => ({
	limit,
	unit: 'bytes',
	least,
	env,
	fallback: sizeText(DEFAULT_LIMITS[limit]),
	meaning
});
const count = (limit: keyof RelayLimits, env: string, meaning: string): LimitSetting => ({
	limit,
	unit: 'count',
	least: 1,
	env,
	fallback: String(DEFAULT_LIMITS[limit]),
	meaning
});

export const LIMIT_SETTINGS: Readonly<Record<string, LimitSetting>> = {
	'max-frame': size('frame', 'MAX_FRAME', LEAST_FRAME, 'largest websocket message'),
	'max-entry': size('entry', 'MAX_ENTRY', 4 * KIB, 'largest entry of a log'),
	'max-room': size(
		'room',
		'MAX_ROOM',
		LEAST_ROOM,
		"a room's newest snapshot and the log behind it; up to three times that on disk"
	),
	'owner-share': size('ownerShare', 'OWNER_SHARE', 0, 'the last part of it, which only the owner may fill'),
	'max-snapshot': size('snapshot', 'MAX_SNAPSHOT', LEAST_ROOM, "a room's snapshot"),
	'max-rooms': count('rooms', 'MAX_ROOMS', 'rooms on this relay'),
	'rooms-per-hour': count('addressRooms', 'ROOMS_PER_HOUR', 'new rooms from one address in an hour'),
	'max-connections': count('connections', 'MAX_CONNECTIONS', 'connections at once'),
	'connections-per-address': count(
		'addressConnections',
		'CONNECTIONS_PER_ADDRESS',
		'of these, from one address'
	),
	'hellos-per-minute': count(
		'addressHellos',
		'HELLOS_PER_MINUTE',
		'new connections from one address in a minute'
	),
	'frames-per-second': count('deviceFrames', 'FRAMES_PER_SECOND', 'messages of one device, in the long run'),
	'bytes-per-second': size('deviceBytes', 'BYTES_PER_SECOND', KIB, 'bytes of one device, in the long run')
};

const SERVER_SETTINGS = {
	port: { env: 'PORT', fallback: '4321', meaning: '0 to 65535; 0 takes a free port' },
	// Loopback: an app that was started to be tried is not offered to the whole network. A container or a machine
	// that should be reached from elsewhere says so with HOST=0.0.0.0, and sets PUBLIC_ORIGIN.
	host: { env: 'HOST', fallback: '127.0.0.1', meaning: 'address to listen on; 0.0.0.0 for all' },
	'data-dir': { env: 'DATA_DIR', fallback: 'data', meaning: 'folder of the store; back this up' },
	'public-origin': {
		env: 'PUBLIC_ORIGIN',
		fallback: 'loopback',
		meaning: 'what browsers call it, e.g. https://soundings.example'
	},
	'trust-proxy': {
		env: 'TRUST_PROXY',
		fallback: '0',
		meaning: 'how many proxies in front of it set X-Forwarded-For'
	},
	'admission-token-file': {
		env: 'ADMISSION_TOKEN_FILE',
		fallback: 'none',
		meaning: 'file with a secret that new rooms need; or ADMISSION_TOKEN'
	},
	'max-store': { env: 'MAX_STORE', fallback: 'none', meaning: 'size of the store, all rooms together' }
} as const satisfies Readonly<Record<string, Setting>>;

export type ServerFlag = keyof typeof SERVER_SETTINGS;

export const SETTINGS: Readonly<Record<ServerFlag, Setting>> & Readonly<Record<string, Setting>> = {
	...SERVER_SETTINGS,
	...LIMIT_SETTINGS
};

/** One line per setting: flag, environment variable, default, meaning. */
export function settingsTable(): string {
	const rows = Object.entries(SETTINGS).map(([flag, { env, fallback, meaning }]) => [
		`--${flag}`,
		env,
		fallback,
		meaning
	]);
	const all = [['flag', 'environment', 'default', 'meaning'], ...rows];
	const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]!.length)));
	return all.map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}\n`).join('');
}
