// What is written into the rooms of the sync benchmarks: keys typed one by one, and journals of real records.

import * as Y from 'yjs';
import { newMemberId } from '../../src/lib/core/ids.ts';
import { seededRandom } from '../support/sync-crypto.ts';
import { generateJournal } from './journal.ts';

export interface Content {
	/** All of it as one Yjs update. */
	readonly update: Uint8Array;
	/** What a device that has it tells a Yjs server at connecting. */
	readonly stateVector: Uint8Array;
}

const SENTENCE = 'They ship once a week, and nobody reads the roadmap. ';

/** One Yjs update for each key of somebody who types; every 40th takes one back. */
export function typedKeys(count: number): Uint8Array[] {
	const doc = new Y.Doc();
	const updates: Uint8Array[] = [];
	doc.on('update', (update: Uint8Array) => updates.push(update));
	const text = doc.getText('note');
	for (let key = 0; key < count; key++)
		if (key % 40 === 39) text.delete(text.length - 1, 1);
		else text.insert(text.length, SENTENCE.charAt(key % SENTENCE.length));
	return updates;
}

/** How many typed keys are in an update; a server may have merged what it was sent. */
export function keysIn(update: Uint8Array): number {
	const { structs, ds } = Y.decodeUpdate(update);
	const typed = structs.reduce((sum, struct) => sum + struct.length, 0);
	const taken = [...ds.clients.values()].flat().reduce((sum, { len }) => sum + len, 0);
	return typed + taken;
}

/** A note of some hundred characters, typed. */
export const typedNote = (): Content => contentOf(typedKeys(400));

/**
 * The shared document of a journal of 180 or 360 talks, or of several such journals in one document.
 * @param halfYears ½: about 260 kB; 1: about 530 kB; 3: about 1.6 MB
 */
export function journalContent(halfYears: number): Content {
	const updates: Uint8Array[] = [];
	for (let left = halfYears; left > 0; left--) {
		const seed = `bench ${left}`;
		const me = newMemberId(seededRandom(seed));
		const { shared } = generateJournal({ shared: new Y.Doc(), personal: new Y.Doc() }, me, seed).updates;
		updates.push(...shared.slice(0, shared.length * Math.min(1, left)));
	}
	return contentOf(updates);
}

function contentOf(updates: readonly Uint8Array[]): Content {
	const doc = new Y.Doc();
	doc.transact(() => {
		for (const update of updates) Y.applyUpdate(doc, update);
	});
	return { update: Y.encodeStateAsUpdate(doc), stateVector: Y.encodeStateVector(doc) };
}
