import { afterEach, describe, expect, test, vi } from 'vitest';
import { persistence, space } from './storage-persist.ts';
import { support } from './support.ts';

afterEach(() => {
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

describe('what the app cannot do without', () => {
	test('is all here in this browser, and asking leaves nothing behind', async () => {
		expect(await support()).toBe('ok');
		expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain('soundings-probe');
	});

	test('no secure context', async () => {
		vi.stubGlobal('isSecureContext', false);
		expect(await support()).toBe('insecure-context');
	});

	test('no IndexedDB, or one that does not open', async () => {
		vi.stubGlobal('indexedDB', undefined);
		expect(await support()).toBe('no-indexeddb');
		vi.unstubAllGlobals();
		vi.spyOn(indexedDB, 'open').mockImplementation(() => {
			throw new DOMException('not here', 'SecurityError');
		});
		expect(await support()).toBe('no-indexeddb');
	});

	test('no Ed25519', async () => {
		const unsupported = new DOMException('no such algorithm', 'NotSupportedError');
		vi.spyOn(crypto.subtle, 'generateKey').mockRejectedValue(unsupported);
		expect(await support()).toBe('no-ed25519');
	});

	test('no channel between tabs', async () => {
		vi.stubGlobal('BroadcastChannel', undefined);
		expect(await support()).toBe('no-tabs');
	});
});

test('how much space there is, and whether it is kept', async () => {
	const known = await space();
	expect(known?.allowed).toBeGreaterThan(0);
	expect(known?.used).toBeGreaterThanOrEqual(0);
	expect(['kept', 'may-be-cleared']).toContain(await persistence());
});
