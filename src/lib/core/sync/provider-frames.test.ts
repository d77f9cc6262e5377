import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as syncProtocol from 'y-protocols/sync';
import { awarenessFrame, EMPTY_STEP_2, KEEPALIVE, readProviderFrame } from './provider-frames.ts';

/** As a provider reads a frame: the first number says what follows. */
function asProvider(
	frame: Uint8Array,
	doc: Y.Doc,
	awareness: Awareness
): { read: number; answer: Uint8Array } {
	const decoder = decoding.createDecoder(frame);
	const answer = encoding.createEncoder();
	if (decoding.readVarUint(decoder) === 0) {
		return {
			read: syncProtocol.readSyncMessage(decoder, answer, doc, 'provider'),
			answer: encoding.toUint8Array(answer)
		};
	}
	applyAwarenessUpdate(awareness, decoding.readVarUint8Array(decoder), 'provider');
	return { read: -1, answer: encoding.toUint8Array(answer) };
}

function peer() {
	const doc = new Y.Doc();
	const awareness = new Awareness(doc);
	return { doc, awareness, take: (frame: Uint8Array) => asProvider(frame, doc, awareness) };
}

const framed = (type: number, write: (encoder: encoding.Encoder) => void): Uint8Array => {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, type);
	write(encoder);
	return encoding.toUint8Array(encoder);
};

test('the empty step 2 is one, changes nothing and asks for no answer', () => {
	const { doc, take, awareness } = peer();
	let changed = false;
	doc.on('update', () => (changed = true));
	expect(take(EMPTY_STEP_2)).toEqual({ read: syncProtocol.messageYjsSyncStep2, answer: new Uint8Array(0) });
	expect(changed).toBe(false);
	awareness.destroy();
});

test('the keepalive is about nobody', () => {
	const { take, awareness } = peer();
	let changed = false;
	awareness.on('update', () => (changed = true));
	take(KEEPALIVE);
	expect(changed).toBe(false);
	awareness.destroy();
});

test('awareness comes and goes as a provider understands it', () => {
	const { take, awareness } = peer();
	take(awarenessFrame([{ client: 5, clock: 1, state: '{"member":"ana"}' }]));
	expect(awareness.getStates().get(5)).toEqual({ member: 'ana' });
	take(awarenessFrame([{ client: 5, clock: 1, state: 'null' }]));
	expect(awareness.getStates().has(5)).toBe(false);
	take(awarenessFrame([{ client: 5, clock: 2, state: '{"member":"ana"}' }]));
	expect(awareness.getStates().has(5)).toBe(true);
	awareness.destroy();
});

test('what a provider sends is told apart', () => {
	const { doc, awareness } = peer();
	doc.getText('t').insert(0, 'x');
	awareness.setLocalState({ member: 'sam' });
	const update = Y.encodeStateAsUpdate(doc);
	expect(readProviderFrame(framed(0, (to) => syncProtocol.writeSyncStep1(to, doc)))).toEqual({
		kind: 'step1'
	});
	expect(readProviderFrame(framed(0, (to) => syncProtocol.writeSyncStep2(to, doc)))).toEqual({
		kind: 'other'
	});
	expect(readProviderFrame(framed(0, (to) => syncProtocol.writeUpdate(to, update)))).toEqual({
		kind: 'other'
	});
	expect(readProviderFrame(framed(3, () => undefined))).toEqual({ kind: 'other' });
	const states = encodeAwarenessUpdate(awareness, [doc.clientID]);
	const read = readProviderFrame(framed(1, (to) => encoding.writeVarUint8Array(to, states)));
	expect(read).toMatchObject({
		kind: 'awareness',
		states: [{ client: doc.clientID, state: '{"member":"sam"}' }]
	});
	awareness.destroy();
});
