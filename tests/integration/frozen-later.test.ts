// What this build makes of things that only a later one knows: it keeps them as they are, goes read-only where it must,
// and says so.

import * as Y from 'yjs';
import { afterEach, describe, expect, test } from 'vitest';
import { toBase64url } from '../../src/lib/core/bytes.ts';
import { must } from '../../src/lib/core/journal/testing.ts';
import { decodeEntry } from '../../src/lib/core/protocol/entry.ts';
import { extendChain } from '../../src/lib/core/protocol/membership.ts';
import { encodeRelayMessage } from '../../src/lib/core/protocol/messages.ts';
import { adoptChain } from '../../src/lib/core/sync/chain-keeper.ts';
import { socketClassFor } from '../../src/lib/core/sync/encrypted-socket.ts';
import { Keyring } from '../../src/lib/core/sync/keyring.ts';
import type { TransportEvents } from '../../src/lib/core/sync/ports.ts';
import { readEntry, type Reading } from '../../src/lib/core/sync/reader.ts';
import { RoomSync } from '../../src/lib/core/sync/room-sync.ts';
import { problemsOf } from '../../src/lib/state/room/room-problems.ts';
import { frozenChunks, frozenJson } from '../support/freeze-files.ts';
import { LATER_CLIENT } from '../support/freeze-newer.ts';
import { expectedOf, frozenRoom, openFrozen, serveStore, VERSIONS } from '../support/freeze-open.ts';
import { outline } from '../support/freeze-outline.ts';
import { MemoryRoomStore } from '../support/memory-room-store.ts';
import { memoryRelayStore } from '../support/relay-memory-store.ts';
import { SyncDevice, systemClock, wsTransport } from '../support/sync-device.ts';

type Opened = ReturnType<typeof openFrozen>;
const READ_ONLY = { ok: false, reason: 'read-only' };

const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
	for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** All that a client wrote and is still there, as the document encodes it. */
function writtenBy(client: number, doc: Y.Doc): Uint8Array {
	const others = Y.decodeStateVector(Y.encodeStateVector(doc));
	const deletions = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(others)).length - 1;
	others.delete(client);
	const update = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(others));
	return update.subarray(0, update.length - deletions);
}

const laterIn = ({ shared, personal }: Opened) =>
	[shared, personal].map((doc) => toBase64url(writtenBy(LATER_CLIENT, doc)));

/** Every record that a later build has a field in is written into, put away and brought back. */
function writeEverywhere({ journal, practice: { records, bound } }: Opened): void {
	const { commands, tables } = journal;
	const [person, talk, phase, milestone] = [
		tables.people.rows()[0]!.id,
		tables.talks.rows()[0]!.id,
		tables.phases.rows()[0]!.id,
		tables.milestones.rows()[0]!.id
	];
	must(commands.renameMe('Samuel'));
	must(commands.renameJournal('Read and written'));
	must(commands.editPerson(person, { name: 'M.', email: 'new@example.org', alias: 'Another alias' }));
	must(commands.setNamed(person, true));
	must(commands.archivePerson(person));
	must(commands.restorePerson(person));
	must(commands.setTalkDate(talk, '2026-10-08'));
	must(commands.archiveTalk(talk));
	must(commands.restoreTalk(talk));
	journal.edit(tables.notes.get(talk)!.fields.growth, 'Grown.');
	journal.edit(tables.personalNotes.get(talk)!.reflections, 'Thought again.');
	must(commands.setPhaseTitle(phase, 'Listen more'));
	must(commands.movePhase(must(commands.addPhase({ title: 'Another' })), null));
	must(commands.setMilestoneTitle(milestone, 'Seven'));
	must(commands.setDone(milestone, true));
	must(commands.archiveMilestone(milestone));
	must(records.aims.set(records.aims.rows()[0]!.id, { weeks: 8 }));
	must(records.paths.move(records.paths.rows()[1]!.id, null));
	must(records.profiles.set(person, { cadence: 30 }));
	must(records.dossiers.set(person, { relevance: 2 }));
	must(records.questions.set(records.questions.rows()[0]!.id, { round: 3 }));
	const mention = bound.mentions.rows()[0]!.id;
	must(bound.mentions.set(mention, { months: 1 }));
	must(bound.mentions.archive(mention));
	must(records.goals.add({ talk, goal: 'Beside one that cannot be read' }));
}

describe.each(VERSIONS)('beside what was frozen as %s', (version) => {
	describe('S18: a journal that a later build has written into', () => {
		test('reads as far as this build can, and lists what it cannot read', () => {
			const page = openFrozen(`${version}/later`);
			const { says } = expectedOf(`${version}/later`);
			expect(says.unreadable.length).toBeGreaterThan(0);
			expect(outline(page.journal, page.practice)).toMatchObject(says);
			expect(page.journal.readOnly()).toBeNull();
		});

		test('is written on, and everything of the later build stays, byte for byte', () => {
			const page = openFrozen(`${version}/later`);
			const before = laterIn(page);
			expect(before.map((bytes) => bytes.length > 100)).toEqual([true, true]);
			writeEverywhere(page);
			expect(laterIn(page)).toEqual(before);
			while (page.journal.history.undo());
			expect(laterIn(page)).toEqual(before);
			while (page.journal.history.redo());
			expect(laterIn(page)).toEqual(before);
			const { shared } = page;
			expect(shared.getMap('constellations').toJSON()).toMatchObject({
				'orion-------': { stars: [1, 2.5, null, 'Rigel'] }
			});
			expect(shared.getMap('meta').get('theme')).toBe('dusk');
			expect(shared.getText('banner').toDelta()).toEqual([
				{ insert: 'set in bold', attributes: { bold: true } }
			]);
		});

		test('words beside what this build cannot show are edited without touching it', () => {
			const { journal } = openFrozen(`${version}/later`);
			const { culture } = journal.tables.notes.rows()[0]!.fields;
			const inserts = () => culture.toDelta() as { insert: unknown; attributes?: object }[];
			const embeds = () => inserts().filter(({ insert }) => typeof insert !== 'string');
			const before = [inserts().length, embeds()];
			journal.edit(culture, `${culture.toString()} And wide.`);
			journal.edit(culture, `Sam: ${culture.toString()}`);
			expect(culture.toString()).toBe('Sam: Doors open. In italics. And wide.');
			expect([inserts().length, embeds()]).toEqual(before);
			expect(embeds()).toHaveLength(1);
		});

		test('a field of a record that moves with its talk moves along', () => {
			const { journal, shared, personal } = openFrozen(`${version}/later`);
			const [talk] = journal.tables.talks.rows();
			const withLater = (doc: Y.Doc) =>
				Object.values(doc.getMap('mentions').toJSON() as Record<string, Record<string, unknown>>)
					.filter((mention) => 'later' in mention)
					.map(({ later, laterWords }) => [later, laterWords]);
			expect(withLater(shared)).toEqual([['moves along', 'and these']]);
			must(journal.commands.setAgreedSharing(talk!.id, false));
			expect([withLater(shared), withLater(personal)]).toEqual([[], [['moves along', 'and these']]]);
			must(journal.commands.setAgreedSharing(talk!.id, true));
			expect([withLater(shared), withLater(personal)]).toEqual([[['moves along', 'and these']], []]);
		});
	});

	test('S18: a journal whose schema a later build has raised is read, and not written to', () => {
		const page = openFrozen(`${version}/raised`);
		const { journal, practice } = page;
		const { records, bound } = practice;
		expect(journal.readOnly()).toBe('newer-schema');
		const { says } = expectedOf(`${version}/later`);
		expect(outline(journal, practice)).toMatchObject({ ...says, readOnly: 'newer-schema' });
		const bytes = () => [page.shared, page.personal].map((doc) => toBase64url(Y.encodeStateAsUpdate(doc)));
		const before = bytes();
		const [person, talk] = [journal.tables.people.rows()[0]!.id, journal.tables.talks.rows()[0]!.id];
		const tried = [
			journal.commands.renameJournal('x'),
			journal.commands.editPerson(person, { alias: 'x' }),
			journal.commands.setAgreedSharing(talk, false),
			journal.commands.forgetNotes(talk),
			journal.commands.addPhase({ title: 'x' }),
			records.profiles.set(person, { cadence: 30 }),
			records.goals.add({ talk, goal: 'x' }),
			records.aims.archive(records.aims.rows()[0]!.id),
			bound.mentions.add(talk, { title: 'x' }),
			bound.debriefs.open(talk)
		];
		expect(tried).toEqual(tried.map(() => READ_ONLY));
		journal.edit(journal.tables.notes.get(talk)!.fields.skills, 'x');
		expect([journal.history.undo(), page.written()]).toEqual([false, 0]);
		expect(bytes()).toEqual(before);
	});

	describe('S18: a log that a later build has written into', () => {
		interface Expected {
			readonly logId: Awaited<ReturnType<typeof frozenRoom>>['keys']['logId'];
			readonly readings: readonly string[];
			readonly banner: string;
		}
		const entries = frozenChunks(`${version}/later.entries.bin`);
		const { logId, readings, banner } = frozenJson<Expected>(`${version}/later.entries.expected.json`);
		const said = (reading: Reading) => ('why' in reading ? `${reading.kind} ${reading.why}` : reading.kind);

		test('what cannot be read is held or passed over, by its critical bit', async () => {
			const { crypto, chain, epochs } = await frozenRoom(version);
			const keyring = new Keyring(crypto, chain.room, epochs);
			const seen = { mayAdd: () => true };
			const context = { verifier: crypto, keyring, room: chain.room, logId, chain, seen };
			const found = [];
			for (const bytes of entries) found.push(said(await readEntry(context, bytes)));
			expect(found).toEqual(readings);
		});

		test('S11: a device reads on behind it, keeps its bytes, and says that something waits', async () => {
			const { chain, epochs, sam } = await frozenRoom(version);
			const store = memoryRelayStore();
			await store.createRoom({ room: chain.room, logId, chain: chain.statements, created: 0 });
			await store.append(entries.map((bytes) => ({ ...decodeEntry(bytes)!.header, bytes })));
			const relay = await serveStore(store);
			cleanUps.push(() => relay.close());
			const epochKey = epochs.get(chain.epoch)!;
			const device = new SyncDevice({ origin: relay.origin, chain, device: sam, epochKey, clientID: 7 });
			cleanUps.push(() => device.destroy());
			device.connect();
			await device.settled();
			expect(device.doc.getText('banner').toString()).toBe(banner);
			const { held } = await device.store.load();
			const waiting = readings.flatMap((reading, i) => (reading.startsWith('hold') ? [i] : []));
			expect(held.map(({ seq, bytes, why }) => [seq, toBase64url(bytes), `hold ${why}`])).toEqual(
				waiting.map((i) => [i + 1, toBase64url(entries[i]!), readings[i]])
			);
			const { status } = device.sync;
			expect(status).toMatchObject({ held: waiting.length, refused: 0, link: 'live' });
			expect(problemsOf([{ status, saved: { kind: 'saved' }, unreadableRows: 0 }])).toEqual(['entries-held']);
			expect((await store.room(chain.room))!.seq).toBe(entries.length);
		});
	});

	describe('S18: a membership chain that a later build has gone on with', () => {
		const later = frozenChunks(`${version}/later.statements.bin`);

		test.each([
			['of a kind', 0],
			['of a version', 1]
		])('a statement %s that is not known is neither believed nor called wrong', async (_, i) => {
			const { chain, crypto } = await frozenRoom(version);
			expect(await extendChain(chain, later[i]!, crypto)).toEqual({ ok: false, fault: 'unknown' });
			expect(await adoptChain(chain, [...chain.statements, later[i]!], crypto)).toBe('unknown');
		});

		test.each([0, 1])(
			'a device that is told of one (%i) stops syncing, keeps what it has, and says why',
			async (i) => {
				const { chain, keys, epochs, sam, crypto } = await frozenRoom(version);
				const relayStore = memoryRelayStore();
				await relayStore.createRoom({
					room: chain.room,
					logId: keys.logId,
					chain: chain.statements,
					created: 0
				});
				const relay = await serveStore(relayStore);
				cleanUps.push(() => relay.close());
				const store = new MemoryRoomStore();
				const doc = new Y.Doc();
				const { origin } = relay;
				let events: TransportEvents | null = null;
				const sync = new RoomSync({
					room: chain.room,
					device: sam,
					epochs,
					chain,
					doc,
					store,
					crypto,
					clock: systemClock,
					open: (given) => wsTransport(origin)((events = given)),
					origin,
					token: '',
					apply: () => true,
					onStored: () => undefined,
					isOwnClient: () => true,
					renewPresence: () => undefined
				});
				const until = (holds: () => boolean) =>
					new Promise<void>((resolve) => {
						const look = () => holds() && resolve();
						sync.subscribe(look);
						look();
					});
				const socket = new (socketClassFor(sync))();
				cleanUps.push(() => socket.close());
				await until(() => sync.status.link === 'live');
				events!.onFrame(encodeRelayMessage({ type: 'statement', statement: later[i]! }));
				await until(() => sync.status.problem !== null);
				await sync.settled();
				expect(sync.status).toMatchObject({ problem: { kind: 'newer-chain' }, link: 'off' });
				expect(sync.status.chain.statements).toEqual(chain.statements);
				expect(problemsOf([{ status: sync.status, saved: { kind: 'saved' }, unreadableRows: 0 }])).toEqual([
					'newer-membership'
				]);
			}
		);
	});
});
