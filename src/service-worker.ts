/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
/// <reference types="@sveltejs/kit" />

// The app without a network: everything that the build made is kept, and every page is the same shell. A new version
// waits until the page asks for it.

import { base, build, files, version } from '$service-worker';

const worker = globalThis as unknown as ServiceWorkerGlobalScope;

const PREFIX = 'soundings-';
const CACHE = PREFIX + version;
const SHELL = `${base}/200.html`;
const ASSETS = [...build, ...files, SHELL];
const KEPT = new Set(ASSETS);

worker.addEventListener('install', (event) => {
	event.waitUntil(
		caches
			.open(CACHE)
			// Past the HTTP cache: a shell of one version with files of another would not start.
			.then((cache) => cache.addAll(ASSETS.map((path) => new Request(path, { cache: 'reload' }))))
	);
});

worker.addEventListener('activate', (event) => {
	event.waitUntil(dropOldCaches().then(() => worker.clients.claim()));
});

/** The version before stays: other tabs may still run it and load parts of it lazily. */
async function dropOldCaches(): Promise<void> {
	const older = (await caches.keys()).filter((key) => key.startsWith(PREFIX) && key !== CACHE);
	await Promise.all(older.slice(0, -1).map((key) => caches.delete(key)));
}

worker.addEventListener('message', (event) => {
	const { data } = event as { data: unknown };
	if (typeof data !== 'object' || data === null || !('type' in data)) return;
	if (data.type === 'SKIP_WAITING') void worker.skipWaiting();
});

worker.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
	if (request.mode === 'navigate') {
		// A file that exists is itself; every other path is the app.
		if (!KEPT.has(url.pathname)) event.respondWith(kept(SHELL, request));
	} else if (KEPT.has(url.pathname) || url.pathname.startsWith(`${base}/_app/immutable/`)) {
		event.respondWith(kept(url.pathname, request));
	}
});

async function kept(path: string, request: Request): Promise<Response> {
	const current = await caches.open(CACHE);
	return (await current.match(path)) ?? (await caches.match(path)) ?? fetch(request);
}
