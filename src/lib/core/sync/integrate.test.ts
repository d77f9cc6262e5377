import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { integrate } from './integrate.ts';

const someUpdate = (): Uint8Array => {
	const doc = new Y.Doc();
	doc.getText('t').insert(0, 'heard');
	return Y.encodeStateAsUpdate(doc);
};

test('S6: an update counts as taken in although a listener fails, and the failure is not swallowed', async () => {
	const surfaced = new Promise<unknown>((resolve) => {
		const others = process.listeners('unhandledRejection');
		process.removeAllListeners('unhandledRejection');
		process.once('unhandledRejection', resolve);
		onTestFinished(() => {
			for (const other of others) process.on('unhandledRejection', other);
		});
	});
	const doc = new Y.Doc();
	doc.getText('t').observe(() => {
		throw new Error('a listener');
	});
	expect(integrate(doc, someUpdate(), 'log')).toBe(true);
	expect(doc.getText('t').toString()).toBe('heard');
	expect(await surfaced).toMatchObject({ message: 'a listener' });
});

test('an update that Yjs cannot take in is refused', () => {
	expect(integrate(new Y.Doc(), Uint8Array.of(1, 1, 0, 0, 255, 255), 'log')).toBe(false);
});

test('listeners see the origin and that it is not local', () => {
	const doc = new Y.Doc();
	const seen: unknown[] = [];
	doc.on('afterTransaction', (transaction) => seen.push(transaction.origin, transaction.local));
	integrate(doc, someUpdate(), 'log');
	expect(seen).toEqual(['log', false]);
});
