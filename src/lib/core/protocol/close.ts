// Why a connection ends or an entry is not taken. Every code here has its words in the table of problems.

export const CLOSE = {
	/** A frame that is not a message, or not at this point. */
	malformed: 4400,
	/** The device could not prove its key. */
	notAuthenticated: 4401,
	/** Not a member, removed, or an invite that cannot be used; the reason says which (`Refusal`). */
	notAllowed: 4403,
	/** No such room here. A member's device answers with the membership chain. */
	noSuchRoom: 4404,
	/** Two membership branches, or a log that contradicts itself. */
	fork: 4409,
	/** The protocol version is not spoken here any more. */
	tooOld: 4426,
	/** Try later: shutting down, or over capacity. */
	tryLater: 4503,
	/** Did not read what was sent in time. */
	slowReader: 4508
} as const;

export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];

/** The reason that goes with 4403. */
export type Refusal =
	| 'not-a-member'
	| 'removed'
	| 'invite-unknown'
	| 'invite-used'
	| 'invite-expired'
	| 'invite-revoked'
	| 'admission';

const REFUSALS: readonly Refusal[] = [
	'not-a-member',
	'removed',
	'invite-unknown',
	'invite-used',
	'invite-expired',
	'invite-revoked',
	'admission'
];

export const isRefusal = (reason: string): reason is Refusal =>
	(REFUSALS as readonly string[]).includes(reason);

/** Why an entry was not appended. Order is the wire's. */
export const NACKS = ['epoch', 'membership', 'role', 'quota', 'size', 'log'] as const;
export type Nack = (typeof NACKS)[number];

/** Why a statement was not taken. Order is the wire's. */
export const DENIALS = [
	/** It does not follow the head; fetch the chain and sign it again. */
	'stale',
	'malformed',
	'signature',
	'not-allowed',
	'invite-unknown',
	'invite-used',
	'invite-expired',
	'invite-revoked'
] as const;
export type Denial = (typeof DENIALS)[number];

/** Why a snapshot was not taken. Order is the wire's. */
export const SNAPSHOT_REFUSALS = [
	/** Another one was taken meanwhile: its digest is not the one that this one follows. */
	'stale',
	'quota',
	'malformed',
	'role',
	'epoch',
	'membership',
	/** Of another log, or what it covers is not in this one. */
	'log'
] as const;
export type SnapshotRefusal = (typeof SNAPSHOT_REFUSALS)[number];
