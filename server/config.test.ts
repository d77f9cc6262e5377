import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseConfig, USAGE } from './config.ts';
import { DEFAULT_LIMITS } from './relay/ports.ts';
import { parseSize, SETTINGS, sizeText } from './settings.ts';

const MIB = 1024 * 1024;
const TOKEN = 'correct horse battery staple';

const parse = (args: string[], env: Record<string, string> = {}) => parseConfig(args, env, '/srv/app');

test('without any setting it listens on loopback and keeps its data beside the app', () => {
	expect(parse([])).toEqual({
		kind: 'config',
		config: {
			port: 4321,
			host: '127.0.0.1',
			dataDir: '/srv/app/data',
			publicOrigin: null,
			trustProxy: 0,
			admissionToken: null,
			maxStore: null,
			limits: DEFAULT_LIMITS
		}
	});
});

test('the environment sets everything', () => {
	const env = { PORT: '80', HOST: '0.0.0.0', DATA_DIR: '/var/s', PUBLIC_ORIGIN: 'https://s.example' };
	expect(parse([], { ...env, TRUST_PROXY: '1', MAX_STORE: '20G', ADMISSION_TOKEN: TOKEN })).toMatchObject({
		config: {
			port: 80,
			host: '0.0.0.0',
			dataDir: '/var/s',
			publicOrigin: 'https://s.example',
			trustProxy: 1,
			admissionToken: TOKEN,
			maxStore: 20 * 1024 ** 3
		}
	});
});

test.each([
	['max-frame', '2M', { frame: 2 * MIB }],
	['max-entry', '100K', { entry: 100 * 1024 }],
	['max-room', '1G', { room: 1024 * MIB }],
	['owner-share', '0', { ownerShare: 0 }],
	['max-snapshot', '9000000', { snapshot: 9_000_000 }],
	['max-rooms', '7', { rooms: 7 }],
	['rooms-per-hour', '8', { addressRooms: 8 }],
	['max-connections', '9', { connections: 9 }],
	['connections-per-address', '10', { addressConnections: 10 }],
	['hellos-per-minute', '11', { addressHellos: 11 }],
	['frames-per-second', '12', { deviceFrames: 12 }],
	['bytes-per-second', '1m', { deviceBytes: MIB }]
])('--%s %s is a limit, as a flag and from the environment', (flag, value, limits) => {
	expect(parse([`--${flag}`, value])).toMatchObject({ config: { limits } });
	expect(parse([], { [flag.toUpperCase().replaceAll('-', '_')]: value })).toMatchObject({
		config: { limits }
	});
});

test('in a smaller room the owner`s share is smaller, unless it is given', () => {
	expect(parse(['--max-room', '16M'])).toMatchObject({ config: { limits: { ownerShare: MIB } } });
	expect(parse(['--max-room', '16M', '--owner-share', '2M'])).toMatchObject({
		config: { limits: { ownerShare: 2 * MIB } }
	});
});

test.each([
	['--max-room', '10 MB'],
	['--max-room', '-1'],
	['--max-room', '99999999T'],
	['--max-store', '1K'],
	['--max-rooms', '0'],
	['--max-rooms', '1.5'],
	['--trust-proxy', 'true'],
	['--trust-proxy', '11'],
	['--owner-share', '256M'],
	['--max-entry', '1M'],
	['--max-entry', '1048000'],
	['--max-room', '64K'],
	['--max-room', '1023K'],
	['--max-frame', '256K'],
	['--max-snapshot', '64K'],
	['--bytes-per-second', '10K']
])('%s %s is refused', (flag, value) => {
	expect(parse([flag, value])).toMatchObject({
		kind: 'problems',
		problems: [expect.stringMatching(`^${flag}: "${value}"`)]
	});
});

describe('the admission token', () => {
	let file: string;
	beforeEach(async () => {
		file = join(await mkdtemp(join(tmpdir(), 'soundings-token-')), 'token');
	});
	afterEach(() => rm(dirname(file), { recursive: true }));

	test('is read from a file, without the line feed at its end', async () => {
		await writeFile(file, `${TOKEN}\n`);
		expect(parse(['--admission-token-file', file])).toMatchObject({ config: { admissionToken: TOKEN } });
	});

	test('S13: is no flag, and never part of a problem', async () => {
		expect(parse(['--admission-token', TOKEN])).toMatchObject({ kind: 'problems' });
		await writeFile(file, 'short secret');
		const problems = [
			parse([], { ADMISSION_TOKEN: 'short secret' }),
			parse(['--admission-token-file', file]),
			parse(['--admission-token-file', file], { ADMISSION_TOKEN: TOKEN }),
			parse(['--admission-token-file', `${file}.missing`])
		];
		for (const parsed of problems) {
			expect(parsed.kind).toBe('problems');
			for (const secret of ['short secret', TOKEN]) expect(JSON.stringify(parsed)).not.toContain(secret);
		}
	});
});

test('a flag wins over the environment, in both spellings', () => {
	const parsed = parse(['--port', '1', '--data-dir=x'], { PORT: '2', DATA_DIR: 'y' });
	expect(parsed).toMatchObject({ config: { port: 1, dataDir: '/srv/app/x' } });
});

test('an empty variable counts as not set', () => {
	expect(parse([], { PORT: '', PUBLIC_ORIGIN: ' ' })).toMatchObject({
		config: { port: 4321, publicOrigin: null }
	});
});

test('an origin with a closing slash or capitals is normalised', () => {
	expect(parse(['--public-origin', 'HTTPS://S.Example:443/'])).toMatchObject({
		config: { publicOrigin: 'https://s.example' }
	});
});

test.each([
	's.example',
	'https://s.example/app',
	'wss://s.example',
	'https://a@s.example',
	'https://s.example?x'
])('the origin %s is refused', (origin) => {
	expect(parse([], { PUBLIC_ORIGIN: origin })).toMatchObject({
		kind: 'problems',
		problems: [expect.stringContaining(`PUBLIC_ORIGIN: "${origin}"`)]
	});
});

test('every problem is listed at once and names where it came from', () => {
	const parsed = parse(['--port', '70000', '--colour', 'red', '--data-dir'], { HOST: 'a b' });
	expect(parsed).toEqual({
		kind: 'problems',
		problems: [
			expect.stringMatching(/^--colour: unknown/),
			expect.stringMatching(/^"red": unexpected/),
			expect.stringMatching(/^--data-dir: a value is missing/),
			expect.stringMatching(/^--port: "70000"/),
			expect.stringMatching(/^HOST: "a b"/)
		]
	});
});

test('--help wins over everything', () => {
	expect(parse(['--port', 'x', '--help'])).toEqual({ kind: 'help' });
});

test('the help names every setting with its variable and default', () => {
	for (const [flag, { env, fallback }] of Object.entries(SETTINGS))
		expect(USAGE).toMatch(new RegExp(`^  --${flag} +${env} +${fallback} `, 'm'));
});

test.each([
	[0, '0'],
	[1023, '1023'],
	[1024, '1K'],
	[1536, '1536'],
	[64 * MIB, '64M'],
	[3 * 1024 * MIB, '3G']
])('%i bytes are said as %s, and read as that again', (bytes, text) => {
	expect(sizeText(bytes)).toBe(text);
	expect(parseSize(text)).toBe(bytes);
});

test('docs/operating.md states every setting with its variable and default', async () => {
	const page = await readFile(new URL('../docs/operating.md', import.meta.url), 'utf8');
	for (const [flag, { env, fallback }] of Object.entries(SETTINGS)) {
		const standard = fallback === 'none' ? fallback : `\`${fallback}\``;
		expect(page).toMatch(new RegExp(`^\\| \`--${flag}\` +\\| \`${env}\` +\\| ${standard} +\\|`, 'm'));
	}
});
