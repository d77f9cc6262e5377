import { afterEach, describe, expect, test } from 'vitest';
import { nextSurfaced } from '../../../tests/support/surfaced.ts';
import type { RoomId } from '../core/ids.ts';
import { lead, type Release } from './leading-tab.ts';

const ROOM = 'lead-test' as RoomId;
const releases: Release[] = [];
afterEach(async () => {
	await Promise.all(releases.splice(0).map((release) => release()));
});

/** A tab that wants to lead; `leads` resolves when it does. */
function tab(room = ROOM, onLead: () => Promise<void> | void = () => undefined) {
	const errors: unknown[] = [];
	let leading = false;
	let release: Release = () => Promise.resolve();
	const leads = new Promise<void>((resolve) => {
		release = lead(
			room,
			async () => {
				leading = true;
				resolve();
				await onLead();
			},
			(error) => errors.push(error)
		);
	});
	releases.push(release);
	return { leads, release, errors, leading: () => leading };
}

describe('the leading tab', () => {
	test('one leads at a time; the next takes over when it is released', async () => {
		const [first, second] = [tab(), tab()];
		await first.leads;
		const held = (await navigator.locks.query()).held?.filter(({ name }) => name?.includes(ROOM));
		expect(held).toHaveLength(1);
		expect(second.leading()).toBe(false);
		await first.release();
		await first.release();
		await second.leads;
	});

	test('rooms are led independently', async () => {
		const [one, other] = [tab(), tab('lead-other' as RoomId)];
		await Promise.all([one.leads, other.leads]);
	});

	test('one released while it waits never leads', async () => {
		const [first, waiting, third] = [tab(), tab(), tab()];
		await first.leads;
		await waiting.release();
		await first.release();
		await third.leads;
		expect(waiting.leading()).toBe(false);
		expect(waiting.errors).toEqual([]);
	});

	test('another leads only after what leading began has ended', async () => {
		let finish = () => {};
		const starting = new Promise<void>((resolve) => (finish = resolve));
		const [first, second] = [tab(ROOM, () => starting), tab()];
		await first.leads;
		const released = first.release();
		expect((await navigator.locks.query()).held?.some(({ name }) => name?.includes(ROOM))).toBe(true);
		expect(second.leading()).toBe(false);
		finish();
		await released;
		await second.leads;
	});

	test('one that fails to begin says so and leaves the lead to another', async () => {
		const failure = new Error('no store');
		const [first, second] = [tab(ROOM, () => Promise.reject(failure)), tab()];
		await second.leads;
		expect(first.errors).toEqual([failure]);
	});

	test('one that fails to begin after it was released says so too', async () => {
		let fail: (error: Error) => void = () => undefined;
		const first = tab(ROOM, () => new Promise((_, reject) => (fail = reject)));
		await first.leads;
		const released = first.release();
		const failure = new Error('a bug');
		fail(failure);
		await released;
		expect(first.errors).toEqual([failure]);
	});

	test('what nobody expects surfaces, and the release settles all the same', async () => {
		const bug = new Error('a bug');
		const surfaced = nextSurfaced();
		const release = lead(
			ROOM,
			() => Promise.reject(bug),
			(error) => {
				throw error;
			}
		);
		expect(await surfaced).toBe(bug);
		await release();
	});
});
