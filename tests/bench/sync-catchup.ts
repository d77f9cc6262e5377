// A fresh device catches up, step by step: it fetches the log from a relay, checks signatures, decrypts, applies. Each step is
// done for the whole log before the next, so that each can be measured; the app does them entry by entry.

import * as Y from 'yjs';
import { fromBase64url } from '../../src/lib/core/bytes.ts';
import { decodeEntry, type EntryHeader, verifyEntry } from '../../src/lib/core/protocol/entry.ts';
import { foundRoom } from '../../src/lib/core/protocol/membership.ts';
import { decodeChunk, verifyChunk } from '../../src/lib/core/protocol/snapshot.ts';
import { integrate } from '../../src/lib/core/sync/integrate.ts';
import { type Keyring, nonceOf, type Purpose } from '../../src/lib/core/sync/keyring.ts';
import { decodePlaintext } from '../../src/lib/core/sync/plaintext.ts';
import { isSoundUpdate } from '../../src/lib/core/sync/yjs-update.ts';
import { webCrypto } from '../../src/lib/platform/webcrypto.ts';
import { author } from '../support/room-scene.ts';
import { dialRelay } from '../support/relay-world.ts';
import { newMember, type RelayPeer, TestDevice } from '../support/relay-peer.ts';
import { createSyncCrypto } from '../support/sync-crypto.ts';
import { Sealer } from './relay/devices/sealer.ts';
import type { ServerProcess } from './relay/server-process.ts';

/** Milliseconds of this process's processor time. */
export interface Steps {
	readonly download: number;
	readonly verify: number;
	readonly decrypt: number;
	readonly apply: number;
	/** Applying the same updates as they were written, and nothing else. */
	readonly floor: number;
}

export interface Catchup {
	/** Entry by entry. */
	readonly log: Steps;
	/** The same content as a snapshot. */
	readonly snapshot: Steps;
}

/** What both entries and chunks are, taken apart. */
interface Sealed {
	readonly header: EntryHeader;
	readonly additional: Uint8Array;
	readonly ciphertext: Uint8Array;
	readonly isSigned: () => Promise<boolean>;
}

const AT_ONCE = 500;

export async function catchUp(server: ServerProcess, updates: readonly Uint8Array[]): Promise<Catchup> {
	const origin = `http://127.0.0.1:${String(server.port)}`;
	const writer = await author(createSyncCrypto());
	const device = new TestDevice(writer.device);
	const chain = await foundRoom(createSyncCrypto(), writer.device, newMember());
	const come = async (): Promise<RelayPeer> => {
		const peer = await dialRelay(origin);
		await device.hello(peer, chain, origin);
		return peer;
	};

	const first = await come();
	const { head } = await first.take('welcome');
	const sealer = new Sealer(webCrypto, chain, writer, head.logId);
	let position = { seq: 0, hash: head.hash };
	for (let at = 0; at < updates.length; at += AT_ONCE) {
		const some = updates.slice(at, at + AT_ONCE);
		for (const update of some)
			for (const entry of await sealer.change(update)) first.send({ type: 'append', entry });
		for (const _ of some) position = await first.take('ack');
	}

	const log = await steps(updates, sealer.keyring, 'entry', async () => {
		const peer = await come();
		const entries: Uint8Array[] = [];
		const welcome = await peer.take('welcome');
		while (entries.length < welcome.head.seq) entries.push(...(await peer.take('entries')).entries);
		return entries.map(ofEntry);
	});

	const doc = new Y.Doc();
	for (const update of updates) Y.applyUpdate(doc, update);
	const state = Y.encodeStateAsUpdate(doc);
	for (const chunk of await sealer.snapshot(state, position)) first.send({ type: 'snapshot', chunk });
	await first.take('snapshot');
	const snapshot = await steps([state], sealer.keyring, 'snapshot', async () => {
		const peer = await come();
		const chunks: Uint8Array[] = [];
		const welcome = await peer.take('welcome');
		while (chunks.length < (welcome.snapshot?.chunks ?? 0)) chunks.push((await peer.take('chunk')).chunk);
		return chunks.map(ofChunk);
	});
	return { log, snapshot };
}

async function steps(
	written: readonly Uint8Array[],
	keyring: Keyring,
	purpose: Purpose,
	fetch: () => Promise<readonly Sealed[]>
): Promise<Steps> {
	const [download, sealed] = await timed(fetch);
	const [verify] = await timed(async () => {
		for (const { isSigned } of sealed) if (!(await isSigned())) throw new Error('a wrong signature');
	});
	const [decrypt, plain] = await timed(() => opened(sealed, keyring, purpose));
	// A snapshot's chunks are one update, in pieces.
	const updates = purpose === 'snapshot' ? [Buffer.concat(plain)] : plain;
	// As a device that reads a log anew: into its document, and into one to compare with.
	const [apply] = await timed(async () => {
		const [doc, scratch] = [new Y.Doc(), new Y.Doc({ gc: false })];
		for (const update of updates)
			if (!isSoundUpdate(update) || !integrate(scratch, update, null) || !integrate(doc, update, null))
				throw new Error('an update that cannot be applied');
	});
	const [floor] = await timed(async () => {
		const doc = new Y.Doc();
		for (const update of written) Y.applyUpdate(doc, update);
	});
	return { download, verify, decrypt, apply, floor };
}

async function opened(sealed: readonly Sealed[], keyring: Keyring, purpose: Purpose): Promise<Uint8Array[]> {
	const payloads: Uint8Array[] = [];
	for (const { header, additional, ciphertext } of sealed) {
		const { epoch, device, session, counter } = header;
		const aead = await keyring.aead(purpose, epoch, device, session);
		const plain = await aead?.open(nonceOf(counter), additional, ciphertext);
		const content = plain && decodePlaintext(plain);
		if (!content) throw new Error('an entry that cannot be opened');
		payloads.push(content.payload);
	}
	return payloads;
}

function ofEntry(bytes: Uint8Array): Sealed {
	const entry = decodeEntry(bytes);
	if (!entry || !fromBase64url(entry.header.device)) throw new Error('what is no entry');
	const { header, headerBytes, ciphertext } = entry;
	return { header, additional: headerBytes, ciphertext, isSigned: () => verifyEntry(entry, webCrypto) };
}

function ofChunk(bytes: Uint8Array): Sealed {
	const chunk = decodeChunk(bytes);
	if (!chunk) throw new Error('what is no chunk');
	const { header, additional, ciphertext } = chunk;
	return { header, additional, ciphertext, isSigned: () => verifyChunk(chunk, webCrypto) };
}

async function timed<T>(work: () => Promise<T>): Promise<[milliseconds: number, result: T]> {
	const before = process.cpuUsage();
	const result = await work();
	const { user, system } = process.cpuUsage(before);
	return [(user + system) / 1000, result];
}
