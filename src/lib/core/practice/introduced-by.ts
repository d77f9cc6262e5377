// Who introduced whom, as a forest. Two people may be said to have introduced each other: such a circle is opened at
// its first person, so that everybody is in the forest once.

import type { RecordId } from '../ids.ts';

export interface Introduced {
	readonly id: RecordId;
	readonly introducedBy: RecordId | null;
}

export interface TreeNode {
	readonly id: RecordId;
	/** null: where a tree begins. */
	readonly parent: RecordId | null;
	readonly depth: number;
	/** Everybody who goes back to this one, directly or not. */
	readonly led: number;
	/** It begins a tree only because the people in it introduced each other in a circle. */
	readonly circular: boolean;
}

/** Depth first, in the order given. An introducer who is not among the people begins no tree and ends none. */
export function introductionForest(people: readonly Introduced[]): readonly TreeNode[] {
	const here = new Set(people.map(({ id }) => id));
	const children = new Map<RecordId, RecordId[]>();
	const roots: RecordId[] = [];
	for (const { id, introducedBy } of people) {
		if (introducedBy === null || introducedBy === id || !here.has(introducedBy)) roots.push(id);
		else children.set(introducedBy, [...(children.get(introducedBy) ?? []), id]);
	}

	const nodes: TreeNode[] = [];
	const seen = new Set<RecordId>();
	/** A stack of its own: a chain of introductions may be longer than calls can nest. */
	function plant(root: RecordId, circular: boolean): void {
		const open: { id: RecordId; parent: RecordId | null; depth: number }[] = [
			{ id: root, parent: null, depth: 0 }
		];
		for (let next = open.pop(); next; next = open.pop()) {
			if (seen.has(next.id)) continue;
			seen.add(next.id);
			const { id, depth } = next;
			nodes.push({ ...next, led: 0, circular: circular && depth === 0 });
			for (const child of (children.get(id) ?? []).toReversed())
				open.push({ id: child, parent: id, depth: depth + 1 });
		}
	}
	for (const root of roots) plant(root, false);
	for (const { id } of people) if (!seen.has(id)) plant(id, true);

	// What comes after a node and lies deeper is what it led to.
	return nodes.map((node, at) => {
		const end = nodes.findIndex((other, index) => index > at && other.depth <= node.depth);
		return { ...node, led: (end < 0 ? nodes.length : end) - at - 1 };
	});
}
