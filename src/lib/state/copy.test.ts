import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { fromBase64url } from '../core/bytes.ts';
import { journalCopy } from './copy.ts';

interface Part {
	readonly content: Readonly<Record<string, unknown>> | null;
	readonly update: string;
}

const copyOf = (docs: { shared: Y.Doc; personal: Y.Doc }) =>
	JSON.parse(journalCopy('Career talks', docs, 0)) as { name: string; shared: Part; personal: Part };

function docWith(title: string): Y.Doc {
	const doc = new Y.Doc();
	doc.getMap('meta').set('title', title);
	return doc;
}

/** Nested one map in the other, from the outside in, as another member's device could have sent it. */
function nest(doc: Y.Doc, depth: number): void {
	let map = doc.getMap('people');
	doc.transact(() => {
		for (let level = 0; level < depth; level++) map = map.set('a', new Y.Map());
	});
}

test('a copy is readable as it is and has each document whole', () => {
	const copy = copyOf({ shared: docWith('ours'), personal: docWith('mine') });
	expect(copy).toMatchObject({
		name: 'Career talks',
		shared: { content: { meta: { title: 'ours' } } },
		personal: { content: { meta: { title: 'mine' } } }
	});
});

test.each([1000, 3000, 6000, 50_000])(
	'a document nested %i deep is in the copy too, if need be unread',
	(depth) => {
		const shared = docWith('ours');
		nest(shared, depth);
		const copy = copyOf({ shared, personal: docWith('mine') });
		if (depth >= 6000) expect(copy.shared.content).toBeNull();
		expect(copy.personal.content).toEqual({ meta: { title: 'mine' } });
		const again = new Y.Doc();
		Y.applyUpdate(again, fromBase64url(copy.shared.update)!);
		expect(again.getMap('meta').get('title')).toBe('ours');
		expect(Y.encodeStateVector(again)).toEqual(Y.encodeStateVector(shared));
	}
);
