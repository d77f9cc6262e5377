import { expect, test } from 'vitest';
import { createSyncCrypto } from '../../../../tests/support/sync-crypto.ts';
import { type ItemContent, itemVersion } from './item-version.ts';

const crypto = createSyncCrypto();
const version = (content: ItemContent) => itemVersion(content, crypto);

test('the first 16 bytes of the SHA-256 of canonical JSON', async () => {
	// printf '{"a":[1,"ü",null],"b":true}' | sha256sum
	expect(await version({ b: true, a: [1, 'ü', null] })).toBe('MWF5sFhOQ32lLTgeLin5Dw');
	expect(await version('')).toHaveLength(22);
});

test('does not depend on the order of fields, and leaves out what is not there', async () => {
	const one = await version({ a: 1, b: { c: 'x', d: undefined } });
	expect(await version({ b: { c: 'x' }, a: 1 })).toBe(one);
	expect(await version({ b: { c: 'x', d: null }, a: 1 })).not.toBe(one);
});

test.each<readonly [ItemContent, ItemContent]>([
	[
		['a', 'b'],
		['b', 'a']
	],
	[['a', 'b'], ['a,b']],
	[{ a: '1' }, { a: 1 }],
	[{ a: '","b":"' }, { a: '', b: '' }],
	[[], {}],
	['null', null]
])('tells %j from %j', async (one, other) => {
	expect(await version(one)).not.toBe(await version(other));
});
