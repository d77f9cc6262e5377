// Applying what the log says. Yjs throws in two very different cases: it cannot take an update in, or it has taken it in
// and somebody who listens has failed. Only the first is the update's fault.

import * as Y from 'yjs';
import { surface } from './surface.ts';

/**
 * Applies an update. A listener's error is thrown again on its own, after this has returned.
 * @returns false when Yjs cannot take the update in
 */
export function integrate(doc: Y.Doc, update: Uint8Array, origin: unknown): boolean {
	let taken = false;
	try {
		Y.transact(
			doc,
			() => {
				Y.applyUpdate(doc, update, origin);
				taken = true;
			},
			origin,
			false
		);
	} catch (error) {
		if (taken) surface(error);
	}
	return taken;
}
