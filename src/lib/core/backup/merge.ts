// A backup's words into a journal that is here already. Yjs merges them as it merges those of another device: what was
// deleted or taken back here stays so, because a deletion names what it deletes, whenever that arrives.

import * as Y from 'yjs';
import type { OpenBackup } from './backup.ts';

/** The origin of what a merge brings. No undo history follows it. */
const MERGED = Symbol('from a backup');

interface Docs {
	readonly shared: Y.Doc;
	readonly personal: Y.Doc;
}

/**
 * @param sides the documents that this member may write to
 * @returns whether the backup had anything that was not here
 */
export function mergeBackup(
	docs: Docs,
	{ backup }: Pick<OpenBackup, 'backup'>,
	sides: readonly (keyof Docs)[]
): boolean {
	const before = sides.map((side) => Y.snapshot(docs[side]));
	for (const side of sides) Y.applyUpdate(docs[side], backup[side].update, MERGED);
	return sides.some((side, at) => !Y.equalSnapshots(before[at]!, Y.snapshot(docs[side])));
}
