import { expect, test } from 'vitest';
import type { Row } from '../core/export/table.ts';
import { talkMarkdown } from './export-talk.ts';

const talk = { id: 'talk', who: 'Designer', date: '2026-11-03' };

/** What stands in the file for somebody's own words. */
function written(words: string): string {
	const facts = [{ id: 'fact', talk: 'talk', summary: words }];
	const text = talkMarkdown(talk, (table) => (table === 'facts' ? facts : []));
	return text.slice(text.indexOf('## Played back\n\n') + '## Played back\n\n'.length).trimEnd();
}

test.each([
	[
		'an image, which a viewer would load',
		'![](https://x.example/a.png)',
		String.raw`!\[](https://x.example/a.png)`
	],
	['an image by reference', '![a][b]\n\n[b]: https://x.example', '!\\[a]\\[b]\n\n\\[b]: https://x.example'],
	['a link', 'see [this](https://x.example)', String.raw`see \[this](https://x.example)`],
	['markup', '<img src="https://x.example">', String.raw`\<img src="https://x.example">`],
	['a heading', 'so\n# Notes', 'so\n\\# Notes'],
	['an image behind a backslash', String.raw`\![](https://x.example)`, String.raw`\\!\[](https://x.example)`],
	['brackets behind a backslash', String.raw`!\[](https://x.example)`, String.raw`!\\\[](https://x.example)`],
	['markup behind a backslash', String.raw`\<img src=x>`, String.raw`\\\<img src=x>`]
])('what people wrote is shown as they typed it: %s', (_, words, text) => {
	expect(written(words)).toBe(text);
});

test.each(['60 % of it, "as is" (mostly)!', 'a * b_c - d', '2024 > 2023'])(
	'words without markup are left as they are: %s',
	(words) => {
		expect(written(words)).toBe(words);
	}
);

test('in every place of the file', () => {
	const image = '![](https://x.example/a.png)';
	const known: Row = { archived: false, notes: true, done: false, due: null };
	const row = new Proxy(known, { get: (_, name) => (String(name) in known ? known[String(name)] : image) });
	const text = talkMarkdown({ ...talk, who: image }, () => [row]);
	expect(text.split('https://x.example').length).toBeGreaterThan(10);
	expect(text).not.toContain('![');
});
