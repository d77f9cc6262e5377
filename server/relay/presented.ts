// A membership chain that comes with a hello: it founds a room, or brings back what this relay has lost. Anybody may
// present one, so what costs little is checked first.

import { toBase64url } from '../../src/lib/core/bytes.ts';
import { newLogId } from '../../src/lib/core/ids.ts';
import type { DeviceId } from '../../src/lib/core/ids.ts';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import { compareChains, currentRole, readChain } from '../../src/lib/core/protocol/membership.ts';
import { glance } from './glance.ts';
import type { Glance } from './glance.ts';
import { mostStatements, turnOf } from './ports.ts';
import type { RelayPorts, Visitor } from './ports.ts';
import { notAllowed, refused } from './refused.ts';
import type { Hello, Refused } from './refused.ts';
import { roomTag } from './room.ts';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';

/**
 * Makes a room out of the chain that a member presents: a new one, or one that this relay has lost. Then nobody here knows
 * whether an invite that has expired by now was redeemed in time: the owner alone may say so.
 */
export async function create(
	ports: RelayPorts,
	rooms: Rooms,
	hello: Hello,
	visitor: Visitor
): Promise<Room | Refused> {
	const { proof, room: id, device } = hello;
	if (proof.kind !== 'chain') return refused(CLOSE.noSuchRoom, 'no such room');
	const { chain } = proof;
	const seen = look(ports, device, chain, 0);
	if ('kind' in seen) return seen;
	if (!chain[0] || toBase64url(await ports.crypto.sha256(chain[0])) !== id)
		return refused(CLOSE.malformed, 'chain');
	const denied = await limit(ports, hello, visitor);
	if (denied) return denied;
	const read = await readChain(chain, ports.crypto, turnOf(ports.defer));
	if (!read.ok) return refused(CLOSE.malformed, 'chain');
	if (seen.redeemsExpired && currentRole(read.chain, device) !== 'owner') return ownerFirst(ports);
	const created = ports.clock.now();
	const logId = newLogId((length) => ports.crypto.random(length));
	const outcome = await ports.store.createRoom({ room: id, logId, chain, created });
	if (outcome === 'created') ports.log({ event: 'room-created', room: roomTag(id) });
	return rooms.acquireCreated(id);
}

/**
 * Takes what a member knows of the chain and this relay does not: it was restored from an older state. Whether an invite
 * that has expired by now was redeemed in time, only the owner may say; else the chain would be a way around expiry.
 */
export async function learn(
	ports: RelayPorts,
	room: Room,
	device: DeviceId,
	theirs: readonly Uint8Array[]
): Promise<Refused | null> {
	const own = room.chain.statements;
	const order = compareChains(own, theirs);
	if (order === 'fork') return refused(CLOSE.fork, 'two membership chains');
	if (order !== 'behind') return null;
	const seen = look(ports, device, theirs, own.length);
	if ('kind' in seen) return seen;
	if (seen.redeemsExpired && currentRole(room.chain, device) !== 'owner') return ownerFirst(ports);
	const fault = await room.adopt(theirs);
	if (fault === 'fork') return refused(CLOSE.fork, 'two membership chains');
	return fault && refused(CLOSE.malformed, `chain: ${fault}`);
}

/** What can be said of a presented chain without checking a signature. `known`: statements that are the relay's own. */
function look(
	{ limits, clock }: RelayPorts,
	device: DeviceId,
	chain: readonly Uint8Array[],
	known: number
): Glance | Refused {
	const tooLong = refused(CLOSE.malformed, 'chain too long');
	if (chain.length > mostStatements(limits)) return tooLong;
	const seen = glance(chain, known, clock.now());
	if (!seen) return refused(CLOSE.malformed, 'chain');
	if (seen.invites > limits.invites) return tooLong;
	return seen.devices.has(device) ? seen : notAllowed('not-a-member');
}

/** Whether one room more may be made here, by whoever this is. */
async function limit(ports: RelayPorts, { token }: Hello, visitor: Visitor): Promise<Refused | null> {
	if ((await ports.store.countRooms()) >= ports.limits.rooms) return later(ports, 'no more rooms');
	const why = visitor.mayCreate(token);
	switch (why) {
		case 'admission':
			return notAllowed('admission');
		case 'too-many':
			return later(ports, 'too many rooms from this address');
		case null:
			return null;
	}
	return why satisfies never;
}

/** Not for good: once the owner has shown the chain, this device finds it here. */
const ownerFirst = (ports: RelayPorts): Refused => later(ports, 'the owner has to come first');

function later({ log }: RelayPorts, why: string): Refused {
	log({ event: 'refused', code: CLOSE.tryLater, why });
	return refused(CLOSE.tryLater, why);
}
