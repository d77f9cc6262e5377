import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { JournalId } from '../core/ids.ts';
import { Registry } from '../platform/registry.ts';
import { OpenJournals } from './open-journals.ts';
import { startOnThisDevice } from './start-steps.ts';

let registry: Registry;
let journals: OpenJournals;
let id: JournalId;
beforeEach(async () => {
	registry = await Registry.open();
	id = await startOnThisDevice(registry, 'Sam');
	journals = new OpenJournals(() => Promise.resolve(registry));
});
afterEach(async () => {
	await journals.close(id);
	await registry.deleteJournal(id);
	registry.close();
});

test('a journal closes after its last use, and only then', async () => {
	const [one, other] = [journals.use(id), journals.use(id)];
	await vi.waitFor(() => expect(one.state.step).toBe('open'));
	one.close();
	one.close();
	await Promise.resolve();
	expect(other.state.step).toBe('open');
	other.close();
	await vi.waitFor(() => expect(other.state.step).toBe('missing'));
});

test('one that was opened anew stays open when the last use of the one before ends', async () => {
	const before = journals.use(id);
	await vi.waitFor(() => expect(before.state.step).toBe('open'));
	before.close();
	const closed = journals.close(id);
	const after = journals.use(id);
	await closed;
	await vi.waitFor(() => expect(after.state.step).not.toBe('opening'));
	expect(after.state.step).toBe('open');
});
