// The membership chain: who may do what in a room, as signed statements that every device and the relay check alike.
// A chain only grows. What it says is derived here from its statements and nowhere else.

import { equal, fromBase64url, toBase64url } from '../bytes.ts';
import type { DeviceId, InviteId, MemberId, RoomId } from '../ids.ts';
import type { Device, Signer, Verifier } from './crypto.ts';
import {
	decodeStatement,
	GENESIS_LINK,
	type Link,
	type Role,
	signStatement,
	type Statement,
	type StatementBody,
	UNKNOWN_STATEMENT
} from './statement.ts';

export type { Role } from './statement.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export interface DeviceEntry {
	readonly member: MemberId;
	/** X25519 public key. */
	readonly exchange: Uint8Array;
	/** Number of the statement that brought it in. */
	readonly since: number;
}

export interface InviteEntry {
	readonly member: MemberId;
	readonly role: Exclude<Role, 'owner'>;
	/** Milliseconds since the epoch. */
	readonly expires: number;
	readonly exchange: Uint8Array;
	/** The device that created it: whose X25519 key the box is wrapped with. */
	readonly author: DeviceId;
	readonly state: 'open' | 'revoked' | { readonly redeemedBy: DeviceId };
}

export interface Chain {
	readonly room: RoomId;
	/** As received, genesis first. */
	readonly statements: readonly Uint8Array[];
	/** Hash of the last statement, 32 bytes. */
	readonly head: Uint8Array;
	/** The epoch of the room's key; rotation comes with removal. */
	readonly epoch: number;
	readonly members: ReadonlyMap<MemberId, Role>;
	readonly devices: ReadonlyMap<DeviceId, DeviceEntry>;
	readonly invites: ReadonlyMap<InviteId, InviteEntry>;
	/** Statement numbers by their hash (base64url). */
	readonly numbers: ReadonlyMap<string, number>;
}

export type ChainFault =
	| 'malformed'
	/** A kind or version that this build does not know. */
	| 'unknown'
	/** Not the next one of this chain. */
	| 'stale'
	| 'signature'
	| 'not-allowed'
	| 'invite-unknown'
	| 'invite-used'
	| 'invite-revoked';

export type ChainResult =
	{ readonly ok: true; readonly chain: Chain } | { readonly ok: false; readonly fault: ChainFault };

const FIRST_EPOCH = 1;
const fail = (fault: ChainFault): ChainResult => ({ ok: false, fault });

/** Where the next statement links to. */
const nextLink = (chain: Chain): Link => ({
	room: fromBase64url(chain.room)!,
	number: chain.statements.length,
	previous: chain.head
});

/** A new room: its genesis, signed by the owner's device. */
export async function foundRoom(crypto: Verifier, device: Device, owner: MemberId): Promise<Chain> {
	const body: StatementBody = {
		kind: 'genesis',
		salt: crypto.random(16),
		owner,
		keys: {
			device: toBase64url(device.signer.publicKey) as DeviceId,
			exchange: device.exchange.publicKey
		}
	};
	const result = await readChain([await signStatement(GENESIS_LINK, body, [device.signer])], crypto);
	if (!result.ok) throw new Error(`own genesis refused: ${result.fault}`);
	return result.chain;
}

/** The next statement of a chain, signed. It takes effect only through `extendChain`. */
export const stateNext = (chain: Chain, body: StatementBody, signers: readonly Signer[]): Promise<Bytes> =>
	signStatement(nextLink(chain), body, signers);

/** Statements between two pauses. */
const PAUSE_EVERY = 16;

/**
 * Checks a whole chain from its genesis.
 * @param pause awaited now and then, so that a long chain does not hold up everything else
 */
export async function readChain(
	statements: readonly Uint8Array[],
	crypto: Verifier,
	pause?: () => Promise<void>
): Promise<ChainResult> {
	const [first, ...rest] = statements;
	if (!first) return fail('malformed');
	const founded = await readGenesis(first, crypto);
	return founded.ok ? extendChainBy(founded.chain, rest, crypto, pause) : founded;
}

/** The same for a chain whose signatures were checked before it was stored: its structure alone is checked again. */
export function readTrustedChain(
	statements: readonly Uint8Array[],
	crypto: Verifier,
	pause?: () => Promise<void>
): Promise<ChainResult> {
	const trusting: Verifier = {
		random: (length) => crypto.random(length),
		sha256: (bytes) => crypto.sha256(bytes),
		verify: () => Promise.resolve(true)
	};
	return readChain(statements, trusting, pause);
}

async function readGenesis(bytes: Uint8Array, crypto: Verifier): Promise<ChainResult> {
	const statement = decodeStatement(bytes);
	if (statement === UNKNOWN_STATEMENT) return fail('unknown');
	if (statement?.body.kind !== 'genesis' || !linksTo(statement.link, GENESIS_LINK)) return fail('malformed');
	const { owner, keys } = statement.body;
	if (!(await signedBy(statement, [keys.device], crypto))) return fail('signature');
	const head = await crypto.sha256(bytes);
	return {
		ok: true,
		chain: {
			room: toBase64url(head) as RoomId,
			statements: [bytes],
			head,
			epoch: FIRST_EPOCH,
			members: new Map([[owner, 'owner']]),
			devices: new Map([[keys.device, { member: owner, exchange: keys.exchange, since: 0 }]]),
			invites: new Map(),
			numbers: new Map([[toBase64url(head), 0]])
		}
	};
}

/** The chain with one more statement, or why that statement does not belong to it. The chain given stays as it is. */
export const extendChain = (chain: Chain, bytes: Uint8Array, crypto: Verifier): Promise<ChainResult> =>
	extendChainBy(chain, [bytes], crypto);

/** The chain with several more: all of them, or why the first that does not belong to it does not. */
export async function extendChainBy(
	chain: Chain,
	statements: readonly Uint8Array[],
	crypto: Verifier,
	pause?: () => Promise<void>
): Promise<ChainResult> {
	// One copy for all of them: a chain as long as a relay takes would else be copied a thousand times.
	const grown = copyOf(chain);
	for (const [i, bytes] of statements.entries()) {
		if (pause && i % PAUSE_EVERY === PAUSE_EVERY - 1) await pause();
		const statement = decodeStatement(bytes);
		if (statement === null) return fail('malformed');
		if (statement === UNKNOWN_STATEMENT) return fail('unknown');
		if (!linksTo(statement.link, nextLink(grown))) return fail('stale');
		const change = judge(grown, statement.body);
		if (typeof change === 'string') return fail(change);
		if (!(await signedBy(statement, change.signers, crypto))) return fail('signature');
		add(grown, bytes, await crypto.sha256(bytes), change);
	}
	return { ok: true, chain: grown };
}

/** A chain in the making. */
interface Growing extends Chain {
	readonly statements: Uint8Array[];
	head: Uint8Array;
	readonly members: Map<MemberId, Role>;
	readonly devices: Map<DeviceId, DeviceEntry>;
	readonly invites: Map<InviteId, InviteEntry>;
	readonly numbers: Map<string, number>;
}

const copyOf = (chain: Chain): Growing => ({
	...chain,
	statements: [...chain.statements],
	members: new Map(chain.members),
	devices: new Map(chain.devices),
	invites: new Map(chain.invites),
	numbers: new Map(chain.numbers)
});

function add(chain: Growing, bytes: Uint8Array, hash: Uint8Array, { invite, joined }: Change): void {
	chain.numbers.set(toBase64url(hash), chain.statements.length);
	chain.invites.set(...invite);
	if (joined) {
		chain.members.set(...joined.member);
		chain.devices.set(...joined.device);
	}
	chain.statements.push(bytes);
	chain.head = hash;
}

interface Change {
	/** Whose signatures the statement must carry, in order. */
	readonly signers: readonly (DeviceId | InviteId)[];
	/** As it is from now on. */
	readonly invite: readonly [InviteId, InviteEntry];
	/** Who came in. */
	readonly joined?: {
		readonly member: readonly [MemberId, Role];
		readonly device: readonly [DeviceId, DeviceEntry];
	};
}

/** What a statement would do to the chain, were its signatures right. */
function judge(chain: Chain, body: StatementBody): Change | ChainFault {
	switch (body.kind) {
		case 'genesis':
			return 'stale';
		case 'invite': {
			const { author, invite, exchange, member, role, expires } = body;
			if (currentRole(chain, author) !== 'owner') return 'not-allowed';
			if (chain.invites.has(invite) || chain.members.has(member)) return 'not-allowed';
			const entry: InviteEntry = { author, exchange, member, role, expires, state: 'open' };
			return { signers: [author], invite: [invite, entry] };
		}
		case 'redeem': {
			const invite = chain.invites.get(body.invite);
			if (!invite) return 'invite-unknown';
			if (invite.state === 'revoked') return 'invite-revoked';
			if (invite.state !== 'open' || chain.members.has(invite.member)) return 'invite-used';
			if (chain.devices.has(body.keys.device)) return 'not-allowed';
			const { device, exchange } = body.keys;
			return {
				signers: [body.invite, device],
				invite: [body.invite, { ...invite, state: { redeemedBy: device } }],
				joined: {
					member: [invite.member, invite.role],
					device: [device, { member: invite.member, exchange, since: chain.statements.length }]
				}
			};
		}
		case 'revoke-invite': {
			if (currentRole(chain, body.author) !== 'owner') return 'not-allowed';
			const invite = chain.invites.get(body.invite);
			if (!invite) return 'invite-unknown';
			if (invite.state === 'revoked') return 'invite-revoked';
			if (invite.state !== 'open') return 'invite-used';
			return { signers: [body.author], invite: [body.invite, { ...invite, state: 'revoked' }] };
		}
	}
	return body satisfies never;
}

function linksTo(link: Link, expected: Link): boolean {
	return (
		link.number === expected.number &&
		equal(link.room, expected.room) &&
		equal(link.previous, expected.previous)
	);
}

async function signedBy(
	statement: Statement,
	signers: readonly (DeviceId | InviteId)[],
	crypto: Verifier
): Promise<boolean> {
	if (statement.signatures.length !== signers.length) return false;
	for (const [i, signer] of signers.entries()) {
		const key = fromBase64url(signer);
		if (!key || !(await crypto.verify(key, statement.signed, statement.signatures[i]!))) return false;
	}
	return true;
}

/** The role of a device now; null when it is no member's. */
export function currentRole(chain: Chain, device: DeviceId): Role | null {
	const entry = chain.devices.get(device);
	return entry ? (chain.members.get(entry.member) ?? null) : null;
}

/**
 * The role of a device as an author saw it whose chain ended at `head`: null when it was no member's then,
 * `'unknown-head'` when this chain has not got that far (yet).
 */
export function roleAt(chain: Chain, device: DeviceId, head: Uint8Array): Role | null | 'unknown-head' {
	const number = chain.numbers.get(toBase64url(head));
	if (number === undefined) return 'unknown-head';
	const entry = chain.devices.get(device);
	return entry && entry.since <= number ? currentRole(chain, device) : null;
}

export type ChainOrder =
	| 'same'
	/** `theirs` has more. */
	| 'behind'
	/** `ours` has more. */
	| 'ahead'
	/** Two branches. */
	| 'fork';

/** How two chains of one room stand to each other. */
export function compareChains(ours: readonly Uint8Array[], theirs: readonly Uint8Array[]): ChainOrder {
	const shared = Math.min(ours.length, theirs.length);
	for (let i = 0; i < shared; i++) if (!equal(ours[i]!, theirs[i]!)) return 'fork';
	if (ours.length === theirs.length) return 'same';
	return ours.length < theirs.length ? 'behind' : 'ahead';
}
