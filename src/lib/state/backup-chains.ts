// Whether a backup's rooms are ones that a journal can be restored in: asked of a file that somebody opens, and of one
// that was just made.

import type { Backup } from '../core/backup/contents.ts';
import { toBase64url } from '../core/bytes.ts';
import type { DeviceId } from '../core/ids.ts';
import { readChain } from '../core/protocol/membership.ts';
import { importDevice } from '../platform/device-keys.ts';
import { webCrypto } from '../platform/webcrypto.ts';

/**
 * Whether the rooms are what they claim to be, by their chains: also without keys, which only decide how to go on. null:
 * they are; `newer`: a chain has statements of a version after this one.
 */
export async function chainFault({ journal, ...rooms }: Backup): Promise<'damaged' | 'newer' | null> {
	for (const side of ['shared', 'personal'] as const) {
		const { room, chain, device, epochs } = rooms[side];
		const read = await readChain(chain, webCrypto);
		if (!read.ok) return read.fault === 'unknown' ? 'newer' : 'damaged';
		const { members, devices } = read.chain;
		// The personal room's member is a name of its own; nobody else is in there.
		const isOwn = side === 'personal' ? members.size === 1 : members.has(journal.me);
		if (read.chain.room !== room || !isOwn) return 'damaged';
		if (device === null) continue;
		const { signPublic } = await importDevice(device);
		const entry = devices.get(toBase64url(signPublic) as DeviceId);
		const isMine = entry !== undefined && (side === 'personal' || entry.member === journal.me);
		if (!isMine || epochs.length === 0) return 'damaged';
	}
	return null;
}
