import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadClient } from './client.ts';
import { createHttpServer } from './http.ts';
import type { LogEvent } from './log.ts';

const page = (policy: string, body: string) =>
	`<html><meta http-equiv="content-security-policy" content="${policy}"><body>${body}</body></html>`;

const FILES = {
	'200.html': page(`default-src 'self'; script-src 'self' 'sha256-a='`, 'the app'),
	'about.html': page(`default-src 'none'`, 'about'),
	'service-worker.js': 'self.x = 1',
	'_app/version.json': '{"version":"1"}',
	'_app/immutable/chunk.js': 'export const words = "'.padEnd(4000, 'word ') + '"',
	'icon.png': 'png'
};

let folder: string;
let origin: string;
let storeFault: Error | null = null;
const logged: LogEvent[] = [];
let stop: () => void;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'soundings-http-'));
	for (const [name, content] of Object.entries(FILES)) {
		await mkdir(dirname(join(folder, name)), { recursive: true });
		await writeFile(join(folder, name), content);
	}
	const server = createHttpServer({
		client: loadClient(folder),
		version: '1.2.3',
		checkStore: () => (storeFault ? Promise.reject(storeFault) : Promise.resolve()),
		log: (event) => logged.push(event)
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	stop = () => server.close();
});
afterAll(async () => {
	stop();
	await rm(folder, { recursive: true });
});

/** Sends the path as it is; fetch would tidy it up. */
const raw = (path: string, headers: Record<string, string> = {}) =>
	new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
		httpRequest(new URL(origin), { path, headers }, (response) => {
			let body = '';
			response.setEncoding('utf8');
			response.on('data', (chunk: string) => (body += chunk));
			response.on('end', () => resolve({ status: response.statusCode, body }));
		})
			.on('error', reject)
			.end();
	});

describe('the client', () => {
	test.each(['/', '/j/AAAABBBBCCCC/people', '/join'])('%s is answered with the app', async (path) => {
		const response = await fetch(origin + path);
		expect(response.status).toBe(200);
		expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
		expect(await response.text()).toContain('the app');
	});

	test('a page beside the app is found without its ending and keeps its own policy', async () => {
		const response = await fetch(`${origin}/about`);
		expect(await response.text()).toContain('about');
		expect(response.headers.get('content-security-policy')).toBe(
			`default-src 'none'; frame-ancestors 'none'`
		);
	});

	test.each(['/_app/immutable/gone.js', '/gone.css', '/_app/gone'])(
		'%s is a 404, not a page',
		async (path) => {
			expect((await fetch(origin + path)).status).toBe(404);
		}
	);

	test.each(['/../package.json', '/%2e%2e/package.json', '/..%2f..%2fetc/passwd', '//etc/hosts.txt'])(
		'%s reaches nothing outside the build',
		async (path) => {
			expect((await raw(path)).body).not.toMatch(/soundings"|root:/);
		}
	);

	test('a malformed address is a 400', async () => {
		expect((await raw('/%ff')).status).toBe(400);
	});

	test.each(['bytes=5-2', 'bytes=99999-', 'nonsense'])('the range %s is ignored', async (range) => {
		const response = await fetch(`${origin}/service-worker.js`, { headers: { range } });
		expect(await response.text()).toBe(FILES['service-worker.js']);
	});

	test('a file that is deleted while the server runs is still served whole', async () => {
		await rm(join(folder, 'icon.png'));
		expect(await (await fetch(`${origin}/icon.png`)).text()).toBe('png');
	});
});

describe('headers', () => {
	test.each(['/', '/healthz', '/gone.css', '/service-worker.js'])(
		'%s carries the safety headers',
		async (path) => {
			const { headers } = await fetch(origin + path);
			expect(headers.get('content-security-policy')).toBe(
				`default-src 'self'; script-src 'self' 'sha256-a='; frame-ancestors 'none'`
			);
			expect(headers.get('x-content-type-options')).toBe('nosniff');
			expect(headers.get('referrer-policy')).toBe('no-referrer');
			expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
			expect(headers.get('permissions-policy')).toContain('microphone=()');
		}
	);

	test.each([
		['/_app/immutable/chunk.js', 'public, max-age=31536000, immutable'],
		['/', 'no-cache'],
		['/service-worker.js', 'no-cache'],
		['/_app/version.json', 'no-cache']
	])('%s is cached as %s', async (path, expected) => {
		expect((await fetch(origin + path)).headers.get('cache-control')).toBe(expected);
	});

	test('text is compressed when asked for, and an unchanged one is not sent again', async () => {
		const url = `${origin}/_app/immutable/chunk.js`;
		const packed = await fetch(url, { headers: { 'accept-encoding': 'gzip' } });
		expect(packed.headers.get('content-encoding')).toBe('gzip');
		expect(Number(packed.headers.get('content-length'))).toBeLessThan(400);
		expect(await packed.text()).toBe(FILES['_app/immutable/chunk.js']);
		const plain = await fetch(url, { headers: { 'accept-encoding': 'gzip;q=0' } });
		expect(plain.headers.get('content-encoding')).toBeNull();
		const again = await fetch(url, { headers: { 'if-none-match': plain.headers.get('etag') ?? '' } });
		expect(again.status).toBe(304);
	});

	test('HEAD sends headers only; other methods are refused', async () => {
		const head = await fetch(origin, { method: 'HEAD' });
		expect([head.status, await head.text()]).toEqual([200, '']);
		const post = await fetch(origin, { method: 'POST', body: 'x' });
		expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
	});

	test("the relay's address without a websocket says so", async () => {
		const response = await fetch(`${origin}/relay`);
		expect([response.status, response.headers.get('upgrade')]).toEqual([426, 'websocket']);
	});
});

test('/healthz says whether the store can be written', async () => {
	const well = await fetch(`${origin}/healthz`);
	expect([well.status, await well.json()]).toEqual([200, { ok: true, version: '1.2.3', store: 'writable' }]);
	storeFault = new Error('disk full');
	const ill = await fetch(`${origin}/healthz`);
	storeFault = null;
	expect([ill.status, await ill.json()]).toEqual([503, { ok: false, version: '1.2.3', store: 'failed' }]);
	expect(logged).toContainEqual({ event: 'store-failed', doing: 'health check', error: 'Error: disk full' });
});

test('S13: no address that was asked for appears in what is logged', async () => {
	await fetch(`${origin}/j/canary-in-path?q=canary-in-query`);
	await raw('/%ff?canary');
	expect(JSON.stringify(logged)).not.toContain('canary');
});

test('a missing or policy-less build is a clear error with the remedy', async () => {
	const empty = await mkdtemp(join(tmpdir(), 'soundings-nobuild-'));
	expect(() => loadClient(empty)).toThrow(/not built.*npm run build/);
	await writeFile(join(empty, '200.html'), '<html></html>');
	expect(() => loadClient(empty)).toThrow(/no Content-Security-Policy/);
	await rm(empty, { recursive: true });
});
