// Opening what is frozen, for the tests: documents as a page of today's build opens them, the room with its keys.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as Y from 'yjs';
import { attachRelay } from '../../server/relay/attach.ts';
import type { RelayStore } from '../../server/store/store.ts';
import { fromBase64url } from '../../src/lib/core/bytes.ts';
import type { DeviceId, LogId, MemberId, RoomId } from '../../src/lib/core/ids.ts';
import type { Device } from '../../src/lib/core/protocol/crypto.ts';
import { readChain } from '../../src/lib/core/protocol/membership.ts';
import { frozenBytes, frozenChunks, frozenJson } from './freeze-files.ts';
import type { Outline } from './freeze-outline.ts';
import { type Page, Pages, type State } from './freeze-pages.ts';
import { createSyncCrypto } from './sync-crypto.ts';

/** What was read out of a journal when it was frozen. */
export interface Expected {
	readonly me: MemberId;
	readonly says: Outline;
}

/** Folders of fixtures that hold the same kinds of documents and logs. */
export const VERSIONS = ['v1', 'v2'] as const;
export type Version = (typeof VERSIONS)[number];

/** @param name of documents, with their version: `v1/journal` */
export const expectedOf = (name: `${Version}/${string}`): Expected => frozenJson(`${name}.expected.json`);

export const frozenState = (name: `${Version}/${string}`): State => ({
	shared: frozenBytes(`${name}.shared.bin`),
	personal: frozenBytes(`${name}.personal.bin`)
});

export interface Opened extends Page {
	/** Updates that were made since the documents were loaded. */
	written(): number;
}

/** Loads both documents, opens the journal and its practice. */
export function openState(me: MemberId, state: State): Opened {
	const pages = new Pages(Date.UTC(2026, 11, 1));
	const page = pages.open(pages.ports(me, 99, state));
	return { ...page, written: () => pages.made.length };
}

export const openFrozen = (name: `${Version}/${string}`): Opened =>
	openState(expectedOf(name).me, frozenState(name));

/** The same for documents that were built up from single updates. */
export function openUpdates(me: MemberId, name: `${Version}/${string}`): Opened {
	const built = (side: keyof State): Uint8Array => {
		const doc = new Y.Doc();
		for (const update of frozenChunks(`${name}.${side}.updates.bin`)) Y.applyUpdate(doc, update);
		return Y.encodeStateAsUpdate(doc);
	};
	return openState(me, { shared: built('shared'), personal: built('personal') });
}

interface Keys {
	readonly member: MemberId;
	readonly device: DeviceId;
	readonly exchange: string;
	readonly seeds: readonly [string, string];
}

export interface RoomKeys {
	readonly room: RoomId;
	readonly logId: LogId;
	readonly epochs: readonly { readonly epoch: number; readonly key: string }[];
	readonly sam: Keys;
	readonly ana: Keys;
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => {
	const bytes = fromBase64url(text);
	if (!bytes) throw new TypeError('not base64url');
	return bytes;
};

/**
 * The frozen room as a device of its members has it.
 * @param version of the folder, also of one that holds no more than a relay's file
 */
export async function frozenRoom(version: Version | 'v3') {
	const crypto = createSyncCrypto();
	const keys = frozenJson<RoomKeys>(`${version}/room.keys.json`);
	const statements = frozenChunks(`${version}/room.chain.bin`);
	const read = await readChain(statements, crypto);
	if (!read.ok) throw new Error(`the frozen chain is ${read.fault}`);
	const deviceOf = async ({ seeds }: Keys): Promise<Device> => ({
		signer: await crypto.signerFromSeed(bytesOf(seeds[0])),
		exchange: await crypto.exchangeFromSeed(bytesOf(seeds[1]))
	});
	return {
		crypto,
		keys,
		chain: read.chain,
		epochs: new Map(keys.epochs.map(({ epoch, key }) => [epoch, bytesOf(key)])),
		sam: await deviceOf(keys.sam),
		ana: await deviceOf(keys.ana)
	};
}

/** A relay over a store, at an address of its own. */
export async function serveStore(store: RelayStore): Promise<{ origin: string; close(): Promise<void> }> {
	const server = createServer();
	const relay = attachRelay(server, { store, publicOrigin: null, log: () => undefined });
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		async close() {
			await relay.close();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}
