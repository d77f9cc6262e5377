import * as fc from 'fast-check';
import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { editText, newText, spliceBetween } from './text.ts';

const texts = fc.string({
	unit: fc.constantFrom('a', 'b', '\n', '\u{1F600}', '\u{1F601}', '\u{1F469}\u200D', 'é')
});

function textOf(content: string): Y.Text {
	const doc = new Y.Doc();
	const text = doc.getText('text');
	text.insert(0, content);
	return text;
}

test('an edit makes the text read what was asked for, in one transaction, and never cuts a character in two', () => {
	fc.assert(
		fc.property(texts, texts, (before, after) => {
			const text = textOf(before);
			const origins: unknown[] = [];
			text.doc!.on('update', (_, origin) => origins.push(origin));
			editText(text, after, 'input');
			expect(text.toString()).toBe(after);
			expect(origins).toEqual(before === after ? [] : ['input']);
			const { at, remove, insert } = spliceBetween(before, after);
			for (const piece of [before.slice(at, at + remove), insert])
				expect(piece).not.toMatch(/\p{Surrogate}/u);
		})
	);
});

test('only what differs is replaced, so that words typed at the same time elsewhere stay', () => {
	const mine = textOf('She likes the team.');
	const theirs = new Y.Doc();
	Y.applyUpdate(theirs, Y.encodeStateAsUpdate(mine.doc!));
	editText(theirs.getText('text'), 'She likes the team. A lot.', null);
	editText(mine, 'She loves the team.', null);
	Y.applyUpdate(mine.doc!, Y.encodeStateAsUpdate(theirs));
	expect(mine.toString()).toBe('She loves the team. A lot.');
});

test('S2: half a character becomes a replacement mark before it is stored, so that both devices hold the same', () => {
	const text = textOf('');
	editText(text, 'a\ud83d', null);
	const other = new Y.Doc();
	Y.applyUpdate(other, Y.encodeStateAsUpdate(text.doc!));
	expect(text.toString()).toBe('a\ufffd');
	expect(other.getText('text').toString()).toBe(text.toString());
	const added = new Y.Doc().getMap<Y.Text>('map');
	added.set('text', newText('\udc00b'));
	expect(added.get('text')!.toString()).toBe('\ufffdb');
});

test('a text with something embedded in it does not break an edit', () => {
	const text = textOf('ab');
	text.insertEmbed(1, { picture: 'x' });
	expect(() => editText(text, 'abc', null)).not.toThrow();
	expect(() => editText(text, '', null)).not.toThrow();
});

test('what another program embedded in a text stays, and the words around it are edited where they stand', () => {
	fc.assert(
		fc.property(texts, texts, fc.array(fc.nat({ max: 12 })), (before, after, places) => {
			const text = textOf(before);
			for (const place of places) text.insertEmbed(Math.min(place, text.length), { image: 'x' });
			editText(text, after, 'input');
			expect(text.toString()).toBe(after);
			expect(text.length).toBe(after.length + places.length);
		})
	);
});
