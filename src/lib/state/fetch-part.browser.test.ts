import { expect, test } from 'vitest';
import { fetchPart, NotFetched } from './fetch-part.ts';

/** A module of this content, as the browser itself imports it. */
const module = (content: string): Promise<unknown> =>
	import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(content)}`);

test('a part that is nowhere to be had was not fetched', async () => {
	const nowhere = `${location.origin}/nowhere/${crypto.randomUUID()}.js`;
	await expect(fetchPart(() => import(/* @vite-ignore */ nowhere))).rejects.toBeInstanceOf(NotFetched);
});

test('a part that is there is handed on, and one that fails by itself fails as it does', async () => {
	expect(await fetchPart(() => module('export const answer = 42'))).toMatchObject({ answer: 42 });
	await expect(fetchPart(() => module('throw new RangeError("its own")'))).rejects.toBeInstanceOf(RangeError);
});
