// Making and revoking invites; fetched when one is. The statement is signed here and handed to the tab that leads.

import { toBase64url } from '../core/bytes.ts';
import { type DeviceId, type InviteId, newMemberId } from '../core/ids.ts';
import { stateNext } from '../core/protocol/membership.ts';
import type { Submitted } from '../core/sync/connection-host.ts';
import { encodeInviteFragment, inviteKeys, makeInvite } from '../core/sync/invite.ts';
import { deviceFrom, webCrypto } from '../platform/webcrypto.ts';
import type { InviteRole, OpenInvite, Outcome } from './contract.ts';
import type { Problem } from './problems.ts';
import { random, relayNow } from './here.ts';
import type { OpenRoom } from './room/open-room.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Another statement may come in between; each attempt signs anew. */
const ATTEMPTS = 3;

/**
 * States an invite.
 * @param input.days until it expires, by the relay's clock
 * @param input.keepLink is given the link before the invite counts: whoever sees the one must be able to copy the other
 */
export async function createInvite(
	room: OpenRoom,
	{ role, days, keepLink }: { role: InviteRole; days: number; keepLink: (id: InviteId, link: string) => void }
): Promise<Outcome<OpenInvite>> {
	const epochKey = room.epochs.find(({ epoch }) => epoch === room.status.chain.epoch);
	if (!epochKey) return { ok: false, problem: 'entries-held' };
	const secret = random(32);
	const terms = { member: newMemberId(random), role, expires: relayNow(room.status) + days * DAY_MS };
	const { status } = room;
	const device = deviceFrom(room.device);
	const link = `${location.origin}/join#${encodeInviteFragment({ room: status.chain.room, secret })}`;
	const { id } = await inviteKeys(webCrypto, secret);
	keepLink(id, link);
	const how = await submit(room, () =>
		makeInvite(webCrypto, device, room.status.chain, epochKey, secret, terms)
	);
	if (how !== 'done') return { ok: false, problem: problemOf(room, how) };
	return { ok: true, value: { id, role, expiresAt: terms.expires, link } };
}

/** States that an invite counts no longer. */
export async function revokeInvite(room: OpenRoom, id: InviteId): Promise<Outcome> {
	const { signer } = deviceFrom(room.device);
	const author = toBase64url(signer.publicKey) as DeviceId;
	const how = await submit(room, async () => ({
		statement: await stateNext(room.status.chain, { kind: 'revoke-invite', author, invite: id }, [signer]),
		box: null
	}));
	return how === 'done' ? { ok: true, value: null } : { ok: false, problem: problemOf(room, how) };
}

async function submit(
	room: OpenRoom,
	make: () => Promise<{ statement: Uint8Array; box: Uint8Array | null }>
): Promise<Submitted> {
	let how: Submitted = 'stale';
	for (let attempt = 0; attempt < ATTEMPTS && how === 'stale'; attempt++) {
		const { statement, box } = await make();
		how = await room.submit(statement, box);
	}
	return how;
}

/** Where the relay has not made the room, no connection would help. */
const problemOf = ({ status }: OpenRoom, how: Exclude<Submitted, 'done'>): Problem =>
	how === 'offline' && status.ended?.reason === 'admission' ? 'relay-closed' : submitProblem(how);

/** What a person is told of a statement that was not taken. */
export function submitProblem(how: Exclude<Submitted, 'done'>): Problem {
	switch (how) {
		case 'offline':
		case 'stale':
			return 'relay-unreachable';
		case 'invite-used':
		case 'invite-expired':
		case 'invite-revoked':
			return how;
		case 'invite-unknown':
			return 'invite-foreign';
		case 'malformed':
		case 'signature':
			return 'relay-bad-message';
		case 'not-allowed':
			return 'not-owner';
	}
	return how satisfies never;
}
