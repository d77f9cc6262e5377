// A real trace of two people who write into one text at the same time, as Yjs updates in the order in which a log has them.

import * as Y from 'yjs';
import { knownOfOther, readTrace } from '../support/friendsforever.ts';

export interface Replayed {
	/** One for each key: how the log looks when each leaves at once. */
	readonly keys: readonly Uint8Array[];
	/** One for what somebody writes between two readings of the other: as if each had waited for an answer. */
	readonly turns: readonly Uint8Array[];
	/** The document in the end, as one update. */
	readonly state: Uint8Array;
}

/** Replays the trace, each key where exactly what its author had seen has arrived. */
export function replayTrace(): Replayed {
	const trace = readTrace();
	const known = knownOfOther(trace);
	const read = new Set(known);
	const docs = [docOf(1), docOf(2)] as const;
	const written = [[], []] as [{ readonly index: number; readonly update: Uint8Array }[], Waiting];
	const since: [Uint8Array[], Uint8Array[]] = [[], []];
	const keys: Uint8Array[] = [];
	const turns: Uint8Array[] = [];
	const end = (agent: 0 | 1): void => {
		if (since[agent].length > 0) turns.push(Y.mergeUpdates(since[agent]));
		since[agent] = [];
	};
	for (const [index, { agent, patches }] of trace.txns.entries()) {
		const doc = docs[agent];
		const others = written[agent === 0 ? 1 : 0];
		while (others[0] && others[0].index <= known[index]!) Y.applyUpdate(doc, others.shift()!.update);
		const update = updateBy(doc, () => {
			const text = doc.getText('trace');
			for (const [position, deleted, inserted] of patches) {
				if (deleted > 0) text.delete(position, deleted);
				if (inserted !== '') text.insert(position, inserted);
			}
		});
		keys.push(update);
		written[agent].push({ index, update });
		since[agent].push(update);
		if (read.has(index)) end(agent);
	}
	end(0);
	end(1);
	const last = new Y.Doc();
	for (const update of keys) Y.applyUpdate(last, update);
	if (last.getText('trace').toString() !== trace.endContent) throw new Error('the trace ended otherwise');
	return { keys, turns, state: Y.encodeStateAsUpdate(last) };
}

type Waiting = { readonly index: number; readonly update: Uint8Array }[];

function docOf(client: number): Y.Doc {
	const doc = new Y.Doc();
	// The trace decides who comes first where both write.
	doc.clientID = client;
	return doc;
}

function updateBy(doc: Y.Doc, write: () => void): Uint8Array {
	let made: Uint8Array | null = null;
	const take = (update: Uint8Array): void => void (made = update);
	doc.on('update', take);
	doc.transact(write);
	doc.off('update', take);
	if (!made) throw new Error('a key that changed nothing');
	return made;
}
