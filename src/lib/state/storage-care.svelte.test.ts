// When the browser is asked to keep what is stored, in a real browser whose answer is stubbed.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { must, PRIYA, seeker, type Peer } from '../core/journal/testing.ts';
import type { JournalSession } from './contract.ts';
import { StorageCare } from './storage-care.svelte.ts';

let persist: ReturnType<typeof vi.fn<() => Promise<boolean>>>;
let promised: boolean;
let sam: Peer;
const session = (sample = false) => ({ journal: sam.journal, sample }) as JournalSession;

const write = () => must(sam.journal.commands.addPerson(PRIYA));

beforeEach(() => {
	localStorage.clear();
	sam = seeker();
	persist = vi.fn(() => Promise.resolve(false));
	promised = false;
	vi.spyOn(navigator.storage, 'persisted').mockImplementation(() => Promise.resolve(promised));
	vi.spyOn(navigator.storage, 'persist').mockImplementation(persist);
});
afterEach(() => {
	vi.restoreAllMocks();
	localStorage.clear();
});

test('it is asked once the person has written something, not before, and once only', async () => {
	const care = new StorageCare();
	await care.askOnceWritten(session());
	expect(persist).not.toHaveBeenCalled();
	write();
	write();
	await vi.waitFor(() => expect(care.refused).toBe(true));
	expect(persist).toHaveBeenCalledTimes(1);
	const later = new StorageCare();
	await later.askOnceWritten(session());
	write();
	expect(persist).toHaveBeenCalledTimes(1);
	expect(later.refused).toBe(true);
});

test('the sample is nothing to keep, and a promise that was given is not asked for', async () => {
	await new StorageCare().askOnceWritten(session(true));
	write();
	promised = true;
	const care = new StorageCare();
	await care.askOnceWritten(session());
	write();
	expect(persist).not.toHaveBeenCalled();
	expect(care.kept).toBe('kept');
});

test('a browser that deletes after a week is named once it declined, and the hint goes when it is dismissed', async () => {
	vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue(
		'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'
	);
	const care = new StorageCare();
	await care.askOnceWritten(session());
	expect(care.installHint).toBeNull();
	write();
	await vi.waitFor(() => expect(care.installHint).toBe('home-screen'));
	care.dismissHint();
	expect(care.installHint).toBeNull();
	expect(care.install).toBe('home-screen');
	expect(new StorageCare().installHint).toBeNull();
});
