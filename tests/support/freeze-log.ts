// Writes the room that is frozen: chain, log and an open invite, with the keys to it.

import * as Y from 'yjs';
import { toBase64url } from '../../src/lib/core/bytes.ts';
import type { InviteId } from '../../src/lib/core/ids.ts';
import type { Crypto } from '../../src/lib/core/protocol/crypto.ts';
import { decodeEntry } from '../../src/lib/core/protocol/entry.ts';
import { encodeInviteFragment } from '../../src/lib/core/sync/invite.ts';
import { asJson, type Keep } from './freeze-documents.ts';
import { packed } from './freeze-files.ts';
import type { Made } from './freeze-pages.ts';
import { type FrozenAuthor, type FrozenRoom, LogWriter, newSession, type Session } from './freeze-room.ts';
import { CLIENTS, type Story } from './freeze-story.ts';

/** Small, so that the first change takes several. */
const PART_BYTES = 3000;
/** Counters that the log never shows. */
const LOST = 5;
/** Edits that leave as one entry, at most. */
const TOGETHER = 12;

/** @returns the log, to be gone on with */
export async function keepRoom(
	keep: Keep,
	crypto: Crypto,
	room: FrozenRoom,
	story: Story
): Promise<LogWriter> {
	const log = await writeLog(crypto, room, story);
	const { chain, open } = room;
	keep('room.chain.bin', packed(chain.statements));
	keep('room.entries.bin', packed(log.entries));
	keep('room.keys.json', asJson(keysOf(room, log)));
	keep('room.expected.json', asJson(expectedOf(room, log)));
	const fragment = encodeInviteFragment({ room: chain.room, secret: open.secret });
	const link = `https://soundings.example/join#${fragment}`;
	keep('invite.json', asJson({ link, box: toBase64url(open.box) }));
	const { member, role, expires } = chain.invites.get(open.id as InviteId)!;
	const key = toBase64url(room.epoch.key);
	keep(
		'invite.expected.json',
		asJson({ room: chain.room, invite: open.id, member, role, expires, epoch: 1, key })
	);
	return log;
}

/** Sam's first sitting in parts, Ana's edits one by one, the rest as pages send what waits. */
async function writeLog(crypto: Crypto, room: FrozenRoom, { pages, cuts }: Story): Promise<LogWriter> {
	const { sam, ana, founded, joined, chain } = room;
	const log = await LogWriter.begin(crypto, room);
	const sessions = new Map<number, Session>([
		[CLIENTS.samBefore, newSession(crypto, sam)],
		[CLIENTS.ana, newSession(crypto, ana)],
		[CLIENTS.samAfter, newSession(crypto, sam)]
	]);
	const sessionOf = ({ client }: Made) => sessions.get(client)!;
	const shared = (from: number, to?: number) =>
		pages.made.slice(from, to).filter(({ side }) => side === 'shared');
	const merged = (made: readonly Made[]) => Y.mergeUpdates(made.map(({ update }) => update));

	const offline = shared(0, cuts.samBefore);
	await log.write(sessionOf(offline[0]!), founded, merged(offline), PART_BYTES);
	for (const made of shared(cuts.samBefore, cuts.anaJoined))
		await log.write(sessionOf(made), joined, made.update);
	await log.forge(sessions.get(CLIENTS.ana)!, sam, joined, Uint8Array.of(0, 0));
	// As if her page had sealed something that it could not store.
	sessions.get(CLIENTS.ana)!.next += LOST;
	const rest = shared(cuts.anaJoined);
	for (let from = 0; from < rest.length;) {
		let to = from + 1;
		while (rest[to]?.client === rest[from]!.client && to - from < TOGETHER) to += 1;
		await log.write(sessionOf(rest[from]!), chain, merged(rest.slice(from, to)));
		from = to;
	}
	return log;
}

function keysOf({ chain, epoch, sam, ana }: FrozenRoom, log: LogWriter) {
	const keys = ({ member, id, seeds, device }: FrozenAuthor) => ({
		member,
		device: id,
		exchange: toBase64url(device.exchange.publicKey),
		seeds: seeds.map(toBase64url)
	});
	return {
		about: 'Keys of a made-up room, for tests alone.',
		room: chain.room,
		logId: log.logId,
		epochs: [{ epoch: epoch.epoch, key: toBase64url(epoch.key) }],
		sam: keys(sam),
		ana: keys(ana)
	};
}

function expectedOf({ chain, sam, ana }: FrozenRoom, log: LogWriter) {
	const { seq, hash } = log.position;
	const names = new Map([[sam.id, 'sam'] as const, [ana.id, 'ana'] as const]);
	return {
		head: { seq, hash: toBase64url(hash) },
		chain: {
			head: toBase64url(chain.head),
			epoch: chain.epoch,
			members: Object.fromEntries(chain.members),
			devices: [...chain.devices].map(([id, { member, since }]) => ({ id, member, since })),
			invites: [...chain.invites].map(([id, { member, role, expires, state }]) => ({
				id,
				member,
				role,
				expires,
				state
			}))
		},
		entries: log.entries.map((bytes, i) => {
			const { header } = decodeEntry(bytes)!;
			const { device, session, counter, part, parts, epoch, base, membership } = header;
			/** Statements that the author knew. */
			const knew = chain.numbers.get(toBase64url(membership))! + 1;
			return {
				seq: i + 1,
				by: names.get(device),
				session,
				counter,
				part,
				parts,
				epoch,
				knew,
				base: base.seq
			};
		}),
		/** Written by Sam in Ana's name. */
		forged: log.forged
	};
}
