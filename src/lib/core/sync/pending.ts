// What of a document waits for something that has not come: Yjs keeps it aside, where no comparison of two documents
// looks.

import * as Y from 'yjs';

/** Clocks of one client, the last one not included. */
type Range = readonly [from: number, to: number];
type Places = ReadonlyMap<number, readonly Range[]>;

/** Changes that wait, as the places that they insert and the places that they delete. */
function pendingIn({ store }: Y.Doc): readonly [inserted: Places, deleted: Places] {
	const changes = [store.pendingStructs?.update, store.pendingDs].flatMap((update) =>
		update ? [Y.decodeUpdateV2(update)] : []
	);
	const structs = changes.flatMap((change) => change.structs.filter((struct) => !(struct instanceof Y.Skip)));
	const deletions = changes.flatMap(({ ds }) => [...ds.clients]);
	return [
		placesOf(structs.map(({ id: { client, clock }, length }) => [client, [[clock, clock + length]]])),
		placesOf(
			deletions.map(([client, items]) => [client, items.map(({ clock, len }) => [clock, clock + len])])
		)
	];
}

function placesOf(found: readonly (readonly [client: number, ranges: readonly Range[]])[]): Places {
	const places = new Map<number, Range[]>();
	for (const [client, ranges] of found) places.set(client, [...(places.get(client) ?? []), ...ranges]);
	for (const ranges of places.values()) ranges.sort(([a], [b]) => a - b);
	return places;
}

/** @param ranges by where they begin */
function isIn(ranges: readonly Range[], [from, to]: Range): boolean {
	let at = from;
	for (const range of ranges) if (range[0] <= at) at = Math.max(at, range[1]);
	return at >= to;
}

/** Whether something waits in `doc` and not in `other`, which holds nothing that is not in `doc`. */
export function hasMorePending(doc: Y.Doc, other: Y.Doc): boolean {
	if (doc.store.pendingStructs === null && doc.store.pendingDs === null) return false;
	const theirs = pendingIn(other);
	return pendingIn(doc).some((places, i) =>
		[...places].some(([client, ranges]) => ranges.some((range) => !isIn(theirs[i]?.get(client) ?? [], range)))
	);
}
