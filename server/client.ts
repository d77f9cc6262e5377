// The built client, read into memory once at start. It is small, and this way a rebuild under a running server
// neither mixes two versions nor meets a file that is gone, and no request can name a path outside the build.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface Asset {
	readonly body: Uint8Array;
	/** null when compressing gains nothing. */
	readonly gzip: Uint8Array | null;
	readonly type: string;
	readonly etag: string;
	readonly cacheControl: string;
	/** The page's own policy, from its meta element; null for what is not a page. */
	readonly policy: string | null;
}

export interface Client {
	/** The asset of a decoded path; the app's page for what looks like one of its addresses; else null. */
	find(path: string): Asset | null;
	/** The policy of the app's page, also for what is not a page (a worker's policy is its script's). */
	readonly policy: string;
}

const FALLBACK = '/200.html';

const TYPES: Readonly<Record<string, string>> = {
	'.css': 'text/css; charset=utf-8',
	'.html': 'text/html; charset=utf-8',
	'.ico': 'image/x-icon',
	'.js': 'text/javascript; charset=utf-8',
	'.json': 'application/json',
	'.png': 'image/png',
	'.svg': 'image/svg+xml',
	'.txt': 'text/plain; charset=utf-8',
	'.webmanifest': 'application/manifest+json',
	'.webp': 'image/webp',
	'.woff2': 'font/woff2'
};
const INCOMPRESSIBLE = new Set(['.png', '.webp', '.woff2']);

/** @throws when there is no build, with the remedy */
export function loadClient(folder: string): Client {
	if (!existsSync(join(folder, FALLBACK)))
		throw new Error(`The app is not built: ${join(folder, FALLBACK)} is missing. Run "npm run build" first.`);
	const assets = new Map<string, Asset>();
	for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
		if (!file.isFile()) continue;
		const full = join(file.parentPath, file.name);
		const path = `/${full.slice(join(folder, sep).length).replaceAll(sep, '/')}`;
		assets.set(path, readAsset(path, full));
	}
	const page = assets.get(FALLBACK);
	if (!page?.policy)
		throw new Error(`${join(folder, FALLBACK)} has no Content-Security-Policy. Run "npm run build" again.`);
	return {
		policy: page.policy,
		find: (path) =>
			assets.get(path) ??
			assets.get(`${path.replace(/\/$/, '')}.html`) ??
			assets.get(`${path.replace(/\/$/, '')}/index.html`) ??
			(isAddress(path) ? page : null)
	};
}

// A missing script must be a 404, not a page: a browser that holds an older version tells them apart by that.
const isAddress = (path: string): boolean => !path.startsWith('/_app/') && extname(path) === '';

function readAsset(path: string, file: string): Asset {
	const body = readFileSync(file);
	const extension = extname(path);
	const gzip = INCOMPRESSIBLE.has(extension) ? null : gzipSync(body, { level: 9 });
	return {
		body,
		gzip: gzip && gzip.length < body.length ? gzip : null,
		type: TYPES[extension] ?? 'application/octet-stream',
		// Weak: the compressed and the plain form share it.
		etag: `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
		cacheControl: path.startsWith('/_app/immutable/') ? 'public, max-age=31536000, immutable' : 'no-cache',
		policy: extension === '.html' ? metaPolicy(body.toString('utf8')) : null
	};
}

function metaPolicy(html: string): string | null {
	const content = /<meta http-equiv="content-security-policy" content="([^"]*)"/i.exec(html)?.[1];
	return content?.replaceAll('&quot;', '"').replaceAll('&amp;', '&') ?? null;
}
