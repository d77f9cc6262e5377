// S5: what the relay keeps is everything. From each snapshot that it has, and from the log's start while that is there, a
// reader comes to have all that is in any device's document.

import * as Y from 'yjs';
import { equal } from '../../../src/lib/core/bytes.ts';
import { decodeChunk, NO_SNAPSHOT } from '../../../src/lib/core/protocol/snapshot.ts';
import { Keyring, nonceOf } from '../../../src/lib/core/sync/keyring.ts';
import { decodePlaintext } from '../../../src/lib/core/sync/plaintext.ts';
import { isSoundUpdate } from '../../../src/lib/core/sync/yjs-update.ts';
import type { MemoryRoom, MemorySnapshot } from '../relay-memory-room.ts';
import { builtFrom, coverageOf } from './coverage.ts';
import { takenBackAt } from './edits.ts';
import { changesIn } from './log-archive.ts';
import type { Membership } from './person.ts';
import { demand } from './violation.ts';
import type { World } from './world.ts';

export async function checkKept(world: World): Promise<void> {
	const { room } = world.relay;
	demand(room !== null, 'S5', () => 'the relay has no room');
	if (!room) return;
	const everything = coverageOf(world.pages.map(([, { doc }]) => Y.encodeStateAsUpdate(doc)));
	const starts = await startsOf(room, world.devices[0]!.membership);
	// Nothing can be read of what comes before: then what comes after has to be everything.
	const readable = starts.filter((start) => start.isReadable);
	for (const [device, { sync }] of world.pages) {
		const isUnreadable = sync.status.problem?.kind === 'snapshot-unreadable';
		demand(
			!isUnreadable || readable.length === 0,
			'S5',
			() => `${device.name} can read nothing, and there is ${readable[0]?.what}`
		);
	}
	// Of two that a hostile editor makes in a row the older is given to nobody who can read the newer, and is not compared.
	const given = world.hasHostileSnapshots ? readable.filter((start) => !isOlder(start, readable)) : readable;
	for (const { seq, state, what } of readable.length > 0 ? given : starts.slice(-1)) {
		const tail = await world.archive.openAll(room.rows.slice(seq - room.cut), seq);
		const updates = changesIn(tail).flatMap(({ update }) => (update ? [update] : []));
		const lost = builtFrom([...(state ? [state] : []), ...updates]).lacks(everything);
		demand(!lost, 'S5', () => `who reads from ${what} on never has ${lost}`);
	}
	checkForgotten(world, room);
	checkShort(world, room);
}

/** Whether a snapshot that can be read came after this one. */
const isOlder = ({ state }: Start, readable: readonly Start[]): boolean =>
	state !== null && readable.find((start) => start.state !== null)?.state !== state;

interface Start {
	readonly what: string;
	/** Entries are read from behind this one. */
	readonly seq: number;
	/** Null: nothing comes before, or nothing of it can be read. */
	readonly state: Uint8Array | null;
	readonly isReadable: boolean;
}

/** Where a reader may begin: at the log's start if that is there, and at each snapshot, the oldest last. */
async function startsOf(room: MemoryRoom, { crypto, epochs, chain }: Membership): Promise<Start[]> {
	const keyring = new Keyring(crypto, chain.room, epochs);
	const start: Start = { what: 'the start', seq: 0, state: null, isReadable: true };
	const snapshots = room.snapshots.map(async (snapshot): Promise<Start> => {
		const state = await open(snapshot, keyring);
		return { what: `the snapshot of ${snapshot.seq}`, seq: snapshot.seq, state, isReadable: state !== null };
	});
	return [...(room.cut === 0 ? [start] : []), ...(await Promise.all(snapshots))];
}

/** Null when it is rubbish. */
async function open({ pieces }: MemorySnapshot, keyring: Keyring): Promise<Uint8Array | null> {
	const payloads: Uint8Array[] = [];
	for (const piece of pieces) {
		const chunk = decodeChunk(piece);
		if (!chunk) return null;
		const { epoch, device, session, counter } = chunk.header;
		const aead = await keyring.aead('snapshot', epoch, device, session);
		const plain = await aead?.open(nonceOf(counter), chunk.additional, chunk.ciphertext);
		const content = plain && decodePlaintext(plain);
		if (!content) return null;
		payloads.push(content.payload);
	}
	const state = Buffer.concat(payloads);
	return isSoundUpdate(state) ? state : null;
}

/** By compare-and-set: a snapshot that is the newest follows the one that was, and covers as much at least. */
export function checkTaken({ snapshots, cut }: MemoryRoom): void {
	const [newest, older] = snapshots;
	if (!newest) return;
	const previous = decodeChunk(newest.pieces[0]!)?.previous;
	demand(
		previous !== undefined && equal(previous, older?.digest ?? NO_SNAPSHOT),
		'S5',
		() => `the snapshot of ${newest.seq} does not follow the one of ${older?.seq}`
	);
	demand(newest.seq >= (older?.seq ?? 0), 'S5', () => `${newest.seq} is newest, and ${older?.seq} was`);
	demand(cut <= (older?.seq ?? 0), 'S5', () => `the log is cut at ${cut}, the older one is of ${older?.seq}`);
}

/** What was taken back is in nothing that the relay keeps, once everybody's clock tells when that was. */
function checkForgotten({ clocksWereWrong, pages }: World, room: MemoryRoom): void {
	const takenBack = pages[0] ? takenBackAt(pages[0][1].doc) : null;
	if (takenBack === null || clocksWereWrong || pages.some(([, { sync }]) => sync.status.problem)) return;
	const since = room.snapshots[1]?.made ?? room.created;
	demand(since > takenBack, 'S5', () => `the relay keeps what was written ${takenBack - since} ms before`);
}

/** A log that is much longer than what it comes to has been compacted, by whoever could. */
function checkShort({ hasHostileSnapshots, pages }: World, { rows, cut, snapshots }: MemoryRoom): void {
	if (hasHostileSnapshots || !pages[0]) return;
	const tail = rows.slice((snapshots[0]?.seq ?? cut) - cut).reduce((sum, { bytes }) => sum + bytes.length, 0);
	const state = Y.encodeStateAsUpdate(pages[0][1].doc).length;
	const most = Math.max(64 * 1024, 4.5 * state);
	demand(tail <= most, 'S5', () => `a document of ${state} bytes has a log of ${tail}`);
}
