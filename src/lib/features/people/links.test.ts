import { expect, test } from 'vitest';
import { linksIn } from './links.ts';

test('R3-08: the addresses in research can be opened, without what ends the sentence', () => {
	expect(
		linksIn(
			'Her talk (https://example.org/talks?id=3), then http://example.org/a.\nAgain http://example.org/a'
		)
	).toEqual(['https://example.org/talks?id=3', 'http://example.org/a']);
});

test('R3-08: only web addresses become links', () => {
	expect(linksIn('javascript:alert(1) data:text/html,x example.org https:// <a href="file:///etc">')).toEqual(
		[]
	);
	expect(linksIn('')).toEqual([]);
});
