// What the corner of every screen may claim of the others: that they have everything, or have seen everything.

import type { MemberId } from '../core/ids.ts';
import type { OtherMember, Others } from '../core/sync/others.ts';
import type { SyncFacts } from '../core/sync/status-words.ts';

type Claims = Pick<SyncFacts, 'deliveredTo' | 'seenBy'>;

/** @param versions what there is to be seen, in the versions that are here now; null while that is not known */
export function claimsOf(
	others: Others,
	versions: ReadonlyMap<string, string> | null,
	nameOf: (member: MemberId) => string
): Claims {
	const members = [...others].map(([member, facts]) => ({ name: nameOf(member), ...facts }));
	return {
		deliveredTo: members.flatMap(({ name, delivered }) =>
			delivered?.all ? [{ name, at: delivered.at }] : []
		),
		seenBy: members.flatMap(({ name, seen }) => {
			const at = versions && allSeen(versions, seen);
			return at === null ? [] : [{ name, at }];
		})
	};
}

/** When the last of them was seen; null when not each was, in this very version. */
function allSeen(versions: ReadonlyMap<string, string>, seen: OtherMember['seen']): number | null {
	const known = [...versions].map(([item, version]) => {
		const one = seen.get(item);
		return one?.version === version ? one.at : null;
	});
	const times = known.filter((at) => at !== null);
	return times.length === 0 || times.length < known.length ? null : Math.max(...times);
}
