// The token of a closed relay, over the real list of journals.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openJournal } from '../core/journal/journal.ts';
import { createCommands } from '../core/journal/commands.ts';
import * as downloads from '../platform/download.ts';
import { deleteDatabase } from '../platform/idb.ts';
import { type JournalRow, Registry } from '../platform/registry.ts';
import { webCrypto } from '../platform/webcrypto.ts';
import { Doc } from 'yjs';
import { admit } from './admission.ts';
import { saveBackup } from './backup.ts';
import { findBackup, letGo } from './backup-found.ts';
import { startOnThisDevice } from './start-steps.ts';

vi.mock('../platform/download.ts', { spy: true });

const TOKEN = 'zqtoken';
const PASSPHRASE = 'a river without a bridge';
let registry: Registry;
let row: JournalRow;
const retry = vi.fn();

beforeEach(async () => {
	registry = await Registry.open();
	row = (await registry.journal(await startOnThisDevice(registry, 'Sam')))!;
});
afterEach(async () => {
	retry.mockReset();
	vi.restoreAllMocks();
	registry.close();
	for (const { name } of await indexedDB.databases())
		if (name?.startsWith('soundings')) await deleteDatabase(name);
});

test('it is kept with the journal, and every page hears of it; the same one again is tried at once', async () => {
	const heard = vi.fn();
	registry.observe(heard);
	expect(await admit({ id: row.id, admission: '', retry }, TOKEN)).toEqual({ ok: true, value: null });
	await vi.waitUntil(() => heard.mock.calls.length > 0, { interval: 1 });
	expect(await registry.journal(row.id)).toEqual({ ...row, admission: TOKEN });
	expect(retry).not.toHaveBeenCalled();
	await admit({ id: row.id, admission: TOKEN, retry }, TOKEN);
	expect(retry).toHaveBeenCalledTimes(1);
});

test('S13: a backup does not have it', async () => {
	await admit({ id: row.id, admission: '', retry }, TOKEN);
	const journal = openJournal({
		shared: new Doc(),
		personal: new Doc(),
		me: row.me,
		random: (length) => webCrypto.random(length),
		now: () => Date.now(),
		commands: createCommands
	});
	const spy = vi.mocked(downloads.download).mockImplementation(() => undefined);
	await saveBackup({ id: row.id, journal }, PASSPHRASE);
	const [name, content] = spy.mock.lastCall!;
	const found = await findBackup(new File([content], name), PASSPHRASE);
	if (!found.ok) throw new Error(found.reason);
	const { journal: backed } = found.value.opened.backup;
	expect(backed).toMatchObject({ id: row.id, name: row.name });
	expect(JSON.stringify(backed)).not.toContain(TOKEN);
	letGo(found.value);
	journal.close();
});
