// Whether bytes may be given to Yjs at all. That must depend on the bytes alone, so that every device judges alike.

import * as Y from 'yjs';

/**
 * Whether the bytes are a whole Yjs update that cannot trip Yjs. It checks that what a struct refers to is there, but not
 * for structs of the same client: one that refers to its own client's future is taken in, or waits, and throws later, in the
 * middle of somebody else's update, which would then be the one that is lost.
 */
export function isSoundUpdate(bytes: Uint8Array): boolean {
	try {
		return Y.decodeUpdate(bytes).structs.every(refersBack);
	} catch {
		return false;
	}
}

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number];

function refersBack(struct: Struct): boolean {
	if (!(struct instanceof Y.Item)) return true;
	const { client, clock } = struct.id;
	const parent: unknown = struct.parent;
	return [struct.origin, struct.rightOrigin, parent].every(
		(id) => !(id instanceof Y.ID) || id.client !== client || id.clock < clock
	);
}
