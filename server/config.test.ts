import { expect, test } from 'vitest';
import { parseConfig } from './config.ts';

const parse = (args: string[], env: Record<string, string> = {}) => parseConfig(args, env, '/srv/app');

test('without any setting it listens on loopback and keeps its data beside the app', () => {
	expect(parse([])).toEqual({
		kind: 'config',
		config: { port: 4321, host: '127.0.0.1', dataDir: '/srv/app/data', publicOrigin: null }
	});
});

test('the environment sets everything', () => {
	const env = { PORT: '80', HOST: '0.0.0.0', DATA_DIR: '/var/s', PUBLIC_ORIGIN: 'https://s.example' };
	expect(parse([], env)).toEqual({
		kind: 'config',
		config: { port: 80, host: '0.0.0.0', dataDir: '/var/s', publicOrigin: 'https://s.example' }
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
