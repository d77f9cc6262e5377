// Branded ids: a RoomId can't be passed where a DeviceId is meant. All are text, so that they work as map keys;
// on the wire they travel as their bytes (base64url decoded).

import { toBase64url } from './bytes.ts';

declare const brand: unique symbol;
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

/** SHA-256 of the room's genesis statement, base64url (43 characters). */
export type RoomId = Branded<string, 'RoomId'>;
/** A device's Ed25519 public key, base64url (43 characters). Fresh per room. */
export type DeviceId = Branded<string, 'DeviceId'>;
/** One life of a room's log on a relay: 16 random bytes, base64url (22 characters). */
export type LogId = Branded<string, 'LogId'>;
/** A page load of one device: 16 random bytes, base64url. */
export type SessionId = Branded<string, 'SessionId'>;
/** A member, as the membership chain knows them: 16 random bytes, base64url. Carries no name. */
export type MemberId = Branded<string, 'MemberId'>;
/** An invite: its Ed25519 public key, base64url. */
export type InviteId = Branded<string, 'InviteId'>;
/** A journal on this device: 9 random bytes, base64url (12 characters); appears in paths. */
export type JournalId = Branded<string, 'JournalId'>;
/** A record in a table: 9 random bytes, base64url (12 characters). */
export type RecordId = Branded<string, 'RecordId'>;

/** Where randomness comes from: a cryptographic source in the product, a seeded one in the simulation. */
export type RandomBytes = (length: number) => Uint8Array<ArrayBuffer>;

export const newRecordId = (random: RandomBytes): RecordId => toBase64url(random(9)) as RecordId;
export const newJournalId = (random: RandomBytes): JournalId => toBase64url(random(9)) as JournalId;
export const newMemberId = (random: RandomBytes): MemberId => toBase64url(random(16)) as MemberId;
export const newSessionId = (random: RandomBytes): SessionId => toBase64url(random(16)) as SessionId;
export const newLogId = (random: RandomBytes): LogId => toBase64url(random(16)) as LogId;
