// The state of a journal as a checkpoint would keep it.

import { encodeSnapshot, encodeStateAsUpdate, snapshot, type Doc } from 'yjs';
import { concat, toBase64url } from '../core/bytes.ts';
import { withdrawn, type Documents } from '../core/journal/as-of-withdrawn.ts';
import { memberKind } from '../core/schema/member.ts';
import { META } from '../core/schema/meta.ts';
import type { Clock } from '../core/sync/ports.ts';
import type { States } from '../platform/checkpoint-store.ts';
import { webCrypto } from '../platform/webcrypto.ts';

/** A state that could become a checkpoint; its fields mean what those of one do. */
export interface Made extends States {
	readonly at: number;
	readonly fingerprint: string;
	readonly withdrawals: readonly string[];
	/** Nobody has written anything yet, or nothing has arrived. */
	readonly empty: boolean;
}

export const both = ({ shared, personal }: Documents): readonly Doc[] => [shared, personal];

/** What every journal has that was started or joined. */
const FROM_THE_START: readonly string[] = [META, memberKind.table];

const isEmpty = (doc: Doc): boolean =>
	[...doc.share].every(([name, { _map }]) => FROM_THE_START.includes(name) || _map.size === 0);

/** null while something that arrived waits for what it builds on: such a state would be half of one. */
export async function stateOf(docs: Documents, clock: Clock): Promise<Made | null> {
	if (both(docs).some(({ store }) => store.pendingStructs !== null || store.pendingDs !== null)) return null;
	const at = clock.now();
	const [shared, personal] = [encodeStateAsUpdate(docs.shared), encodeStateAsUpdate(docs.personal)];
	const withdrawals = withdrawn(docs);
	const empty = both(docs).every(isEmpty);
	// The same for the same content, however its parts were merged on the way.
	const held = concat(...both(docs).map((doc) => encodeSnapshot(snapshot(doc))));
	const fingerprint = toBase64url(await webCrypto.sha256(held));
	return { at, shared, personal, fingerprint, withdrawals, empty };
}
