// Every code by which a relay ends a connection or refuses something, from the wire to what the person reads and can do,
// or to what the device does about it by itself.

import { readdir, readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
	CLOSE,
	DENIALS,
	type Denial,
	NACKS,
	type Nack,
	SNAPSHOT_REFUSALS
} from '../../src/lib/core/protocol/close.ts';
import { decodeClientMessage, encodeRelayMessage } from '../../src/lib/core/protocol/messages.ts';
import type { OpenTransport, TransportEvents } from '../../src/lib/core/sync/ports.ts';
import { lookAtInvite } from '../../src/lib/core/sync/redeem.ts';
import { statusWords } from '../../src/lib/core/sync/status-words.ts';
import { submitProblem } from '../../src/lib/state/invite-steps.ts';
import { joinProblem } from '../../src/lib/state/join-steps.ts';
import { problemWords } from '../../src/lib/state/problem-words.ts';
import { problemsOf } from '../../src/lib/state/room/room-problems.ts';
import { type RoomFacts, syncFacts } from '../../src/lib/state/room/sync-facts.ts';
import { type Problem, storageProblem } from '../../src/lib/state/problems.ts';
import { type Author, type RoomScene, roomScene } from '../support/room-scene.ts';
import { ScriptedRelay, turns } from '../support/scripted-relay.ts';
import { StillWorld } from '../support/still-world.ts';

let scene: RoomScene;
beforeEach(async () => {
	scene = await roomScene();
});

const factsOf = (status: RoomFacts['status']): RoomFacts => ({
	status,
	saved: { kind: 'saved' },
	unreadableRows: 0
});

/** What stands in the corner of every screen. */
const corner = (status: RoomFacts['status']): string => statusWords(syncFacts([factsOf(status)]), 0).text;
const noticed = (status: RoomFacts['status']): Problem[] => problemsOf([factsOf(status)]);

/** A sentence, and what to do about it: in words or as a button, wherever the person can do something. */
function expectWords(problem: Problem): void {
	const { says, helps, offers } = problemWords[problem];
	expect(says, problem).toMatch(/^[A-Z“].*\.$/);
	expect(helps === '' ? offers : helps, problem).toBeTruthy();
}

/** A device that is live and has written something that the relay has not taken. */
async function writing(by: Author = scene.sam): Promise<ScriptedRelay> {
	const relay = new ScriptedRelay(scene, by);
	await relay.live();
	await relay.writes();
	expect(relay.status).toMatchObject({ link: 'live', waiting: 1 });
	return relay;
}

describe('a connection that the relay ends', () => {
	const forGood: readonly (readonly [code: number, reason: string, says: Problem])[] = [
		[CLOSE.malformed, 'not a message', 'relay-bad-message'],
		[CLOSE.notAuthenticated, 'signature', 'not-authenticated'],
		[CLOSE.notAllowed, 'removed', 'removed'],
		[CLOSE.notAllowed, 'admission', 'relay-closed'],
		[CLOSE.notAllowed, 'invite-unknown', 'not-a-member'],
		[CLOSE.notAllowed, 'invite-used', 'not-a-member'],
		[CLOSE.notAllowed, 'invite-expired', 'not-a-member'],
		[CLOSE.notAllowed, 'invite-revoked', 'not-a-member'],
		[CLOSE.fork, 'two membership chains', 'relay-fork'],
		[CLOSE.tooOld, 'soundings.3', 'client-too-old']
	];

	test.each(forGood)(
		'S11: %i %s: words, nothing is tried until the person does, nothing is lost',
		async (code, reason, says) => {
			const relay = await writing();
			await relay.hangsUp(code, reason);
			expect(relay.closes).toEqual([code]);
			expect(noticed(relay.status)).toEqual([says]);
			expectWords(says);
			expect(corner(relay.status)).toBe('Not connected. Saved on this device, 1 change waiting');
			// "Try now", or a reload: what waits is sent.
			await relay.live();
			expect(noticed(relay.status)).toEqual([]);
			expect(relay.of('append')).toHaveLength(1);
		}
	);

	test('4403 not-a-member: the device shows its chain, and only when that does not help there are words', async () => {
		const relay = await writing();
		await relay.hangsUp(CLOSE.notAllowed, 'not-a-member');
		expect([relay.closes, noticed(relay.status)]).toEqual([[1006], []]);
		await relay.greet();
		expect(relay.of('hello')[0]?.proof).toMatchObject({ kind: 'chain' });
		await relay.hangsUp(CLOSE.notAllowed, 'not-a-member');
		expect(noticed(relay.status)).toEqual(['not-a-member']);
		expectWords('not-a-member');
	});

	test('4404: no words; the device brings the room back', async () => {
		const relay = await writing();
		await relay.hangsUp(CLOSE.noSuchRoom, 'no such room');
		expect([relay.closes, noticed(relay.status)]).toEqual([[1006], []]);
		await relay.greet();
		expect(relay.of('hello')[0]?.proof).toMatchObject({ kind: 'chain' });
	});

	test('4401 to a device that was too slow to say hello: it comes back by itself', async () => {
		const relay = new ScriptedRelay(scene, scene.sam);
		relay.dial();
		await relay.hangsUp(CLOSE.notAuthenticated, 'no hello in time');
		expect(relay.closes).toEqual([1006]);
		expect(noticed(relay.status)).toEqual([]);
	});

	test.each<readonly [string, Problem]>([
		['try later', 'relay-busy'],
		['too many hellos from this address', 'relay-busy'],
		['too many connections from this address', 'relay-busy'],
		['too fast', 'relay-busy'],
		['no more rooms', 'relay-no-rooms'],
		['too many rooms from this address', 'relay-no-rooms'],
		['the owner has to come first', 'relay-owner-first']
	])('4503 %s: words, until it has come back by itself', async (reason, says) => {
		const relay = await writing();
		await relay.hangsUp(CLOSE.tryLater, reason);
		expect(relay.closes).toEqual([CLOSE.tryLater]);
		expect(noticed(relay.status)).toEqual([says]);
		expectWords(says);
		expect(corner(relay.status)).toBe('Offline. Saved on this device, 1 change waiting');
		await relay.live();
		expect(noticed(relay.status)).toEqual([]);
		expect(relay.of('append')).toHaveLength(1);
	});

	test('4503: nobody is told to wait for a relay that has gone away meanwhile', async () => {
		const relay = await writing();
		await relay.hangsUp(CLOSE.tryLater, 'too fast');
		await relay.greet();
		expect(noticed(relay.status)).toEqual(['relay-busy']);
		await relay.hangsUp(1006, '');
		expect(noticed(relay.status)).toEqual([]);
	});

	test.each([
		[CLOSE.tryLater, 'stopping'],
		[CLOSE.slowReader, 'slow reader'],
		[1001, ''],
		[1006, ''],
		[1009, 'message too big'],
		[1013, '']
	])('%i %s: it comes back by itself; the corner says what is safe', async (code, reason) => {
		const relay = await writing();
		await relay.hangsUp(code, reason);
		expect(relay.closes).toEqual([code]);
		expect(noticed(relay.status)).toEqual([]);
		expect(corner(relay.status)).toBe('Offline. Saved on this device, 1 change waiting');
		await relay.live();
		expect(relay.of('append')).toHaveLength(1);
	});

	test('every code is among these', () => {
		const tested = [...forGood.map(([code]) => code), CLOSE.noSuchRoom, CLOSE.tryLater, CLOSE.slowReader];
		expect(new Set(tested)).toEqual(new Set(Object.values(CLOSE)));
	});
});

describe('an entry that the relay does not take', () => {
	async function refused(code: Nack, retryable: boolean, by?: Author): Promise<ScriptedRelay> {
		const relay = await writing(by);
		const { session, counter } = relay.last;
		await relay.says({ type: 'nack', session, counter, code, retryable });
		return relay;
	}

	const silent: Readonly<Record<Exclude<Nack, 'role' | 'quota'>, readonly boolean[]>> = {
		epoch: [true],
		membership: [true],
		size: [false],
		log: [true, false]
	};

	test.each(
		Object.entries(silent).flatMap(([code, all]) => all.map((again) => [code as Nack, again] as const))
	)('%s (retryable: %s): no words; it is sealed or sent anew at once', async (code, retryable) => {
		const relay = await refused(code, retryable);
		const beginsAgain = relay.closes.length === 1;
		expect(beginsAgain).toBe(retryable);
		expect(noticed(relay.status)).toEqual([]);
		if (!beginsAgain) return expect(relay.of('append').length).toBeGreaterThan(1);
		expect(relay.closes).toEqual([1006]);
		await relay.live();
		expect(relay.of('append')).toHaveLength(1);
		expect(relay.of('hello')[0]?.proof.kind).toBe(code === 'membership' ? 'chain' : 'none');
	});

	test('role: what was written is kept and said not to be sent', async () => {
		const relay = await refused('role', false);
		expect(relay.status.waiting).toBe(1);
		expect(noticed(relay.status)).toEqual(['viewer-wrote']);
		expectWords('viewer-wrote');
	});

	test('quota: the owner is told that the room is full, an editor that the rest is the owner’s', async () => {
		expect(noticed((await refused('quota', true)).status)).toEqual(['relay-full']);
		const anas = await refused('quota', true, scene.ana);
		expect(noticed(anas.status)).toEqual(['relay-full-share']);
		for (const problem of ['relay-full', 'relay-full-share'] as const) expectWords(problem);
		const sent = anas.of('append').length;
		anas.clock.advance(5000);
		await anas.says({ type: 'ping' });
		anas.clock.advance(20_000);
		await anas.says({ type: 'ping' });
		anas.clock.advance(6000);
		await turns();
		expect(anas.of('append').length).toBe(sent + 1);
	});

	test('every code is among these', () => {
		expect(new Set([...Object.keys(silent), 'role', 'quota'])).toEqual(new Set(NACKS));
	});
});

describe('a snapshot that the relay does not take', () => {
	test.each(SNAPSHOT_REFUSALS)(
		'%s: no words, for nothing of it is lost: the log has it all',
		async (code) => {
			const relay = await writing();
			await relay.says({ type: 'snapshot-refused', code });
			expect(relay.status).toMatchObject({ link: 'live', waiting: 1 });
			expect([relay.closes, noticed(relay.status)]).toEqual([[], []]);
		}
	);
});

describe('a statement that the relay does not take', () => {
	const told: Readonly<Record<Denial, Problem>> = {
		stale: 'relay-unreachable',
		malformed: 'relay-bad-message',
		signature: 'relay-bad-message',
		'not-allowed': 'not-owner',
		'invite-unknown': 'invite-foreign',
		'invite-used': 'invite-used',
		'invite-expired': 'invite-expired',
		'invite-revoked': 'invite-revoked'
	};

	test.each(DENIALS)('%s: words where the invite is made', async (code) => {
		const relay = new ScriptedRelay(scene, scene.sam);
		await relay.live();
		const submitted = relay.sync.submit(new Uint8Array(8), null);
		await relay.says({ type: 'denied', code });
		const how = await submitted;
		expect(how).toBe(code);
		expect(how === 'done' ? null : submitProblem(how)).toBe(told[code]);
		expect(problemWords[told[code]].says).toMatch(/\.$/);
	});

	test('while the relay cannot be reached: words, too', async () => {
		const relay = new ScriptedRelay(scene, scene.sam);
		const how = await relay.sync.submit(new Uint8Array(8), null);
		expect(how === 'done' ? null : submitProblem(how)).toBe('relay-unreachable');
		expectWords('relay-unreachable');
	});
});

describe('a link that leads nowhere', () => {
	/** A relay that ends the conversation once the invite was shown. */
	const ending =
		(end: (events: TransportEvents) => void): OpenTransport =>
		(events) => {
			const limits = { entry: 4096, ephemeral: 4096 };
			const challenge = { type: 'challenge', nonce: new Uint8Array(32), limits, now: 0 } as const;
			setImmediate(() => events.onFrame(encodeRelayMessage(challenge)));
			return {
				send: (frame) => {
					expect(decodeClientMessage(frame)?.type).toBe('hello');
					setImmediate(() => end(events));
				},
				close: () => undefined
			};
		};

	const look = async (end: (events: TransportEvents) => void): Promise<Problem | null> => {
		const { crypto, chain, ana } = scene;
		const clock = { now: () => 0, after: () => () => undefined };
		const ports = { crypto, clock, open: ending(end), origin: 'https://relay.test', token: '' };
		const view = await lookAtInvite(ports, { room: chain.room, secret: new Uint8Array(32) }, ana.device);
		return view.ok ? null : joinProblem(view.fault);
	};

	test.each<readonly [number, string, Problem]>([
		[CLOSE.malformed, '', 'relay-bad-message'],
		[CLOSE.notAuthenticated, '', 'relay-bad-message'],
		[CLOSE.notAllowed, 'invite-unknown', 'invite-foreign'],
		[CLOSE.notAllowed, 'invite-used', 'invite-used'],
		[CLOSE.notAllowed, 'invite-expired', 'invite-expired'],
		[CLOSE.notAllowed, 'invite-revoked', 'invite-revoked'],
		[CLOSE.noSuchRoom, '', 'invite-foreign'],
		[CLOSE.tooOld, 'soundings.3', 'client-too-old'],
		[CLOSE.tryLater, 'stopping', 'relay-busy'],
		[CLOSE.slowReader, '', 'invite-offline'],
		[1006, '', 'invite-offline']
	])('%i %s is said as %s', async (code, reason, says) => {
		expect(await look((events) => events.onClose(code, reason))).toBe(says);
		expectWords(says);
	});

	test.each<readonly [Exclude<Denial, 'stale'>, Problem]>([
		['malformed', 'relay-bad-message'],
		['signature', 'relay-bad-message'],
		['not-allowed', 'relay-bad-message'],
		['invite-unknown', 'invite-foreign'],
		['invite-used', 'invite-used'],
		['invite-expired', 'invite-expired'],
		['invite-revoked', 'invite-revoked']
	])('denied as %s is said as %s', async (code, says) => {
		const denied = encodeRelayMessage({ type: 'denied', code });
		expect(await look((events) => events.onFrame(denied))).toBe(says);
	});
});

test('every problem is raised by something, so that no words wait for what cannot happen', async () => {
	const root = new URL('../../src/', import.meta.url);
	const files = (await readdir(root, { recursive: true })).filter(
		(name) => /\.(ts|svelte)$/.test(name) && !/\.test\.ts$|state\/problem(s|-words)\.ts$/.test(name)
	);
	const all = (await Promise.all(files.map((name) => readFile(new URL(name, root), 'utf8')))).join('\n');
	// A storage's fault becomes a problem in one place, beside the codes themselves.
	const faults = ['quota', 'gone', 'unavailable', 'newer', 'failed'] as const;
	const raised = new Set<string>(faults.map(storageProblem));
	expect(Object.keys(problemWords).filter((code) => !raised.has(code) && !all.includes(`'${code}'`))).toEqual(
		[]
	);
});

describe('with the real relay', () => {
	let world: StillWorld;
	afterEach(() => world.close());

	test('a room that is full: an editor is told before the owner, whose share is kept', async () => {
		world = await StillWorld.open({ room: 6000, ownerShare: 3000 });
		const sam = await world.device(world.scene.sam);
		const ana = await world.device(world.scene.ana);
		for (let round = 0; ana.status.problem === null; round++) {
			expect(round).toBeLessThan(20);
			await ana.type('ana '.repeat(50));
			await world.pass(1000);
		}
		expect(noticed(ana.status)).toEqual(['relay-full-share']);
		await sam.type('there is room for sam');
		await world.pass(1000);
		expect(noticed(sam.status)).toEqual([]);
		for (let round = 0; sam.status.problem === null; round++) {
			expect(round).toBeLessThan(20);
			await sam.type('sam '.repeat(50));
			await world.pass(1000);
		}
		expect(noticed(sam.status)).toEqual(['relay-full']);
	});
});
