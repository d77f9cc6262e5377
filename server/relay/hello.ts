// Whether a device that says hello may come in, and as what. The signatures are checked before anything is looked up.

import { equal, fromBase64url } from '../../src/lib/core/bytes.ts';
import type { DeviceId, InviteId } from '../../src/lib/core/ids.ts';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import { currentRole } from '../../src/lib/core/protocol/membership.ts';
import { helloSignedBytes } from '../../src/lib/core/protocol/messages.ts';
import type { LogPosition } from '../../src/lib/core/protocol/messages.ts';
import { whyNot } from './invites.ts';
import type { RelayPorts, Visitor } from './ports.ts';
import { create, learn } from './presented.ts';
import { notAllowed, refused } from './refused.ts';
import type { Hello, Refused } from './refused.ts';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';

export type Admission =
	| Refused
	/** The room is acquired for the caller. `known`: how far the device has this very log; null: it does not. */
	| { readonly kind: 'member'; readonly room: Room; readonly known: number | null }
	/** The room is acquired for the caller. `redeemed`: by this very device, earlier. */
	| { readonly kind: 'invitee'; readonly room: Room; readonly invite: InviteId; readonly redeemed: boolean };

/** @param challenge what this connection's hello must be signed over */
export async function admit(
	ports: RelayPorts,
	rooms: Rooms,
	challenge: { readonly nonce: Uint8Array; readonly origin: string },
	hello: Hello,
	visitor: Visitor
): Promise<Admission> {
	if (!(await isSigned(ports, challenge, hello))) return refused(CLOSE.notAuthenticated, 'signature');
	const room = (await rooms.acquire(hello.room)) ?? (await create(ports, rooms, hello, visitor));
	if ('kind' in room) return room;
	try {
		const admission = await judge(ports, room, hello);
		if (admission.kind === 'refused') rooms.release(room.id);
		return admission;
	} catch (error) {
		rooms.release(room.id);
		throw error;
	}
}

async function isSigned(
	{ crypto }: RelayPorts,
	challenge: { readonly nonce: Uint8Array; readonly origin: string },
	{ room, device, signature, proof }: Hello
): Promise<boolean> {
	const fields = { ...challenge, room, device };
	if (!(await crypto.verify(keyOf(device), helloSignedBytes('device', fields), signature))) return false;
	if (proof.kind !== 'invite') return true;
	return crypto.verify(keyOf(proof.invite), helloSignedBytes('invite', fields), proof.signature);
}

async function judge(ports: RelayPorts, room: Room, hello: Hello): Promise<Admission> {
	const { device, proof } = hello;
	if (proof.kind === 'invite') {
		const invite = room.chain.invites.get(proof.invite);
		const why = whyNot(invite, device, ports.clock.now());
		if (why) return notAllowed(why);
		return { kind: 'invitee', room, invite: proof.invite, redeemed: invite?.state !== 'open' };
	}
	if (proof.kind === 'chain') {
		const problem = await learn(ports, room, device, proof.chain);
		if (problem) return problem;
	}
	if (!currentRole(room.chain, device)) return notAllowed('not-a-member');
	// A member that comes back without its invite has what was in the box.
	for (const [invite, { state }] of room.chain.invites)
		if (typeof state === 'object' && state.redeemedBy === device) await ports.store.dropBox(room.id, invite);
	return { kind: 'member', room, known: await knownOf(ports, room, hello.position) };
}

/** The device's position if it is one in this very log. */
async function knownOf(
	{ store }: RelayPorts,
	room: Room,
	position: LogPosition | null
): Promise<number | null> {
	if (position?.logId !== room.logId) return null;
	const hash = await store.hashAt(room.id, position.seq);
	return hash && equal(hash, position.hash) ? position.seq : null;
}

function keyOf(id: DeviceId | InviteId): Uint8Array {
	const key = fromBase64url(id);
	if (!key) throw new Error('an id that is not base64url');
	return key;
}
