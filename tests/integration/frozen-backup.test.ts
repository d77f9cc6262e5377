// A backup file as version 1 of its format: whoever finds it on a disk in some years, and knows the passphrase, has everything.

import { describe, expect, test } from 'vitest';
import { close, openBackup } from '../../src/lib/core/backup/backup.ts';
import { mergeBackup } from '../../src/lib/core/backup/merge.ts';
import { toBase64url } from '../../src/lib/core/bytes.ts';
import { must } from '../../src/lib/core/journal/testing.ts';
import { readChain } from '../../src/lib/core/protocol/membership.ts';
import { backupCrypto } from '../support/backup-crypto.ts';
import { frozenBytes, frozenJson } from '../support/freeze-files.ts';
import { expectedOf, frozenRoom, openFrozen, openState } from '../support/freeze-open.ts';
import { outline } from '../support/freeze-outline.ts';
import { createSyncCrypto } from '../support/sync-crypto.ts';

interface Expected {
	readonly passphrase: string;
	readonly madeAt: number;
	readonly journal: object;
	readonly counts: { readonly talks: number; readonly people: number };
	readonly documents: 'journal';
}

const expected = frozenJson<Expected>('v2/backup.expected.json');
const file = frozenBytes('v2/backup.soundings');

async function opened(passphrase = expected.passphrase) {
	const read = await openBackup(file, passphrase, backupCrypto());
	if (!read.ok) throw new Error(read.fault);
	return read.value;
}

describe('S18: a backup of format 1', () => {
	test('opens with its passphrase, however that is typed, and with no other', async () => {
		const { backup, counts } = await opened();
		expect(backup).toMatchObject({ madeAt: expected.madeAt, journal: expected.journal });
		expect(backup.journal).toMatchObject({
			name: 'From ward to data',
			memberName: 'Sam',
			role: 'owner',
			receipts: false
		});
		// Without those that were put away.
		expect(counts).toEqual({ talks: 4, people: 5 });
		await opened(`  ${expected.passphrase} `);
		expect(await openBackup(file, `${expected.passphrase}!`, backupCrypto())).toEqual({
			ok: false,
			fault: 'wrong-passphrase'
		});
	});

	test('has both documents, word for word', async () => {
		const { backup, docs } = await opened();
		const { me, says } = expectedOf(`v2/${expected.documents}`);
		const page = openState(me, { shared: backup.shared.update, personal: backup.personal.update });
		expect(outline(page.journal, page.practice)).toMatchObject(says);
		close(docs);
	});

	test('has the rooms’ chains and the keys to go on with', async () => {
		const { backup } = await opened();
		const { keys, chain, epochs } = await frozenRoom('v2');
		const crypto = createSyncCrypto();
		expect(backup.shared.room).toBe(keys.room);
		expect(backup.shared.chain).toEqual(chain.statements);
		expect(backup.shared.epochs).toEqual([{ epoch: 1, key: new Uint8Array(epochs.get(1)!) }]);
		const { sign, exchange } = backup.shared.device!;
		expect([toBase64url(sign), toBase64url(exchange)]).toEqual(keys.sam.seeds);
		const own = await readChain(backup.personal.chain, crypto);
		if (!own.ok) throw new Error(own.fault);
		expect(own.chain.room).toBe(backup.personal.room);
		const signer = await crypto.signerFromSeed(new Uint8Array(backup.personal.device!.sign));
		expect([...own.chain.devices.keys()]).toEqual([toBase64url(signer.publicKey)]);
	});

	test('is merged into the journal that has gone on since, and takes nothing away', async () => {
		const backup = await opened();
		const page = openFrozen('v2/journal');
		const phase = page.journal.tables.phases.rows()[0]!.id;
		must(page.journal.commands.addMilestone({ phase, title: 'Since the backup' }));
		const before = outline(page.journal, page.practice);
		expect(mergeBackup(page, backup, ['shared', 'personal'])).toBe(false);
		expect(outline(page.journal, page.practice)).toEqual(before);
		close(backup.docs);
	});
});
