// Plain HTTP: the built client, a health check, and the headers that keep both safe. The relay's websockets are
// attached to the same server elsewhere.

import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Asset, Client } from './client.ts';
import { RELAY_PATH } from '../src/lib/core/protocol/version.ts';
import type { Log } from './log.ts';

export interface HttpOptions {
	readonly client: Client;
	readonly version: string;
	/** Resolves when a write reached the disk, rejects when not. */
	readonly checkStore: () => Promise<void>;
	readonly log: Log;
}

const SECURITY: Readonly<Record<string, string>> = {
	'X-Content-Type-Options': 'nosniff',
	'Referrer-Policy': 'no-referrer',
	'Cross-Origin-Opener-Policy': 'same-origin',
	'Cross-Origin-Resource-Policy': 'same-origin',
	'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()'
};

/** Not listening yet. */
export function createHttpServer(options: HttpOptions): Server {
	return createServer((request, response) => {
		respond(request, response, options).catch((error: unknown) => {
			options.log({ event: 'failed', doing: 'answering a request', error: String(error) });
			response.destroy();
		});
	});
}

async function respond(
	request: IncomingMessage,
	response: ServerResponse,
	options: HttpOptions
): Promise<void> {
	for (const [name, value] of Object.entries(SECURITY)) response.setHeader(name, value);
	response.setHeader('Content-Security-Policy', withoutFrames(options.client.policy));
	if (request.method !== 'GET' && request.method !== 'HEAD') {
		response.setHeader('Allow', 'GET, HEAD');
		return text(response, 405, 'Only GET and HEAD.');
	}
	const path = pathOf(request);
	if (path === null) return text(response, 400, 'This address is malformed.');
	if (path === '/healthz') return health(response, options);
	if (path === RELAY_PATH) {
		response.setHeader('Upgrade', 'websocket');
		return text(response, 426, 'This is the address of the relay: websocket only.');
	}
	const asset = options.client.find(path);
	if (!asset) return text(response, 404, 'There is nothing at this address.');
	sendAsset(request, response, asset);
}

/** Decoded and without the query, or null when it is not UTF-8. */
function pathOf(request: IncomingMessage): string | null {
	try {
		return decodeURIComponent((request.url ?? '/').replace(/[?#].*$/s, ''));
	} catch (error) {
		if (error instanceof URIError) return null;
		throw error;
	}
}

// A meta element cannot carry frame-ancestors; the rest is the page's own policy, word for word.
const withoutFrames = (policy: string): string => `${policy}; frame-ancestors 'none'`;

function sendAsset(request: IncomingMessage, response: ServerResponse, asset: Asset): void {
	if (asset.policy) response.setHeader('Content-Security-Policy', withoutFrames(asset.policy));
	response.setHeader('Cache-Control', asset.cacheControl);
	response.setHeader('ETag', asset.etag);
	if (asset.gzip) response.setHeader('Vary', 'Accept-Encoding');
	if (holdsAlready(request, asset)) {
		response.writeHead(304).end();
		return;
	}
	const gzip = /\bgzip\b(?!;q=0(?:\.0+)?(?:,|$))/.test(request.headers['accept-encoding']?.toString() ?? '');
	const body = gzip && asset.gzip ? asset.gzip : asset.body;
	if (body === asset.gzip) response.setHeader('Content-Encoding', 'gzip');
	response.setHeader('Content-Type', asset.type);
	response.setHeader('Content-Length', body.length);
	response.end(body);
}

const holdsAlready = (request: IncomingMessage, asset: Asset): boolean =>
	(request.headers['if-none-match'] ?? '').split(',').some((tag) => tag.trim() === asset.etag);

async function health(response: ServerResponse, options: HttpOptions): Promise<void> {
	const failure = await options.checkStore().then(
		() => null,
		(error: unknown) => String(error)
	);
	if (failure !== null) options.log({ event: 'store-failed', doing: 'health check', error: failure });
	response.statusCode = failure === null ? 200 : 503;
	response.setHeader('Content-Type', 'application/json');
	response.setHeader('Cache-Control', 'no-store');
	const store = failure === null ? 'writable' : 'failed';
	response.end(`${JSON.stringify({ ok: failure === null, version: options.version, store })}\n`);
}

function text(response: ServerResponse, status: number, message: string): void {
	response.statusCode = status;
	response.setHeader('Content-Type', 'text/plain; charset=utf-8');
	response.setHeader('Cache-Control', 'no-store');
	response.end(`${message}\n`);
}
