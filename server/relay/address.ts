// Who is at the other end, as far as limits go: one address, or one network where a single household has more
// addresses than anybody could count.

import { isIP } from 'node:net';

/** The first half of an IPv6 address names the network; the rest is the subscriber's to choose. */
const NETWORK_GROUPS = 4;

/**
 * @param peer the socket's own address
 * @param forwarded the request's X-Forwarded-For: every proxy adds at the end whom it was called by
 * @param proxies how many proxies in front of this server are ours; what they did not add is anybody's invention
 * @returns an IPv4 address, the first half of an IPv6 address, or "" for what has no address
 */
export function visitorAddress(
	peer: string | undefined,
	forwarded: string | undefined,
	proxies: number
): string {
	const chain = (forwarded ?? '').split(',').map((part) => part.trim());
	const named = proxies > 0 ? chain.at(-proxies) : undefined;
	return network(named ?? '') ?? network(peer ?? '') ?? '';
}

/** null for what is no address. */
function network(text: string): string | null {
	const plain = text.replace(/^::ffff:(?=\d+\.)/i, '');
	const version = isIP(plain);
	if (version === 4) return plain;
	if (version !== 6) return null;
	const [head = '', tail] = plain.replace(/%.*$/, '').split('::');
	const groups = head === '' ? [] : head.split(':');
	const after = tail === undefined || tail === '' ? 0 : tail.split(':').length;
	// "::" stands for as many zero groups as are missing.
	const zeros = tail === undefined ? 0 : 8 - groups.length - after;
	const full = [...groups, ...Array.from({ length: zeros }, () => '0'), ...(tail ?? '').split(':')];
	return full
		.slice(0, NETWORK_GROUPS)
		.map((group) => Number.parseInt(group, 16).toString(16))
		.join(':');
}
