import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { backupCrypto, FEW_ROUNDS } from '../../../../tests/support/backup-crypto.ts';
import type { JournalId, RoomId } from '../ids.ts';
import { toBase64url, utf8 } from '../bytes.ts';
import { must, pair, exchange, PRIYA, seeker, type Peer } from '../journal/testing.ts';
import { civilDateOf } from '../schema/civil-date.ts';
import { makeBackup, openBackup, type Source } from './backup.ts';
import type { BackupCrypto } from './ports.ts';

const crypto = backupCrypto();
const PASSPHRASE = 'a river without a bridge';

function sourceOf(peer: Peer): Source {
	const keys = (mark: number) => ({
		room: toBase64url(new Uint8Array(32).fill(mark)) as RoomId,
		chain: [Uint8Array.of(mark, 1), Uint8Array.of(mark, 2)],
		epochs: [{ epoch: 1, key: new Uint8Array(32).fill(mark + 1) }],
		device: { sign: new Uint8Array(32).fill(mark + 2), exchange: new Uint8Array(32).fill(mark + 3) }
	});
	return {
		madeAt: 1_700_000_000_000,
		journal: {
			id: 'journal-0001' as JournalId,
			name: 'Sam’s journal',
			memberName: 'Sam',
			me: peer.me,
			role: 'owner',
			receipts: false,
			createdAt: 1_690_000_000_000
		},
		shared: { ...keys(10), doc: peer.shared },
		personal: { ...keys(20), doc: peer.personal }
	};
}

const make = (source: Source, using: BackupCrypto = crypto) =>
	makeBackup(source, PASSPHRASE, using, FEW_ROUNDS);

async function opened(file: Uint8Array) {
	const result = await openBackup(file, PASSPHRASE, crypto);
	if (!result.ok) throw new Error(result.fault);
	return result.value;
}

function withTalk(): Peer {
	const sam = seeker();
	const person = must(sam.journal.commands.addPerson(PRIYA));
	const day = civilDateOf(1_700_000_000_000);
	const talk = must(
		sam.journal.commands.addTalk({ person, date: day, agreedNotes: true, agreedSharing: false })
	);
	const notes = sam.journal.tables.personalNotes.get(talk)!;
	sam.journal.edit(notes.fields.culture, 'Decisions are written down');
	sam.journal.edit(notes.reflections, 'I could see myself there');
	return sam;
}

test('a backup holds both documents, the keys, the chains and the journal, and says what is in it', async () => {
	const source = sourceOf(withTalk());
	const made = await make(source);
	if (!made.ok) throw new Error(made.fault);
	expect(made.value).toMatchObject({ counts: { talks: 1, people: 1 }, syncs: true });
	const { backup, docs } = await opened(made.value.file);
	expect(backup.journal).toEqual(source.journal);
	expect(backup.madeAt).toBe(source.madeAt);
	for (const side of ['shared', 'personal'] as const) {
		const { doc, ...keys } = source[side];
		expect(backup[side]).toMatchObject(keys);
		expect(Y.equalSnapshots(Y.snapshot(docs[side]), Y.snapshot(doc))).toBe(true);
		expect(docs[side].getMap('people').toJSON()).toEqual(doc.getMap('people').toJSON());
		expect(docs[side].getMap('notes').toJSON()).toEqual(doc.getMap('notes').toJSON());
	}
});

test('S6: what waits for something that has not arrived is in the backup too', async () => {
	const { sam, ana } = pair();
	const late: Uint8Array[] = [];
	ana.shared.on('update', (update: Uint8Array) => late.push(update));
	const person = must(ana.journal.commands.addPerson(PRIYA));
	ana.journal.edit(ana.journal.tables.people.get(person)!.alias, 'Product lead, fintech, moved');
	Y.applyUpdate(sam.shared, late.at(-1)!);
	expect(sam.shared.store.pendingStructs).not.toBeNull();
	const made = await make(sourceOf(sam));
	if (!made.ok) throw new Error(made.fault);
	const { docs } = await opened(made.value.file);
	for (const update of late.slice(0, -1)) Y.applyUpdate(docs.shared, update);
	exchange(ana, sam);
	expect(docs.shared.getMap('people').toJSON()).toEqual(ana.shared.getMap('people').toJSON());
});

test('what is written while it is being made is not in it, and does not make it fail', async () => {
	const sam = withTalk();
	const slow: BackupCrypto = {
		...crypto,
		pbkdf2(...asked) {
			must(sam.journal.commands.addPerson({ ...PRIYA, alias: 'Somebody else' }));
			return crypto.pbkdf2(...asked);
		}
	};
	const made = await make(sourceOf(sam), slow);
	expect(made).toMatchObject({ ok: true, value: { counts: { people: 1 } } });
});

describe('it is opened again before it counts as made', () => {
	const spoiling = (spoil: (plain: Uint8Array) => Uint8Array): BackupCrypto => ({
		...crypto,
		async aead(key) {
			const aead = await crypto.aead(key);
			return { ...aead, seal: (nonce, header, plain) => aead.seal(nonce, header, spoil(plain)) };
		}
	});

	test('bytes that do not decrypt', async () => {
		const unlike: BackupCrypto = {
			...crypto,
			async aead(key) {
				const aead = await crypto.aead(key);
				return {
					...aead,
					async seal(...asked) {
						const sealed = await aead.seal(...asked);
						sealed[3]! ^= 1;
						return sealed;
					}
				};
			}
		};
		expect(await make(sourceOf(withTalk()), unlike)).toEqual({ ok: false, fault: 'unverified' });
	});

	test('a word that is not the one on the screen', async () => {
		const other = spoiling((plain) => replaced(plain, utf8('I could see'), utf8('I would see')));
		expect(await make(sourceOf(withTalk()), other)).toEqual({ ok: false, fault: 'unverified' });
	});

	test('a key that is not the one in use', async () => {
		const source = sourceOf(withTalk());
		const key = source.personal.epochs[0]!.key;
		const other = spoiling((plain) => replaced(plain, key, new Uint8Array(32)));
		expect(await make(source, other)).toEqual({ ok: false, fault: 'unverified' });
	});
});

test('a backup without device keys says that it cannot go on syncing', async () => {
	const source = sourceOf(withTalk());
	const keyless = {
		...source,
		shared: { ...source.shared, device: null },
		personal: { ...source.personal, device: null }
	};
	expect(await make(keyless)).toMatchObject({ ok: true, value: { syncs: false } });
	// Half a journal's keys would let one document sync and not the other.
	expect(await make({ ...source, shared: keyless.shared })).toEqual({ ok: false, fault: 'unverified' });
});

/** The bytes with one run of them replaced by another of the same length. */
function replaced(bytes: Uint8Array, from: Uint8Array, to: Uint8Array): Uint8Array {
	const at = bytes.findIndex((_, start) => from.every((byte, i) => bytes[start + i] === byte));
	if (at < 0) throw new Error('not in there');
	const out = new Uint8Array(bytes);
	out.set(to, at);
	return out;
}
