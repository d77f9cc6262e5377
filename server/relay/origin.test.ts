import { describe, expect, test } from 'vitest';
import { allowedOrigin } from './origin.ts';

describe('without a configured name, this machine alone may connect', () => {
	test.each([
		'http://127.0.0.1:4321',
		'http://localhost:4321',
		'http://localhost:8080',
		'http://app.localhost',
		'http://[::1]:4321'
	])('%s may', (origin) => {
		expect(allowedOrigin(origin, null)).toBe(origin);
	});

	test.each([
		undefined,
		'null',
		'',
		'http://evil.example',
		'http://localhost.evil.example',
		'http://127.0.0.1.evil.example',
		'http://10.0.0.1'
	])('%s may not', (origin) => {
		expect(allowedOrigin(origin, null)).toBeNull();
	});
});

test('with a configured name, only that one may', () => {
	const name = 'https://soundings.example';
	expect(allowedOrigin(name, name)).toBe(name);
	for (const other of [
		'http://soundings.example',
		'https://soundings.example:8443',
		'http://localhost',
		'null'
	])
		expect(allowedOrigin(other, name)).toBeNull();
});
