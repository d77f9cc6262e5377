// The members of a journal, from the membership chain (who) and the shared document (what they call themselves).

import type { DeviceId, MemberId } from '../core/ids.ts';
import type { Chain } from '../core/protocol/membership.ts';
import type { RoomStatus } from '../core/sync/room-status.ts';
import type { Member } from './contract.ts';

/** Person colours in the stylesheet. */
const COLOURS = 8;

/** The same on every device: in order of joining. */
export function colourOf(chain: Chain, member: MemberId): number {
	return Math.max(0, [...chain.members.keys()].indexOf(member)) % COLOURS;
}

export function membersOf(
	status: RoomStatus,
	me: MemberId,
	own: DeviceId,
	nameOf: (member: MemberId) => string
): Member[] {
	const { chain } = status;
	const connected = new Set(status.peers.map((peer) => chain.devices.get(peer.device)?.member));
	if (status.link === 'live') connected.add(chain.devices.get(own)?.member);
	return [...chain.members].map(([id, role]) => ({
		id,
		name: nameOf(id),
		role,
		self: id === me,
		online: connected.has(id),
		colour: colourOf(chain, id)
	}));
}
