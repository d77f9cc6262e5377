// Writes a backup file of the frozen journal, with the passphrase that opens it.

import { type BackupResult, makeBackup, type Made } from '../../src/lib/core/backup/backup.ts';
import type { Crypto } from '../../src/lib/core/protocol/crypto.ts';
import { backupCrypto } from './backup-crypto.ts';
import { asJson, type Keep } from './freeze-documents.ts';
import type { Kept } from './freeze-kept.ts';
import type { FrozenAuthor } from './freeze-room.ts';

const PASSPHRASE = 'gaps are people, call them';
/** The file says how many; nothing is at stake here. */
const ROUNDS = 1000;
const MADE = Date.UTC(2026, 10, 21, 10);

const seedsOf = ({ seeds: [sign, exchange] }: FrozenAuthor) => ({ sign, exchange });

export async function keepBackup(
	keep: Keep,
	crypto: Crypto,
	{ room, personal, journal, story }: Kept
): Promise<void> {
	const { chain, epoch, sam } = room;
	const source = {
		madeAt: MADE,
		journal: {
			id: journal,
			name: 'From ward to data',
			memberName: 'Sam',
			me: sam.member,
			role: 'owner' as const,
			receipts: false,
			createdAt: MADE - 50 * 86_400_000
		},
		shared: {
			room: chain.room,
			chain: chain.statements,
			epochs: [epoch],
			device: seedsOf(sam),
			doc: story.sam.shared
		},
		personal: {
			room: personal.chain.room,
			chain: personal.chain.statements,
			epochs: [{ epoch: 1, key: personal.epochKey }],
			device: seedsOf(personal.author),
			doc: story.sam.personal
		}
	};
	const ports = { ...backupCrypto(), random: (length: number) => crypto.random(length) };
	const made: BackupResult<Made> = await makeBackup(source, PASSPHRASE, ports, ROUNDS);
	if (!made.ok) throw new Error(made.fault);
	const { file, counts, syncs } = made.value;
	keep('backup.soundings', file);
	const { id, name, memberName, me, role, receipts } = source.journal;
	keep(
		'backup.expected.json',
		asJson({
			passphrase: PASSPHRASE,
			madeAt: MADE,
			journal: { id, name, memberName, me, role, receipts, createdAt: source.journal.createdAt },
			counts,
			syncs,
			documents: 'journal'
		})
	);
}
