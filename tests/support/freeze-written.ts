// What is written after the frozen journal's story: behind a restored log, with entries that not everybody can read yet.

import * as Y from 'yjs';
import type { Crypto } from '../../src/lib/core/protocol/crypto.ts';
import { CRITICAL } from '../../src/lib/core/protocol/entry.ts';
import { must } from '../../src/lib/core/journal/testing.ts';
import { type Page, stateOf } from './freeze-pages.ts';
import { type FrozenRoom, type LogWriter, newSession } from './freeze-room.ts';
import type { Story } from './freeze-story.ts';

/** Ana's page, after the relay was restored. */
const CLIENT = 1_733_914_402;
/** Kind and the last byte of the epoch, where they stand in a header; a kind and an epoch that stay unknown for good. */
export const [EPOCH_AT, LATER_EPOCH] = [53, 99] as const;
const [KIND_AT, LATER_KIND] = [1, 77] as const;
/** So that a change travels in three parts. */
const PART_BYTES = 600;

/** Two changes, and between them two entries of which this build knows nothing. */
export async function writeOn(
	crypto: Crypto,
	room: FrozenRoom,
	log: LogWriter,
	{ ana, pages }: Story
): Promise<Page> {
	const session = newSession(crypto, room.ana);
	const { chain } = room;
	const page = pages.open(pages.ports(room.ana.member, CLIENT, stateOf(ana)));
	const { commands, tables } = page.journal;
	const edit = (run: () => void): Uint8Array => {
		const from = pages.made.length;
		run();
		const [made, ...more] = pages.made.slice(from);
		if (!made || more.length > 0) throw new Error('not one update');
		return made.update;
	};
	const [phase] = tables.phases.rows();
	await log.write(
		session,
		chain,
		edit(() => must(commands.addMilestone({ phase: phase!.id, title: 'Behind the backup' })))
	);
	const unread = Uint8Array.of(1, 2, 3);
	await log.writeOther(session, chain, unread, {
		header: (bytes) => (bytes[KIND_AT] = LATER_KIND | CRITICAL)
	});
	await log.writeOther(session, chain, unread, { header: (bytes) => (bytes[EPOCH_AT] = LATER_EPOCH) });
	await log.write(
		session,
		chain,
		edit(() => must(commands.renameMe('Ana R.')))
	);
	return page;
}

/**
 * Two first parts: of a change that Ana's page went away from, which her next page sends anew as a whole, and of one whose rest
 * is on its way.
 */
export async function leaveParts(
	crypto: Crypto,
	room: FrozenRoom,
	log: LogWriter,
	{ journal, shared }: Page
): Promise<void> {
	const edit = (run: () => void): Uint8Array => {
		const made: Uint8Array[] = [];
		const note = (update: Uint8Array) => void made.push(update);
		shared.on('update', note);
		run();
		shared.off('update', note);
		return Y.mergeUpdates(made);
	};
	const phase = journal.tables.phases.rows()[0]!.id;
	const add = (title: string) => edit(() => must(journal.commands.addMilestone({ phase, title })));
	const before = newSession(crypto, room.ana);
	const left = add(`Sent anew: ${'words '.repeat(200)}`);
	await log.writeFirstPart(before, room.chain, left, PART_BYTES);
	const after = newSession(crypto, room.ana);
	await log.write(after, room.chain, left);
	await log.writeFirstPart(after, room.chain, add(`On its way: ${'words '.repeat(200)}`), PART_BYTES);
}
