// A relay that ends connections and refuses what is sent: what the person reads, and that nothing is lost by it.

import { rm } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import type { Page } from '@playwright/test';
import {
	decodeClientMessage,
	decodeRelayMessage,
	encodeRelayMessage,
	type RelayMessage
} from '../../src/lib/core/protocol/messages.ts';
import { RELAY_PATH } from '../../src/lib/core/protocol/version.ts';
import { STORE_NAME } from '../../server/store/sqlite-file.ts';
import type { AppServer } from '../support/app-server.ts';
import { expect, test } from '../support/people.ts';
import type { Person } from '../support/person.ts';
import {
	addMilestone,
	createInvite,
	field,
	goTo,
	join,
	onTheRelay,
	startWithPlan,
	syncStatus
} from './steps.ts';

/** What this relay does instead of its own work; null: it is the real one. */
interface Script {
	/** Ends the connection at the hello. */
	end: { readonly code: number; readonly reason: string } | null;
	/** Says something else. */
	say: ((message: RelayMessage) => RelayMessage) | null;
	/** Says nothing from the first acknowledgement on, until it is let go. */
	holds: boolean;
	letGo(): void;
}

/** For every page that is opened from now on. */
async function scriptRelay({ context }: Person): Promise<Script> {
	const held: (() => void)[] = [];
	const script: Script = {
		end: null,
		say: null,
		holds: false,
		letGo() {
			script.holds = false;
			for (const deliver of held.splice(0)) deliver();
		}
	};
	await context.routeWebSocket(
		(url) => url.pathname === RELAY_PATH,
		(socket) => {
			const relay = socket.connectToServer();
			socket.onMessage((frame) => {
				const { end } = script;
				const isHello = decodeClientMessage(new Uint8Array(frame as Buffer))?.type === 'hello';
				if (isHello && end) void socket.close(end);
				else relay.send(frame);
			});
			relay.onMessage((frame) => {
				const message = decodeRelayMessage(new Uint8Array(frame as Buffer));
				if (message === null) throw new Error('the relay sent what is no message');
				const deliver = () =>
					socket.send(script.say ? Buffer.from(encodeRelayMessage(script.say(message))) : frame);
				if (script.holds && (message.type === 'ack' || held.length > 0)) held.push(deliver);
				else deliver();
			});
		}
	);
	return script;
}

/** Its disk is gone, and it is not running. */
async function wipe(server: AppServer): Promise<void> {
	await server.kill();
	for (const name of ['', '-wal', '-shm'])
		await rm(joinPath(server.dataDir, `${STORE_NAME}${name}`), { force: true });
}

const notice = (page: Page, words: string) => page.getByRole('main').getByText(words);

const REFUSALS: readonly (readonly [code: number, reason: string, words: string, button: string])[] = [
	[4400, 'not a message', 'This device and the relay do not understand each other.', 'Reload'],
	[4401, 'signature', 'The relay does not accept this device.', 'Reload'],
	[4403, 'admission', 'This relay asks for an admission token', 'Save and connect'],
	[4403, 'not-a-member', 'The relay does not know this device as a member of this journal.', 'Try now'],
	[4403, 'removed', 'You are no longer a member of this journal.', 'Download a copy'],
	[
		4409,
		'two membership chains',
		'The relay shows two different histories of this journal.',
		'Download a copy'
	],
	[4426, 'soundings.3', 'The relay needs a newer version of this app.', 'Reload']
];

test('every refusal is said in words, with what to do, and what is written meanwhile is kept and sent later', async ({
	sam
}) => {
	const script = await scriptRelay(sam);
	const { page } = sam;
	await startWithPlan(page);
	await onTheRelay(page);
	for (const [code, reason, words, button] of REFUSALS) {
		await test.step(`${String(code)} ${reason}`, async () => {
			script.end = { code, reason };
			await page.reload();
			await expect(notice(page, words)).toBeVisible();
			await expect(syncStatus(page)).toContainText('Not connected. Saved on this device');
			const offer = page.getByRole('main').getByRole('button', { name: button });
			await expect(offer).toBeVisible();
			script.end = null;
			if (button === 'Try now' || button === 'Reload') await offer.click();
			else await page.reload();
			await onTheRelay(page);
			await expect(notice(page, words)).toHaveCount(0);
		});
	}
	for (const [code, reason] of [
		[4503, 'stopping'],
		[4508, 'slow reader']
	] as const) {
		await test.step(`${String(code)}: offline, and it comes back by itself`, async () => {
			script.end = { code, reason };
			await page.reload();
			await expect(field(page, 'Milestone').first()).toBeVisible();
			await expect(syncStatus(page)).toContainText('Offline. Saved on this device');
			await addMilestone(page, `Written while ${String(code)}`);
			await expect(syncStatus(page)).toContainText(/Offline\. Saved on this device, .*changes? waiting/);
			script.end = null;
			await onTheRelay(page);
		});
	}
});

test('a relay without room: said, kept on this device, and sent when there is room', async ({ sam }) => {
	const script = await scriptRelay(sam);
	const { page } = sam;
	await startWithPlan(page);
	await onTheRelay(page);
	script.say = (message) =>
		message.type === 'ack'
			? { type: 'nack', session: message.session, counter: message.counter, code: 'quota', retryable: true }
			: message;
	await addMilestone(page, 'One too many');
	await expect(notice(page, 'The relay has no room left for this journal.')).toBeVisible();
	await expect(syncStatus(page)).not.toContainText('On the relay');
	script.say = null;
	await page.reload();
	await onTheRelay(page);
	await expect(field(page, 'Milestone').last()).toHaveValue('One too many');
	await expect(notice(page, 'The relay has no room left for this journal.')).toHaveCount(0);
});

test('S7: a relay that lost everything: said, and that it was given back only once it was', async ({
	server,
	sam
}) => {
	const script = await scriptRelay(sam);
	const { page } = sam;
	await startWithPlan(page);
	await onTheRelay(page);
	await wipe(server);
	script.holds = true;
	await server.restart();
	await expect(notice(page, 'The relay lost this journal.')).toBeVisible({ timeout: 20_000 });
	await expect(notice(page, 'This device is giving it back.')).toBeVisible();
	await expect(notice(page, 'This device has given it back.')).toHaveCount(0);
	script.letGo();
	await expect(notice(page, 'This device has given it back.')).toBeVisible({ timeout: 20_000 });
	await onTheRelay(page);
});

test('S7: it is said once, and nobody is thanked for what somebody else gave back', async ({
	server,
	sam,
	ana
}) => {
	await startWithPlan(sam.page);
	await join(ana.page, await createInvite(sam.page, 'Editor'), 'Ana');
	await goTo(ana.page, 'Plan');
	await expect(field(ana.page, 'Milestone')).toHaveValue('Two talks a week');
	await onTheRelay(ana.page);
	const plan = ana.page.url();
	await ana.close();
	await wipe(server);
	await server.restart();
	await expect(notice(sam.page, 'This device has given it back.')).toBeVisible({ timeout: 20_000 });
	await onTheRelay(sam.page);
	await ana.launch();
	await ana.page.goto(plan);
	await expect(notice(ana.page, 'The relay lost this journal and has it again.')).toBeVisible({
		timeout: 20_000
	});
	await onTheRelay(ana.page);
	for (const { page } of [sam, ana]) await expect(notice(page, 'The relay lost this journal')).toHaveCount(1);
	await expect(notice(ana.page, 'given it back')).toHaveCount(0);
});

test('a relay that is too busy says so; one that is only started again does not', async ({ sam }) => {
	const script = await scriptRelay(sam);
	const { page } = sam;
	await startWithPlan(page);
	await onTheRelay(page);
	script.end = { code: 4503, reason: 'no more rooms' };
	await page.reload();
	await expect(notice(page, 'The relay takes no new journals now.')).toBeVisible();
	await expect(syncStatus(page)).toContainText('Offline. Saved on this device');
	script.end = { code: 4503, reason: 'stopping' };
	await expect(notice(page, 'The relay takes no new journals now.')).toHaveCount(0, { timeout: 20_000 });
	await expect(syncStatus(page)).toContainText('Offline. Saved on this device');
	script.end = null;
	await onTheRelay(page);
});
