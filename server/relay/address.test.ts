import { expect, test } from 'vitest';
import { visitorAddress } from './address.ts';

test('without a trusted proxy it is the socket that counts, whatever a header says', () => {
	expect(visitorAddress('203.0.113.7', '198.51.100.1', 0)).toBe('203.0.113.7');
});

test.each([
	[1, '198.51.100.1', '198.51.100.1'],
	[1, 'invented, 198.51.100.1', '198.51.100.1'],
	[2, 'invented, 198.51.100.1, 10.0.0.2', '198.51.100.1'],
	[2, '198.51.100.1, 10.0.0.2', '198.51.100.1']
])('behind %i proxies "%s" means %s', (proxies, header, address) => {
	expect(visitorAddress('10.0.0.1', header, proxies)).toBe(address);
});

test.each([undefined, '', 'unknown', '198.51.100.1:8080'])(
	'what a proxy says that is no address (%s) leaves the proxy`s own',
	(header) => {
		expect(visitorAddress('10.0.0.1', header, 1)).toBe('10.0.0.1');
	}
);

test('fewer proxies than were announced leave the socket`s own: the rest may be invented', () => {
	expect(visitorAddress('10.0.0.1', '198.51.100.1', 2)).toBe('10.0.0.1');
});

test('an IPv4 address in IPv6 clothes is the same address', () => {
	expect(visitorAddress('::ffff:203.0.113.7', undefined, 0)).toBe('203.0.113.7');
});

test.each([
	['2001:db8:1:2:3:4:5:6', '2001:db8:1:2:ffff::1'],
	['2001:db8::1', '2001:0db8:0:0::2'],
	['::1', '::2'],
	['fe80::1%eth0', 'fe80::2%eth1'],
	['2001:DB8:1:2::', '2001:db8:1:2::1.2.3.4']
])('%s and %s are one subscriber', (one, other) => {
	const address = visitorAddress(one, undefined, 0);
	expect(address).not.toBe('');
	expect(visitorAddress(other, undefined, 0)).toBe(address);
});

test('another network is another subscriber', () => {
	expect(visitorAddress('2001:db8:1:2::1', undefined, 0)).not.toBe(
		visitorAddress('2001:db8:1:3::1', undefined, 0)
	);
});
