import * as encoding from 'lib0/encoding';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { isSoundUpdate } from './yjs-update.ts';

test('S10: only a whole Yjs update is one', () => {
	expect(isSoundUpdate(Uint8Array.of(0, 0))).toBe(true);
	for (const bytes of [[], [0], [1], [255, 255, 255], [1, 1, 5, 0, 4]]) {
		expect(isSoundUpdate(Uint8Array.from(bytes)), bytes.join()).toBe(false);
	}
});

/** One struct of client 99 at clock 0: behind `origin`, before `rightOrigin`, each an id of a struct. */
function oneStruct(origin: [number, number] | null, rightOrigin: [number, number] | null): Uint8Array {
	const encoder = encoding.createEncoder();
	for (const value of [1, 1, 99, 0]) encoding.writeVarUint(encoder, value);
	encoding.writeUint8(encoder, 4 | (origin ? 0x80 : 0) | (rightOrigin ? 0x40 : 0));
	for (const value of [...(origin ?? []), ...(rightOrigin ?? [])]) encoding.writeVarUint(encoder, value);
	encoding.writeVarString(encoder, 'x');
	encoding.writeVarUint(encoder, 0);
	return encoding.toUint8Array(encoder);
}

test('S10: a struct that refers to its own client’s future is refused, one that waits for another is not', () => {
	expect(isSoundUpdate(oneStruct([99, 0], null))).toBe(false);
	expect(isSoundUpdate(oneStruct([22, 7], [99, 500]))).toBe(false);
	expect(isSoundUpdate(oneStruct([22, 7], [22, 8]))).toBe(true);
});

test('what people really write is sound, merged and as a whole document too', () => {
	const edit = fc.record({ by: fc.nat(2), at: fc.nat(), kind: fc.nat(3) });
	fc.assert(
		fc.property(fc.array(edit, { minLength: 5, maxLength: 60 }), (edits) => {
			const docs = [1, 2, 3].map((client) => {
				const doc = new Y.Doc();
				doc.clientID = client;
				return doc;
			});
			const updates: Uint8Array[] = [];
			for (const doc of docs) {
				doc.on('update', (update: Uint8Array, origin: unknown) => {
					if (origin !== 'other') updates.push(update);
				});
			}
			for (const { by, at, kind } of edits) {
				const doc = docs[by]!;
				const text = doc.getText('t');
				if (kind === 0 && text.length > 0) text.delete(at % text.length, 1);
				else if (kind === 1) doc.getMap('m').set(`k${at % 5}`, new Y.Map([['a', new Y.Text('x')]]));
				else text.insert(at % (text.length + 1), 'ab');
				if (kind === 3) {
					for (const other of docs) Y.applyUpdate(other, Y.encodeStateAsUpdate(doc), 'other');
				}
			}
			for (const update of [...updates, Y.mergeUpdates(updates), Y.encodeStateAsUpdate(docs[0]!)]) {
				expect(isSoundUpdate(update)).toBe(true);
			}
		}),
		{ numRuns: 50 }
	);
});
