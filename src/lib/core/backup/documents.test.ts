import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { documentOf, holdsAll, takeDocument } from './documents.ts';

function written(): Y.Doc {
	const doc = new Y.Doc();
	doc.getText('notes').insert(0, 'Decisions are written down');
	doc.getMap('people').set('a', new Y.Map([['alias', 'Product lead']]));
	return doc;
}

const again = (doc: Y.Doc): Y.Doc => documentOf({ update: Y.encodeStateAsUpdate(doc) })!;

describe('a document that was read back holds all', () => {
	test('when nothing is missing', () => {
		const doc = written();
		doc.getText('notes').delete(0, 10);
		expect(holdsAll(again(doc), takeDocument(doc))).toBe(true);
	});

	test.each<[string, (doc: Y.Doc) => void]>([
		['the last word', (doc) => doc.getText('notes').insert(26, ', always')],
		['a deletion', (doc) => doc.getText('notes').delete(0, 10)],
		['a record', (doc) => doc.getMap('people').set('b', new Y.Map())]
	])('not when %s is missing', (_, change) => {
		const doc = written();
		const before = again(doc);
		change(doc);
		expect(holdsAll(before, takeDocument(doc))).toBe(false);
	});

	test('not when it counts other records, whatever its state vector says', () => {
		const doc = written();
		const taken = takeDocument(doc);
		expect(holdsAll(again(doc), { ...taken, records: new Map([['people', 2]]) })).toBe(false);
	});
});

test('bytes that are no document are none', () => {
	expect(documentOf({ update: Uint8Array.of(1, 2, 3, 4, 5) })).toBeNull();
});
