import { beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { MemoryRoomStore } from '../../../../tests/support/memory-room-store.ts';
import { type RoomScene, roomScene } from '../../../../tests/support/room-scene.ts';
import type { Chain } from '../protocol/membership.ts';
import { StorageError } from './ports.ts';
import { RoomSync } from './room-sync.ts';
import { StatementLine } from './statement-line.ts';

let scene: RoomScene;
let store: MemoryRoomStore;
let sync: RoomSync;
let sent: Uint8Array[];
let line: StatementLine;

/** A line of sam's device, which knows the chain that far. */
function knowing(chain: Chain): void {
	const { crypto, epochs, sam } = scene;
	store = new MemoryRoomStore();
	sync = new RoomSync({
		room: chain.room,
		device: sam.device,
		epochs,
		chain,
		doc: new Y.Doc(),
		store,
		crypto,
		clock: { now: () => 0, after: () => () => undefined },
		open: () => {
			throw new Error('nothing is opened here');
		},
		origin: 'https://relay.test',
		token: '',
		apply: () => true,
		onStored: () => undefined,
		isOwnClient: () => false,
		renewPresence: () => undefined
	});
	sent = [];
	line = new StatementLine({ sync, send: ({ statement }) => sent.push(statement) });
}

beforeEach(async () => {
	scene = await roomScene();
});

const nothing = () => Promise.resolve();
const length = (): number => sync.status.chain.statements.length;
/** The invite and the redemption that `withAna` has and `founded` has not. */
const [invited, redeemed] = [1, 2];

describe('the chain that a welcome brings', () => {
	test('is stored when it is longer, before it counts', async () => {
		knowing(scene.founded);
		const chain = await line.welcomed(scene.chain.statements);
		expect(chain).toMatchObject({ room: scene.chain.room, head: scene.chain.head });
		expect(store.snapshot().chain).toEqual(scene.chain.statements);
		expect(length()).toBe(1);
	});

	test('S14: and not stored again when it is the same', async () => {
		knowing(scene.chain);
		store.failNext('quota');
		expect(await line.welcomed(scene.chain.statements)).toBe(scene.chain);
	});

	test('S7: of a relay that was set back is shorter: it has to be shown this one, once', async () => {
		knowing(scene.chain);
		expect(await line.welcomed(scene.withAna.statements)).toBe('behind');
		sync.presentChain = true;
		expect(await line.welcomed(scene.withAna.statements)).toBe(scene.chain);
	});

	test('S10: is a fork when it is another, or does not hold', async () => {
		knowing(scene.withAna);
		const [genesis, first, second, third, fourth] = scene.chain.statements;
		expect(await line.welcomed([genesis!, third!, fourth!])).toBe('fork');
		expect(await line.welcomed([genesis!, first!, second!, fourth!])).toBe('fork');
		expect(store.snapshot().chain).toEqual([]);
	});

	test('S18: is newer when it goes on in a way that this build cannot read', async () => {
		knowing(scene.founded);
		const later = scene.chain.statements[invited]!.with(1, 9);
		expect(await line.welcomed([scene.chain.statements[0]!, later])).toBe('newer-chain');
	});
});

describe('a statement that the relay announces', () => {
	test('counts once it is stored; what waited for it is told then, and once', async () => {
		knowing(scene.founded);
		const told: number[] = [];
		const grown = (chain: Chain) => {
			told.push(chain.statements.length, length(), store.snapshot().chain.length);
			return nothing();
		};
		for (const statement of [invited, invited, redeemed].map((i) => scene.chain.statements[i]!))
			expect(await line.announced(statement, grown)).toBeNull();
		expect(told).toEqual([2, 2, 2, 3, 3, 3]);
	});

	test('S12: does not count when it could not be stored', async () => {
		knowing(scene.founded);
		store.failNext('quota');
		await expect(line.announced(scene.chain.statements[invited]!, nothing)).rejects.toBeInstanceOf(
			StorageError
		);
		expect(length()).toBe(1);
	});

	test('that does not follow, or cannot be read, ends the connection', async () => {
		knowing(scene.founded);
		const { statements } = scene.chain;
		expect(await line.announced(statements[redeemed]!, nothing)).toBe('other');
		expect(await line.announced(statements[invited]!.with(1, 9), nothing)).toBe('newer-chain');
		expect(length()).toBe(1);
	});
});

describe('a statement of this device', () => {
	beforeEach(() => knowing(scene.founded));
	const invite = () => scene.chain.statements[invited]!;

	test('is done when it is in the chain, also when others come first', async () => {
		let how: unknown = null;
		const done = line.submit(scene.chain.statements[redeemed]!, null).then((said) => (how = said));
		expect(sent).toEqual([scene.chain.statements[redeemed]]);
		await line.announced(invite(), nothing);
		expect(how).toBeNull();
		await line.announced(scene.chain.statements[redeemed]!, nothing);
		await done;
		expect(how).toBe('done');
	});

	test('is denied with the relay’s reason; then another may be offered', async () => {
		const first = line.submit(invite(), null);
		expect(await line.submit(invite(), null)).toBe('offline');
		line.denied('stale');
		expect(await first).toBe('stale');
		void line.submit(invite(), null);
		expect(sent).toHaveLength(2);
	});

	test('is nothing that anybody waits for when the connection is over', async () => {
		const how = line.submit(invite(), null);
		line.stop();
		expect(await how).toBe('offline');
		line.denied('stale');
		await line.announced(invite(), nothing);
		expect(await how).toBe('offline');
	});
});
