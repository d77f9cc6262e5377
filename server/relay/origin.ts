// Which name a browser may call this relay by. A device signs that name in its hello, so that a relay in between,
// under another name, cannot pass the hello on. Taking the name from the request's own Host would undo that.

/**
 * @param origin the request's Origin header; a browser always sends one with a websocket
 * @param publicOrigin the configured name; null: this is somebody's own machine, any loopback name and port will do
 * @returns the origin that a hello must be signed for, or null when this page must not talk to the relay
 */
export function allowedOrigin(origin: string | undefined, publicOrigin: string | null): string | null {
	if (origin === undefined || !URL.canParse(origin)) return null;
	const url = new URL(origin);
	if (publicOrigin !== null) return url.origin === publicOrigin ? publicOrigin : null;
	return isLoopback(url.hostname) ? url.origin : null;
}

const isLoopback = (host: string): boolean =>
	host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
