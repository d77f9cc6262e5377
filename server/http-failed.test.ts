import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { createHttpServer } from './http.ts';
import type { LogEvent } from './log.ts';

test('S13: a request that fails is logged with its fault, and without the address that was asked for', async () => {
	const logged: LogEvent[] = [];
	const client = {
		policy: "default-src 'self'",
		find: () => {
			throw new Error('a build that broke');
		}
	};
	const checkStore = () => Promise.resolve();
	const server = createHttpServer({ client, version: '1', checkStore, log: (event) => logged.push(event) });
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	await expect(fetch(`http://127.0.0.1:${port}/j/canary-in-path?q=canary-in-query`)).rejects.toThrow();
	await new Promise((resolve) => server.close(resolve));
	expect(logged).toEqual([
		{ event: 'failed', doing: 'answering a request', error: 'Error: a build that broke' }
	]);
});
