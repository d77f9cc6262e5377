import { beforeEach, describe, expect, test } from 'vitest';
import { type Author, type RoomScene, roomScene } from '../../../../tests/support/room-scene.ts';
import { toBase64url } from '../bytes.ts';
import type { MemberId, RoomId } from '../ids.ts';
import { Keyring } from './keyring.ts';
import { Presence } from './presence.ts';
import type { PresenceState } from './provider-frames.ts';

/** A tab of the reading device's own. */
const OWN = 4242;

let scene: RoomScene;
let sams: Presence;
let anas: Presence;
beforeEach(async () => {
	scene = await roomScene();
	sams = presenceOf(scene.sam);
	anas = presenceOf(scene.ana);
});

const presenceOf = (author: Author, keyring = scene.keyring, room = scene.chain.room) =>
	new Presence(keyring, room, author.id, author.session, (client) => client === OWN);

const memberOf = (author: Author): MemberId => scene.chain.devices.get(author.id)!.member;

const here = (author: Author, client: number, clock = 1, more: object = {}): PresenceState => ({
	client,
	clock,
	state: JSON.stringify({ member: memberOf(author), ...more })
});

const sealed = async (by: Presence, ...states: PresenceState[]) => (await by.seal(scene.chain, states))!;
const open = (payload: Uint8Array, connection = 'ana-1', chain = scene.chain) =>
	sams.open(chain, connection, payload);

test('a peer is shown as it says it is', async () => {
	const state = here(scene.ana, 7, 3, { cursor: { anchor: 12 } });
	expect(await open(await sealed(anas, state))).toEqual([state]);
	expect(sams.deviceOf('ana-1')).toBe(scene.ana.id);
});

describe('nobody speaks for another', () => {
	test('a connection cannot move or remove a client id that another was first to use', async () => {
		await open(await sealed(anas, here(scene.ana, 7)));
		const viks = presenceOf(scene.vik);
		const imitation = here(scene.vik, 7, 99);
		const removal = { client: 7, clock: 99, state: 'null' };
		const own = here(scene.vik, 8);
		expect(await open(await sealed(viks, imitation, removal, own), 'vik-1')).toEqual([own]);
		expect(sams.leave('vik-1').map(({ client }) => client)).toEqual([8]);
	});

	test('a state must name the member whose device sent it', async () => {
		const asSam = { client: 9, clock: 1, state: JSON.stringify({ member: memberOf(scene.sam) }) };
		const asNobody = { client: 10, clock: 1, state: '{"cursor":1}' };
		const broken = { client: 11, clock: 1, state: '{"member"' };
		const plain = { client: 12, clock: 1, state: '"ana"' };
		expect(await open(await sealed(anas, asSam, asNobody, broken, plain))).toEqual([]);
		expect(sams.leave('ana-1')).toEqual([]);
	});

	test('nobody speaks for this device’s own tabs, nor puts a clock out of reach', async () => {
		const own = here(scene.ana, OWN);
		const late = here(scene.ana, 7, Number.MAX_SAFE_INTEGER);
		expect(await open(await sealed(anas, own, late))).toEqual([]);
		expect(await open(await sealed(anas, here(scene.ana, 7)))).toHaveLength(1);
	});

	test('a device that is no member is not heard, though it has the key', async () => {
		const theirs = presenceOf(scene.mallory);
		const state = { client: 7, clock: 1, state: 'null' };
		expect(await open(await sealed(theirs, state))).toEqual([]);
		expect(await open(await sealed(anas, here(scene.ana, 7)), 'ana-1', scene.founded)).toEqual([]);
	});

	test('a frame does not open under the name of another device', async () => {
		const { ana, vik, keyring, chain } = scene;
		const payload = await sealed(
			new Presence(keyring, chain.room, ana.id, vik.session, () => false),
			here(ana, 7)
		);
		const renamed = payload.slice();
		renamed.set((await sealed(presenceOf(vik), here(vik, 8))).subarray(4, 36), 4);
		expect(await open(renamed)).toEqual([]);
	});

	test('sixteen clients of one connection and no more', async () => {
		const states = Array.from({ length: 20 }, (_, client) => here(scene.ana, client));
		expect(await open(await sealed(anas, ...states))).toHaveLength(16);
	});
});

describe('what is not exactly what was sealed shows nothing', () => {
	test('any flipped byte, any truncation', async () => {
		const payload = await sealed(anas, here(scene.ana, 7));
		for (let at = 0; at < payload.length; at++) {
			const bad = payload.slice();
			bad[at]! ^= 1;
			expect(await open(bad), `byte ${at}`).toEqual([]);
			expect(await open(payload.slice(0, at)), `${at} bytes`).toEqual([]);
		}
		expect(await open(payload)).toHaveLength(1);
	});

	test('a frame shown before, or older than one shown', async () => {
		const [first, second] = [
			await sealed(anas, here(scene.ana, 7, 1)),
			await sealed(anas, here(scene.ana, 7, 2))
		];
		expect(await open(second)).toHaveLength(1);
		expect(await open(second)).toEqual([]);
		expect(await open(first)).toEqual([]);
	});

	test('a frame of another room', async () => {
		const room = toBase64url(scene.random(32)) as RoomId;
		const elsewhere = new Keyring(scene.crypto, room, scene.epochs);
		expect(await open(await sealed(presenceOf(scene.ana, elsewhere, room), here(scene.ana, 7)))).toEqual([]);
	});

	test('a state too large to be one', async () => {
		expect(await open(await sealed(anas, here(scene.ana, 7, 1, { big: 'x'.repeat(5000) })))).toEqual([]);
	});
});

describe('who has gone', () => {
	test('leaves with the clock last seen, so that coming back with a later one shows again', async () => {
		await open(await sealed(anas, here(scene.ana, 7, 4)));
		await open(await sealed(anas, here(scene.ana, 7, 9)));
		expect(sams.leave('ana-1')).toEqual([{ client: 7, clock: 9, state: 'null' }]);
		expect(sams.leave('ana-1')).toEqual([]);
		expect(await open(await sealed(anas, here(scene.ana, 7, 10)), 'ana-2')).toHaveLength(1);
	});

	test('all leave at once when the connection is lost', async () => {
		await open(await sealed(anas, here(scene.ana, 7)));
		await open(await sealed(presenceOf(scene.vik), here(scene.vik, 8)), 'vik-1');
		expect(sams.leaveAll().map(({ client }) => client)).toEqual([7, 8]);
		expect(sams.deviceOf('ana-1')).toBeNull();
	});
});

test('S9: every frame has a counter of its own, and short ones are of one length', async () => {
	const frames = [await sealed(anas, here(scene.ana, 7)), await sealed(anas, here(scene.ana, 7))];
	expect(frames[0]!.subarray(0, 60)).not.toEqual(frames[1]!.subarray(0, 60));
	expect((await sealed(anas, here(scene.ana, 7, 1, { a: 1 }))).length).toBe(frames[0]!.length);
});

test('without the epoch’s key nothing is said', async () => {
	const locked = presenceOf(scene.ana, new Keyring(scene.crypto, scene.chain.room, new Map()));
	expect(await locked.seal(scene.chain, [here(scene.ana, 7)])).toBeNull();
});

test('tabs that come and go do not use up a connection', async () => {
	for (let client = 100; client < 120; client++) {
		expect(await open(await sealed(anas, here(scene.ana, client)))).toHaveLength(1);
		await open(await sealed(anas, { client, clock: 2, state: 'null' }));
	}
});
