import { beforeAll, describe, expect, test } from 'vitest';
import { type RoomScene, roomScene } from '../../../../tests/support/room-scene.ts';
import { newLogId, newSessionId, type RoomId } from '../ids.ts';
import { KIND } from '../protocol/entry.ts';
import type { Chain } from '../protocol/membership.ts';
import { toBase64url } from '../bytes.ts';
import { Keyring } from './keyring.ts';
import { readEntry, type Reading } from './reader.ts';

let scene: RoomScene;
beforeAll(async () => {
	scene = await roomScene();
});

interface Knowing {
	readonly chain?: Chain;
	readonly keyring?: Keyring;
	readonly seen?: { mayAdd(key: string, counter: number): boolean };
}

function read(bytes: Uint8Array, knowing: Knowing = {}): Promise<Reading> {
	const { crypto, keyring, chain, logId } = scene;
	const seen = { mayAdd: () => true };
	return readEntry({ verifier: crypto, keyring, room: chain.room, logId, chain, seen, ...knowing }, bytes);
}

test('an entry of an editor is read', async () => {
	const payload = Uint8Array.of(7, 8, 9);
	expect(await read(await scene.entry(scene.ana, { payload }))).toMatchObject({ kind: 'payload', payload });
});

describe('S10: what is not exactly what its author signed is never believed', () => {
	test('a flipped bit, every one of them', async () => {
		const good = await scene.entry(scene.ana, { payload: Uint8Array.of(1, 2, 3) });
		for (let bit = 0; bit < good.length * 8; bit++) {
			const bad = good.slice();
			bad[bit >> 3]! ^= 1 << (bit & 7);
			const { kind, ...rest } = await read(bad);
			expect(kind, `bit ${bit} ${JSON.stringify(rest)}`).toBe('refused');
		}
	});

	test('a truncated one, at every length, and one with something behind it', async () => {
		const good = await scene.entry(scene.ana);
		for (let length = 0; length < good.length; length++) {
			expect((await read(good.slice(0, length))).kind, `${length} bytes`).toBe('refused');
		}
		expect(await read(Uint8Array.of(...good, 0))).toEqual({ kind: 'refused', why: 'signature' });
	});

	test('a replay', async () => {
		const { ana } = scene;
		const good = await scene.entry(ana, { counter: 12 });
		const seen = {
			mayAdd: (key: string, counter: number) => key !== `${ana.id}.${ana.session}` || counter !== 12
		};
		expect(await read(good, { seen })).toEqual({ kind: 'refused', why: 'replay' });
	});

	test('one from another room or another log, rightly signed', async () => {
		const { ana, random } = scene;
		const room = toBase64url(random(32)) as RoomId;
		const keyring = new Keyring(scene.crypto, room, scene.epochs);
		expect(await read(await scene.entry(ana, { room, keyring }))).toEqual({
			kind: 'refused',
			why: 'other-room'
		});
		const logId = newLogId(random);
		expect(await read(await scene.entry(ana, { logId }))).toEqual({ kind: 'refused', why: 'other-log' });
	});

	test('one that a member signed in the name of another', async () => {
		const forged = await scene.entry(scene.sam, { signedBy: scene.ana });
		expect(await read(forged)).toEqual({ kind: 'refused', why: 'signature' });
	});

	test('one moved to another session or counter by its own author does not open: its key is another', async () => {
		const { ana, random, crypto, chain } = scene;
		const stranger = new Keyring(crypto, chain.room, new Map([[chain.epoch, random(32)]]));
		const sealedOtherwise = await scene.entry(ana, { keyring: stranger });
		expect(await read(sealedOtherwise)).toEqual({ kind: 'refused', why: 'ciphertext' });
	});
});

describe('roles are checked by every reader, whatever the relay let through', () => {
	test('a viewer cannot edit, not with a kind nobody knows either', async () => {
		const { vik } = scene;
		expect(await read(await scene.entry(vik))).toEqual({ kind: 'refused', why: 'role' });
		expect(await read(await scene.entry(vik, { kind: 77 }))).toEqual({ kind: 'refused', why: 'role' });
		expect(await read(await scene.entry(vik, { kind: KIND.receipt }))).toMatchObject({ kind: 'skip' });
	});

	test('nobody can write who is no member, or was none yet at the head that the entry names', async () => {
		expect(await read(await scene.entry(scene.mallory))).toEqual({ kind: 'refused', why: 'not-a-member' });
		const early = await scene.entry(scene.ana, { membership: scene.founded.head });
		expect(await read(early)).toEqual({ kind: 'refused', why: 'not-a-member' });
	});
});

describe('S11, S18: what cannot be read yet is held, not refused and not skipped', () => {
	test('a format, an epoch, a membership head and a content type that are not known', async () => {
		const { ana, withAna, chain, crypto, random, epochs } = scene;
		const later = new Keyring(crypto, chain.room, new Map([...epochs, [9, random(32)]]));
		expect(await read(await scene.entry(ana, { format: 2 }))).toEqual({ kind: 'hold', why: 'format' });
		expect(await read(await scene.entry(ana, { epoch: 9, keyring: later }))).toEqual({
			kind: 'hold',
			why: 'epoch'
		});
		const ahead = await scene.entry(ana);
		expect(await read(ahead, { chain: withAna })).toEqual({ kind: 'hold', why: 'membership' });
		expect(await read(await scene.entry(ana, { content: 200 }))).toEqual({ kind: 'hold', why: 'format' });
	});

	test('a kind that is not known: held when critical, else passed over', async () => {
		const { ana } = scene;
		expect(await read(await scene.entry(ana, { kind: 77, critical: true }))).toEqual({
			kind: 'hold',
			why: 'kind'
		});
		expect(await read(await scene.entry(ana, { kind: 77 }))).toMatchObject({ kind: 'skip' });
		const forged = await scene.entry(ana, { kind: 77, critical: true, signedBy: scene.mallory });
		expect(await read(forged)).toEqual({ kind: 'refused', why: 'signature' });
	});

	test('the same entry under another session is another entry', async () => {
		const { ana, random } = scene;
		const seen = { mayAdd: (key: string) => key !== `${ana.id}.${ana.session}` };
		const session = newSessionId(random);
		expect((await read(await scene.entry(ana, { session, counter: 0 }), { seen })).kind).toBe('payload');
	});
});

test('nobody but a member who may write makes others keep what cannot be read yet', async () => {
	const { vik, ana, mallory } = scene;
	expect(await read(await scene.entry(vik, { format: 2, kind: KIND.receipt }))).toEqual({
		kind: 'refused',
		why: 'role'
	});
	expect(await read(await scene.entry(vik, { kind: KIND.receipt, critical: true }))).toMatchObject({
		kind: 'skip'
	});
	expect(await read(await scene.entry(ana, { format: 2, signedBy: mallory }))).toEqual({
		kind: 'refused',
		why: 'signature'
	});
});
