// The statements of a membership chain as bytes: version 1 · kind · room 32 · number 4 · hash of the previous 32 ·
// fields · one signature (a redemption: two). Kinds 5 to 8 are reserved with their fields in docs/protocol.md.

import { concat } from '../bytes.ts';
import type { DeviceId, InviteId, MemberId } from '../ids.ts';
import type { Signer } from './crypto.ts';
import { labelled, Malformed, parse, type Reader, Writer } from './wire.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export type Role = 'owner' | 'editor' | 'viewer';

const VERSION = 1;
const LABEL = 'soundings/member/1';
const KIND = { genesis: 1, invite: 2, redeem: 3, revokeInvite: 4 } as const;
const ROLES = ['owner', 'editor', 'viewer'] as const satisfies readonly Role[];

/** The keys of a device: Ed25519 (its id) and X25519. */
export interface DeviceKeys {
	readonly device: DeviceId;
	readonly exchange: Uint8Array;
}

export type StatementBody =
	| {
			readonly kind: 'genesis';
			readonly salt: Uint8Array;
			readonly owner: MemberId;
			readonly keys: DeviceKeys;
	  }
	| {
			readonly kind: 'invite';
			readonly author: DeviceId;
			readonly invite: InviteId;
			/** X25519 half of the invite's secret: what the epoch key is wrapped to. */
			readonly exchange: Uint8Array;
			readonly member: MemberId;
			readonly role: Exclude<Role, 'owner'>;
			/** Milliseconds since the epoch, by the relay's clock. */
			readonly expires: number;
	  }
	| { readonly kind: 'redeem'; readonly invite: InviteId; readonly keys: DeviceKeys }
	| { readonly kind: 'revoke-invite'; readonly author: DeviceId; readonly invite: InviteId };

export interface Link {
	/** All zeros in the genesis, whose hash the room id is. */
	readonly room: Uint8Array;
	readonly number: number;
	readonly previous: Uint8Array;
}

export interface Statement {
	readonly link: Link;
	readonly body: StatementBody;
	/** What the signatures are over. */
	readonly signed: Bytes;
	readonly signatures: readonly Bytes[];
}

export const GENESIS_LINK: Link = { room: new Uint8Array(32), number: 0, previous: new Uint8Array(32) };

function encodeUnsigned(link: Link, body: StatementBody): Bytes {
	const writer = new Writer().u8(VERSION);
	const head = (kind: number) => writer.u8(kind).fixed(link.room).u32(link.number).fixed(link.previous);
	switch (body.kind) {
		case 'genesis':
			head(KIND.genesis).fixed(body.salt).id(body.owner, 16);
			return writer.id(body.keys.device, 32).fixed(body.keys.exchange).done();
		case 'invite':
			head(KIND.invite).id(body.author, 32).id(body.invite, 32).fixed(body.exchange);
			return writer.id(body.member, 16).u8(ROLES.indexOf(body.role)).u64(body.expires).done();
		case 'redeem':
			head(KIND.redeem).id(body.invite, 32);
			return writer.id(body.keys.device, 32).fixed(body.keys.exchange).done();
		case 'revoke-invite':
			return head(KIND.revokeInvite).id(body.author, 32).id(body.invite, 32).done();
	}
	body satisfies never;
	return writer.done();
}

/** Signs a statement: a redemption by the invite's key and then the device's, every other by its author's device. */
export async function signStatement(
	link: Link,
	body: StatementBody,
	signers: readonly Signer[]
): Promise<Bytes> {
	const unsigned = encodeUnsigned(link, body);
	const signatures: Bytes[] = [];
	for (const signer of signers) signatures.push(await signer.sign(labelled(LABEL, unsigned)));
	return concat(unsigned, ...signatures);
}

/** A statement of a kind or version that this build does not know: not wrong, but not readable here. */
export const UNKNOWN_STATEMENT = 'unknown' as const;

/** The statement in `bytes`; null when malformed, `'unknown'` when newer than this build. */
export function decodeStatement(bytes: Uint8Array): Statement | typeof UNKNOWN_STATEMENT | null {
	if (bytes.length > 1 && (bytes[0]! > VERSION || bytes[1]! > KIND.revokeInvite)) return UNKNOWN_STATEMENT;
	return parse(bytes, (reader): Statement => {
		if (reader.u8() !== VERSION) throw new Malformed('statement version');
		const kind = reader.u8();
		const link = { room: reader.fixed(32), number: reader.u32(), previous: reader.fixed(32) };
		const body = readBody(kind, reader);
		const signed = bytes.slice(0, bytes.length - reader.left);
		const count = body.kind === 'redeem' ? 2 : 1;
		const signatures = Array.from({ length: count }, () => reader.fixed(64));
		return { link, body, signed: labelled(LABEL, signed), signatures };
	});
}

function readKeys(reader: Reader): DeviceKeys {
	return { device: reader.id<DeviceId>(32), exchange: reader.fixed(32) };
}

function readBody(kind: number, reader: Reader): StatementBody {
	switch (kind) {
		case KIND.genesis:
			return {
				kind: 'genesis',
				salt: reader.fixed(16),
				owner: reader.id<MemberId>(16),
				keys: readKeys(reader)
			};
		case KIND.invite: {
			const fields = {
				kind: 'invite' as const,
				author: reader.id<DeviceId>(32),
				invite: reader.id<InviteId>(32),
				exchange: reader.fixed(32),
				member: reader.id<MemberId>(16)
			};
			const role = ROLES[reader.u8()];
			if (role !== 'editor' && role !== 'viewer') throw new Malformed('role of an invite');
			return { ...fields, role, expires: reader.u64() };
		}
		case KIND.redeem:
			return { kind: 'redeem', invite: reader.id<InviteId>(32), keys: readKeys(reader) };
		case KIND.revokeInvite:
			return { kind: 'revoke-invite', author: reader.id<DeviceId>(32), invite: reader.id<InviteId>(32) };
		default:
			throw new Malformed('statement kind');
	}
}
