import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nextSurfaced } from '../../../tests/support/surfaced.ts';
import type { JournalId } from '../core/ids.ts';
import { StorageError } from '../core/sync/ports.ts';
import { Registry } from '../platform/registry.ts';
import { App } from './app.svelte.ts';
import { fetchPart, NotFetched } from './fetch-part.ts';

vi.mock('./fetch-part.ts', { spy: true });

const NOBODYS = 'AAAAAAAAAAAAAAAAAAAAAA' as JournalId;

let app: App;
beforeEach(() => {
	app = new App();
});
afterEach(() => {
	vi.restoreAllMocks();
});

const fail = (error: Error) => vi.mocked(fetchPart).mockRejectedValueOnce(error);

/** Everything that an error may keep from coming to an end, by name. */
const asked: readonly (readonly [what: string, problem: () => Promise<string | null>])[] = [
	['starting a journal', async () => problemIn(await app.startJournal({ name: 'Sam' }))],
	['asking what is unsent', async () => problemIn(await app.unsentChanges(NOBODYS))],
	['reading an invite', () => refusal(app.readInvite('#x'))]
];

const problemIn = (outcome: { ok: true } | { ok: false; problem: string }): string | null =>
	outcome.ok ? null : outcome.problem;

function refusal(flow: ReturnType<App['readInvite']>): Promise<string> {
	return vi.waitFor(() => {
		if (flow.state.step !== 'refused') throw new Error(`it is ${flow.state.step}`);
		return flow.state.problem;
	});
}

test.each(asked)('%s without the part of the app that does it says so', async (_what, ask) => {
	fail(new NotFetched());
	expect(await ask()).toBe('not-fetched');
});

test.each(asked)(
	'%s with a bug in it comes to an end; the bug surfaces and is not called offline',
	async (_what, ask) => {
		const bug = new TypeError('a bug');
		fail(bug);
		const surfaced = nextSurfaced();
		expect(await ask()).toBe('unexpected');
		expect(await surfaced).toBe(bug);
	}
);

test('opening a journal with a bug in it does not stay at "Opening…"', async () => {
	const bug = new TypeError('a bug');
	const surfaced = nextSurfaced();
	vi.spyOn(Registry.prototype, 'journal').mockRejectedValueOnce(bug);
	const handle = app.openJournal(NOBODYS);
	await vi.waitFor(() => expect(handle.state).toEqual({ step: 'failed', problem: 'unexpected' }));
	expect(await surfaced).toBe(bug);
	handle.close();
});

test('a journal that could not be opened for a copy is not kept in use', async () => {
	const reading = vi.spyOn(Registry.prototype, 'journal').mockRejectedValueOnce(new StorageError('failed'));
	expect(await app.saveCopy(NOBODYS)).toEqual({ ok: false, problem: 'storage-failed' });
	await app.saveCopy(NOBODYS);
	expect(reading).toHaveBeenCalledTimes(2);
});
