// What a backup holds, as bytes. Named sections, so that a later version can add one and this one reads what it knows.

import type { JournalId, MemberId, RoomId } from '../ids.ts';
import type { Role } from '../protocol/membership.ts';
import { parse, Reader, Writer } from '../protocol/wire.ts';
import { isMemberId, isMoment } from '../schema/field.ts';
import type { EpochKey } from '../sync/invite.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** A device's private keys, 32 bytes each. */
export interface DeviceSeeds {
	/** Ed25519 (RFC 8032). */
	readonly sign: Uint8Array;
	/** X25519 (RFC 7748). */
	readonly exchange: Uint8Array;
}

export interface BackedRoom {
	readonly room: RoomId;
	/** The whole document as one Yjs update. */
	readonly update: Uint8Array;
	/** The membership chain, genesis first. */
	readonly chain: readonly Uint8Array[];
	/** Ascending. */
	readonly epochs: readonly EpochKey[];
	/** null: the browser that made it could not give the keys away. */
	readonly device: DeviceSeeds | null;
}

/** The journal as its device lists it. */
export interface BackedJournal {
	readonly id: JournalId;
	readonly name: string;
	readonly memberName: string;
	readonly me: MemberId;
	readonly role: Role;
	readonly sample?: true;
	/** False: this person tells the others nothing of what they have seen. */
	readonly receipts?: boolean;
	/** Milliseconds since the epoch. */
	readonly createdAt: number;
}

export interface Backup {
	/** Milliseconds since the epoch, by the clock of the device that made it. */
	readonly madeAt: number;
	readonly journal: BackedJournal;
	readonly shared: BackedRoom;
	readonly personal: BackedRoom;
}

const ROLES: readonly unknown[] = ['owner', 'editor', 'viewer'] satisfies Role[];
const HASH = 32;
const KEY = 32;

export function encodeContents({ madeAt, journal, shared, personal }: Backup): Bytes {
	const writer = new Writer();
	writer.text('journal').bytes(new Writer().text(journalText(journal, madeAt)).done());
	writer.text('shared').bytes(encodeRoom(shared));
	writer.text('personal').bytes(encodeRoom(personal));
	return writer.done();
}

/** Always in this order, so that equal contents are equal bytes. */
function journalText(journal: BackedJournal, madeAt: number): string {
	const { id, name, memberName, me, role, sample, receipts, createdAt } = journal;
	return JSON.stringify({ id, name, memberName, me, role, sample, receipts, createdAt, madeAt });
}

function encodeRoom({ room, update, chain, epochs, device }: BackedRoom): Bytes {
	const writer = new Writer().id(room, HASH).bytes(update).u32(chain.length);
	for (const statement of chain) writer.bytes(statement);
	writer.u32(epochs.length);
	for (const { epoch, key } of epochs) writer.u32(epoch).fixed(key);
	writer.u8(device === null ? 0 : 1);
	if (device !== null) writer.fixed(device.sign).fixed(device.exchange);
	return writer.done();
}

/** null: these are not the contents of a backup. */
export function decodeContents(bytes: Uint8Array): Backup | null {
	const sections = parse(bytes, (reader) => {
		const found = new Map<string, Bytes>();
		while (reader.left > 0) found.set(reader.text(), reader.bytes());
		return found;
	});
	const row = sections?.get('journal');
	const about = row ? readJournal(row) : null;
	const shared = readRoom(sections?.get('shared'));
	const personal = readRoom(sections?.get('personal'));
	if (!about || !shared || !personal || shared.room === personal.room) return null;
	// A journal syncs as a whole or not at all.
	if ((shared.device === null) !== (personal.device === null)) return null;
	return { ...about, shared, personal };
}

const readRoom = (bytes: Uint8Array | undefined): BackedRoom | null =>
	bytes === undefined ? null : parse(bytes, decodeRoom);

function decodeRoom(reader: Reader): BackedRoom {
	return {
		room: reader.id<RoomId>(HASH),
		update: reader.bytes(),
		chain: reader.list(reader.u32(), 4, () => reader.bytes()),
		epochs: reader.list(reader.u32(), 4 + KEY, () => ({ epoch: reader.u32(), key: reader.fixed(KEY) })),
		device: reader.u8() === 0 ? null : { sign: reader.fixed(KEY), exchange: reader.fixed(KEY) }
	};
}

function readJournal(bytes: Uint8Array): Pick<Backup, 'madeAt' | 'journal'> | null {
	const text = parse(bytes, (reader) => reader.text());
	const value = text === null ? null : parsedJson(text);
	if (typeof value !== 'object' || value === null) return null;
	const { id, name, memberName, me, role, sample, receipts, createdAt, madeAt } = value as Readonly<
		Record<string, unknown>
	>;
	if (typeof id !== 'string' || !/^[\w-]{12}$/.test(id) || !isMemberId(me) || !ROLES.includes(role))
		return null;
	if (typeof name !== 'string' || typeof memberName !== 'string') return null;
	if (!isMoment(createdAt) || !isMoment(madeAt)) return null;
	return {
		madeAt,
		journal: {
			id: id as JournalId,
			name,
			memberName,
			me,
			role: role as Role,
			createdAt,
			...(sample === true ? { sample } : {}),
			...(typeof receipts === 'boolean' ? { receipts } : {})
		}
	};
}

function parsedJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch (error) {
		if (error instanceof SyntaxError) return null;
		throw error;
	}
}
