import * as encoding from 'lib0/encoding';
import { beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { MemoryRoomStore } from '../../../../tests/support/memory-room-store.ts';
import { type Author, type RoomScene, roomScene } from '../../../../tests/support/room-scene.ts';
import { newLogId } from '../ids.ts';
import { decodeEntry, logNextBytes, logStartBytes } from '../protocol/entry.ts';
import { integrate } from './integrate.ts';
import { LogFollower, type OwnEntries } from './log-follower.ts';
import { OthersLedger } from './others.ts';
import { Outbox } from './outbox.ts';
import { StorageError } from './ports.ts';
import { sealParts } from './seal.ts';
import { CONTENT } from './plaintext.ts';

let scene: RoomScene;
let writer: Y.Doc;
beforeEach(async () => {
	scene = await roomScene();
	writer = new Y.Doc();
	writer.clientID = 7;
});

/** The update of one more word at the writer's. */
function typed(word: string): Uint8Array {
	const before = Y.encodeStateVector(writer);
	writer.getText('t').insert(writer.getText('t').length, word);
	return Y.encodeStateAsUpdate(writer, before);
}
const saying = async (word: string, by: Author = scene.ana) => scene.entry(by, { payload: typed(word) });

/** An update that is well-formed and that Yjs cannot take in: it names a neighbour that its own client never wrote. */
function poison(): Uint8Array {
	const encoder = encoding.createEncoder();
	const [clients, structs, client, clock] = [1, 1, 99, 0];
	for (const value of [clients, structs, client, clock]) encoding.writeVarUint(encoder, value);
	// A string with a left neighbour: clock 5 of the same client.
	encoding.writeUint8(encoder, 0x84);
	for (const value of [client, 5]) encoding.writeVarUint(encoder, value);
	encoding.writeVarString(encoder, 'x');
	encoding.writeVarUint(encoder, 0);
	return encoding.toUint8Array(encoder);
}

const nothingOwn: OwnEntries = { settle: () => ({ own: false, settled: [], edits: 0 }) };

/** Of a welcome without snapshots. */
const PLAIN = { snapshot: null, former: [], contradicted: false, believe: true } as const;

/** A device that reads: its document and its store outlive the follower. */
class ReaderDevice {
	readonly store: MemoryRoomStore;
	readonly doc = new Y.Doc();
	readonly lag = { behind: false };
	/** A viewer's. */
	isReadOnly = false;
	follower!: LogFollower;

	constructor(store = new MemoryRoomStore()) {
		this.store = store;
		for (const row of store.documentUpdates()) Y.applyUpdate(this.doc, row);
	}

	/** As at a new connection; `log` is what the relay then replays and says is all. */
	async follow(log: readonly Uint8Array[] = [], logId = scene.logId): Promise<this> {
		const { chain, crypto, keyring } = scene;
		const stored = await this.store.load();
		this.follower = new LogFollower({
			room: chain.room,
			verifier: crypto,
			keyring,
			store: this.store,
			stored,
			ledger: new OthersLedger(stored),
			isAlone: () => false,
			mayGive: () => !this.isReadOnly,
			onGiven: () => undefined,
			lag: this.lag,
			doc: this.doc,
			apply: (update) => integrate(this.doc, update, 'log'),
			onStored: () => undefined
		});
		const at = this.follower.position;
		const from = at?.logId === logId ? at.seq : 0;
		const head = { logId, seq: log.length, hash: await hashOf(log, logId) };
		await this.follower.begin({ ...PLAIN, head, from, asked: at });
		if (log.length > from) expect(await this.take(from + 1, log.slice(from))).toBe('ok');
		return this;
	}

	take(first: number, entries: readonly Uint8Array[], chain = scene.chain, own = nothingOwn) {
		return this.follower.take(chain, first, entries, own);
	}

	finish(outbox: readonly Uint8Array[] = [], mayWrite = true) {
		return this.follower.finish(async () => outbox, { mayWrite });
	}

	/** What another start would show. */
	get stored(): string {
		const doc = new Y.Doc();
		for (const row of this.store.documentUpdates()) Y.applyUpdate(doc, row);
		return doc.getText('t').toJSON();
	}

	get text(): string {
		return this.doc.getText('t').toJSON();
	}
}

async function hashOf(log: readonly Uint8Array[], logId = scene.logId): Promise<Uint8Array> {
	let hash = await scene.crypto.sha256(logStartBytes(scene.chain.room, logId));
	for (const entry of log) hash = await scene.crypto.sha256(logNextBytes(hash, entry));
	return hash;
}

describe('S10: what is refused does not stall the room', () => {
	test('between bad entries the good ones are read; all count in cursor and hash', async () => {
		const alone = async (word: string, by: Author) => {
			writer = new Y.Doc();
			return saying(word, by);
		};
		const flipped = await alone('lost', scene.ana);
		flipped[200]! ^= 1;
		const one = await alone('one', scene.ana);
		const forged = await alone('two', scene.vik);
		const log = [flipped, one, Uint8Array.of(1, 2, 3), one, forged, await alone('three', scene.sam)];
		const reader = await new ReaderDevice().follow(log);
		expect(await reader.finish()).toBe('ok');
		expect(['onethree', 'threeone']).toContain(reader.stored);
		expect(Object.fromEntries(reader.follower.refused)).toEqual({
			signature: 1,
			malformed: 1,
			replay: 1,
			role: 1
		});
		expect(reader.store.snapshot().cursor).toEqual({ logId: scene.logId, seq: 6, hash: await hashOf(log) });
	});

	test('an update that Yjs cannot take in spoils none of those it came with', async () => {
		expect(Y.decodeUpdate(poison()).structs).toHaveLength(1);
		const bad = await scene.entry(scene.sam, { payload: poison() });
		const log = [await saying('one '), bad, await saying('two')];
		const reader = await new ReaderDevice().follow(log);
		expect(reader.text).toBe('one two');
		expect(reader.stored).toBe('one two');
		expect(reader.follower.refused.get('content')).toBe(1);
	});

	test('bytes that are no update never become a row', async () => {
		const reader = await new ReaderDevice().follow([
			await scene.entry(scene.sam, { payload: Uint8Array.of(255, 255) }),
			await saying('fine')
		]);
		expect(reader.stored).toBe('fine');
	});

	test('a replay is known after a restart too', async () => {
		const one = await saying('one');
		const reader = await new ReaderDevice().follow([one]);
		await reader.finish();
		const again = await new ReaderDevice(reader.store.crash()).follow([one, one]);
		expect(again.follower.refused.get('replay')).toBe(1);
	});
});

describe('S4: nothing is left out', () => {
	test('a gap is not read over, and what was read already is passed over', async () => {
		const [one, two, three] = [await saying('a'), await saying('b'), await saying('c')];
		const reader = await new ReaderDevice().follow([one]);
		expect(await reader.take(3, [three])).toBe('gap');
		expect(await reader.take(1, [one, two, three])).toBe('ok');
		expect(reader.follower.position?.seq).toBe(3);
		expect(reader.stored).toBe('abc');
		expect(reader.follower.refused.size).toBe(0);
	});

	test('a log that is not the one the relay speaks of is a fork', async () => {
		const log = [await saying('a'), await saying('b')];
		const reader = await new ReaderDevice().follow([log[0]!]);
		await reader.finish();
		const head = { logId: scene.logId, seq: 2, hash: await hashOf(log) };
		await reader.follower.begin({ ...PLAIN, head, from: 1, asked: reader.follower.position });
		expect(await reader.take(2, [await saying('else')])).toBe('fork');
		expect(reader.follower.position?.seq).toBe(1);
		expect(await reader.finish()).toBe('fork');
	});

	test('an acknowledgement of other bytes is a fork', async () => {
		const own = await saying('own', scene.sam);
		const reader = await new ReaderDevice().follow();
		await reader.finish();
		const { header } = decodeEntry(own)!;
		expect(await reader.follower.takeAcked(header, own, await hashOf([await saying('x')]), nothingOwn)).toBe(
			'fork'
		);
		expect(await reader.follower.takeAcked(header, own, await hashOf([own]), nothingOwn)).toBe('ok');
		expect(reader.store.snapshot().cursor?.seq).toBe(1);
	});
});

describe('S6: the cursor is never ahead of the data', () => {
	test('a write that fails leaves both behind; the next connection reads them again', async () => {
		const log = [await saying('a'), await saying('b')];
		const reader = await new ReaderDevice().follow([log[0]!]);
		await reader.finish();
		reader.store.failNext('quota');
		await expect(reader.take(2, [log[1]!])).rejects.toBeInstanceOf(StorageError);
		expect(reader.store.snapshot().cursor?.seq).toBe(1);
		expect(reader.stored).toBe('a');
		await reader.follow(log);
		await reader.finish();
		expect(reader.store.snapshot().cursor?.seq).toBe(2);
		expect(reader.stored).toBe('ab');
		expect(reader.follower.refused.size).toBe(0);
	});

	test('what waits for an earlier change is stored as it came, though Yjs says nothing of it', async () => {
		const [first, second] = [typed('first '), typed('second')];
		const reader = await new ReaderDevice().follow([await scene.entry(scene.ana, { payload: second })]);
		await reader.finish();
		expect(reader.text).toBe('');
		const reopened = await new ReaderDevice(reader.store.crash()).follow();
		await reopened.take(2, [await scene.entry(scene.ana, { payload: first })]);
		expect(reopened.stored).toBe('first second');
	});

	test('a log read for the first time has no cursor until it is read to its end', async () => {
		const log = [await saying('a'), await saying('b')];
		const reader = await new ReaderDevice().follow(log);
		expect(reader.store.snapshot().cursor).toBeNull();
		await reader.finish();
		expect(reader.store.snapshot().cursor?.seq).toBe(2);
	});
});

describe('S11: what cannot be read yet is read later', () => {
	test('an author that this chain does not know yet: once the chain has grown', async () => {
		const reader = await new ReaderDevice().follow();
		await reader.finish();
		await reader.take(1, [await saying('hello '), await saying('there')], scene.founded);
		expect(reader.follower.heldCount).toBe(2);
		expect(reader.text).toBe('');
		await reader.follower.retryHeld(scene.founded);
		expect(reader.follower.heldCount).toBe(2);
		await reader.follower.retryHeld(scene.chain);
		expect(reader.stored).toBe('hello there');
		expect(reader.store.snapshot().held).toEqual([]);
	});

	test('an epoch whose key comes later, also after a restart', async () => {
		const { epochs, random, ana } = scene;
		const key = random(32);
		epochs.set(2, key);
		const log = [await scene.entry(ana, { epoch: 2, payload: typed('next epoch') })];
		epochs.delete(2);
		const reader = await new ReaderDevice().follow(log);
		await reader.finish();
		expect(reader.store.snapshot().held).toMatchObject([{ seq: 1, why: 'epoch' }]);
		epochs.set(2, key);
		const again = await new ReaderDevice(reader.store.crash()).follow(log);
		await again.follower.retryHeld(scene.chain);
		expect(again.stored).toBe('next epoch');
		expect(again.follower.heldCount).toBe(0);
	});

	describe('what is held of a log that is gone is held on', () => {
		/** A reader that could not read some of the log, before it was lost. */
		const held = async (...log: Uint8Array[]) => {
			const reader = await new ReaderDevice().follow(log);
			await reader.finish();
			expect(reader.store.snapshot().held.length).toBeGreaterThan(0);
			return reader;
		};
		/** The same page or the next one, when the relay has another log. */
		const meets = async (reader: ReaderDevice, logId = newLogId(scene.random)) => {
			const next = await new ReaderDevice(reader.store.crash()).follow([], logId);
			expect(await next.finish()).toBe('ok');
			return next;
		};
		const given = async ({ store }: ReaderDevice): Promise<string> => {
			const doc = new Y.Doc();
			for (const { update } of await store.edits()) Y.applyUpdate(doc, update);
			return doc.getText('t').toJSON();
		};
		let key: Uint8Array<ArrayBuffer>;
		let secret: Uint8Array<ArrayBuffer>;
		beforeEach(async () => {
			key = scene.random(32);
			scene.epochs.set(2, key);
			secret = await scene.entry(scene.ana, { epoch: 2, payload: typed('next epoch') });
			scene.epochs.delete(2);
		});

		test('S7: over another loss and a restart, until its key comes; then the new log is given it', async () => {
			let reader = await meets(await meets(await held(secret)));
			await reader.follower.retryHeld(scene.chain);
			expect(reader.follower.heldCount).toBe(1);
			expect(await given(reader)).toBe('');
			reader = new ReaderDevice(reader.store.crash());
			scene.epochs.set(2, key);
			await reader.follow([], reader.store.snapshot().cursor!.logId);
			await reader.follower.retryHeld(scene.chain);
			expect([reader.text, reader.stored, await given(reader)]).toEqual(Array(3).fill('next epoch'));
			expect(reader.store.snapshot().held).toEqual([]);
			expect(reader.follower.heldCount).toBe(0);
		});

		test('S3: but the log is not given what somebody else gave it meanwhile', async () => {
			const reader = await meets(await held(secret));
			const { logId } = reader.follower.position!;
			const again = await scene.entry(scene.ana, { logId, payload: Y.encodeStateAsUpdate(writer) });
			expect(await reader.take(1, [again])).toBe('ok');
			scene.epochs.set(2, key);
			await reader.follower.retryHeld(scene.chain);
			expect([reader.stored, await given(reader)]).toEqual(['next epoch', '']);
			expect(reader.store.snapshot().held).toEqual([]);
		});

		test('a viewer shows it, and gives nothing', async () => {
			const reader = await meets(await held(secret));
			reader.isReadOnly = true;
			scene.epochs.set(2, key);
			await reader.follower.retryHeld(scene.chain);
			expect([reader.stored, await given(reader)]).toEqual(['next epoch', '']);
		});

		test('in the order in which it came, beside what the new log has that cannot be read either', async () => {
			const critical = { kind: 99, critical: true };
			const [one, two] = [await scene.entry(scene.ana, critical), await scene.entry(scene.ana, critical)];
			const logId = newLogId(scene.random);
			const other = await scene.entry(scene.ana, { ...critical, logId });
			const reader = await (await held(one, two)).follow([other], logId);
			await reader.finish();
			expect(reader.store.snapshot().held.map(({ bytes }) => bytes)).toEqual([one, two, other]);
			const later = await meets(reader);
			expect(later.store.snapshot().held.map(({ bytes }) => bytes)).toEqual([one, two, other]);
		});

		test('S7: once, when the log comes back, or is read again', async () => {
			const first = await held(secret);
			const later = await meets(first);
			const back = await new ReaderDevice(later.store.crash()).follow([secret]);
			await back.finish();
			expect(back.store.snapshot().held).toMatchObject([{ seq: 1 }]);
		});

		test('a change in parts only when all of them are here', async () => {
			const { keyring, chain, logId, ana } = scene;
			const { room, head: membership } = chain;
			scene.epochs.set(2, key);
			const base = { seq: 0, hash: new Uint8Array(32) };
			const author = { signer: ana.device.signer, device: ana.id, session: ana.session };
			const context = { keyring, room, logId, epoch: 2, membership, base, ...author };
			const whole = await sealParts(context, 1, CONTENT.yjsUpdate, typed(' in parts'), 50, 20);
			const half = await sealParts(context, 1, CONTENT.yjsUpdate, typed(' of which one is lost'), 90, 20);
			scene.epochs.delete(2);
			const entries = [secret, ...whole.map(({ bytes }) => bytes), half[0]!.bytes];
			const reader = await meets(await held(...entries));
			expect(reader.follower.heldCount).toBe(entries.length - 1);
			scene.epochs.set(2, key);
			await reader.follower.retryHeld(scene.chain);
			expect([reader.stored, await given(reader)]).toEqual(Array(2).fill('next epoch in parts'));
			expect(reader.store.snapshot()).toMatchObject({ held: [], parts: [] });
		});
	});

	test('a critical kind stays, and does not stand in the way', async () => {
		const log = [await scene.entry(scene.ana, { kind: 99, critical: true }), await saying('behind it')];
		const reader = await new ReaderDevice().follow(log);
		await reader.finish();
		await reader.follower.retryHeld(scene.chain);
		expect(reader.store.snapshot().held).toMatchObject([{ seq: 1, why: 'kind' }]);
		expect(reader.stored).toBe('behind it');
	});
});

describe('a change that travels in parts', () => {
	const inParts = async (word: string, by = scene.ana) => {
		const { keyring, chain, logId } = scene;
		const base = { seq: 0, hash: new Uint8Array(32) };
		const { room, head: membership, epoch } = chain;
		const author = { signer: by.device.signer, device: by.id, session: by.session };
		const context = { keyring, room, logId, epoch, membership, base, ...author };
		const entries = await sealParts(context, 1, CONTENT.yjsUpdate, typed(word), 50, 10);
		return entries.map(({ bytes }) => bytes);
	};

	test('is whole when its last part comes, in whatever order, also after a restart', async () => {
		const parts = await inParts('a rather long thing to say');
		expect(parts.length).toBeGreaterThan(3);
		parts.push(parts.shift()!);
		const reader = await new ReaderDevice().follow(parts.slice(0, 2));
		await reader.finish();
		expect(reader.store.snapshot().parts).toHaveLength(2);
		const again = await new ReaderDevice(reader.store.crash()).follow(parts);
		expect(again.stored).toBe('a rather long thing to say');
		expect(again.store.snapshot().parts).toEqual([]);
	});

	test.each(['acknowledged', 'read'])(
		'S14: of an own change no part is kept once the next is %s',
		async (how) => {
			const [first, second] = await inParts('said by this device itself', scene.sam);
			const reader = await new ReaderDevice().follow([first!]);
			await reader.finish();
			expect(reader.store.snapshot().parts).toHaveLength(1);
			const own: OwnEntries = { settle: () => ({ own: true, settled: [], edits: 0 }) };
			const hash = await hashOf([first!, second!]);
			if (how === 'read') await reader.take(2, [second!], scene.chain, own);
			else await reader.follower.takeAcked(decodeEntry(second!)!.header, second!, hash, own);
			expect(reader.store.snapshot()).toMatchObject({ parts: [], cursor: { seq: 2 } });
		}
	);
});

describe('S7: a log that lacks something is given it', () => {
	const lost = async (mayWrite = true, outbox: readonly Uint8Array[] = []) => {
		const reader = await new ReaderDevice().follow([await saying('kept ')]);
		await reader.finish();
		await reader.follow([], newLogId(scene.random));
		const result = await reader.finish(outbox, mayWrite);
		return { reader, result, edits: await reader.store.edits() };
	};

	test('by a device that held it, as one edit', async () => {
		const { reader, result, edits } = await lost();
		expect(result).toBe('healed');
		expect(edits).toHaveLength(1);
		const doc = new Y.Doc();
		Y.applyUpdate(doc, edits[0]!.update);
		expect(doc.getText('t').toJSON()).toBe('kept ');
		expect(reader.store.snapshot().seen).toEqual([]);
	});

	test('S6: what it gives is on its own disk too, also an edit that could not be stored before', async () => {
		const reader = await new ReaderDevice().follow([await saying('kept ')]);
		await reader.finish();
		reader.doc.getText('t').insert(0, 'never stored ');
		await reader.follow([], newLogId(scene.random));
		expect(await reader.finish()).toBe('healed');
		expect(reader.stored).toBe('never stored kept ');
	});

	test('S3: but not what waits in its outbox anyway', async () => {
		const { result, edits } = await lost(true, [Y.encodeStateAsUpdate(writer)]);
		expect(result).toBe('healed');
		expect(edits).toHaveLength(1);
		const all = await new ReaderDevice().follow([await saying('more')]);
		await all.finish();
		await all.follow([], newLogId(scene.random));
		expect(await all.finish([Y.encodeStateAsUpdate(all.doc)])).toBe('ok');
		expect(await all.store.edits()).toEqual([]);
	});

	test('S3: nor what is written while the outbox is read', async () => {
		const reader = await new ReaderDevice().follow([await saying('kept ')]);
		await reader.finish();
		reader.doc.on('update', (update: Uint8Array) => void reader.store.addEdit(update));
		await reader.follow([], newLogId(scene.random));
		let looks = 0;
		const outbox = async () => {
			const waiting = (await reader.store.edits()).map(({ update }) => update);
			looks += 1;
			if (looks === 1) reader.doc.getText('t').insert(0, 'meanwhile ');
			return [Y.encodeStateAsUpdate(writer), ...waiting];
		};
		expect(await reader.follower.finish(outbox, { mayWrite: true })).toBe('ok');
		expect(looks).toBe(2);
	});

	test('not by a viewer, whose outbox would wait for ever', async () => {
		const { result, edits } = await lost(false);
		expect(result).toBe('ok');
		expect(edits).toEqual([]);
	});

	test('a deletion that it lacks is given too', async () => {
		const reader = await new ReaderDevice().follow([await saying('gone')]);
		await reader.finish();
		const log = [
			await scene.entry(scene.ana, { payload: Y.encodeStateAsUpdate(writer), logId: newLogId(scene.random) })
		];
		reader.doc.getText('t').delete(0, 4);
		await reader.follow(log, decodeEntry(log[0]!)!.header.logId);
		expect(await reader.finish()).toBe('healed');
	});
});

test('S3: an own entry that is met in the log is settled, and its content not stored again', async () => {
	const { sam, keyring, chain, logId } = scene;
	const reader = new ReaderDevice();
	await reader.store.addEdit(typed('mine'));
	const counter = { session: sam.session, next: 0 };
	const outbox = new Outbox(reader.store, counter, []);
	const base = { seq: 0, hash: await hashOf([]) };
	const { room, epoch, head: membership } = chain;
	const author = { signer: sam.device.signer, device: sam.id, session: sam.session };
	await outbox.sealNext({ keyring, room, logId, epoch, membership, base, ...author }, 1000);
	const [entry] = outbox.unsent();
	await reader.follow();
	await reader.finish([typed('')]);
	expect(await reader.take(1, [entry!], chain, outbox)).toBe('ok');
	expect(outbox.isEmpty).toBe(true);
	expect(reader.store.snapshot()).toMatchObject({ sealed: [], cursor: { seq: 1 } });
	expect(reader.store.documentUpdates()).toHaveLength(1);
});
