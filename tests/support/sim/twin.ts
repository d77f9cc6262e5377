// A second program with a device's keys, which does nothing but make a snapshot: of what it is given, true or not. To the
// relay it is as good as any editor's.

import type { SessionId } from '../../../src/lib/core/ids.ts';
import { toBase64url } from '../../../src/lib/core/bytes.ts';
import {
	decodeRelayMessage,
	encodeClientMessage,
	helloSignedBytes,
	type LogPosition,
	type RelayMessage
} from '../../../src/lib/core/protocol/messages.ts';
import { NO_SNAPSHOT } from '../../../src/lib/core/protocol/snapshot.ts';
import type { Transport } from '../../../src/lib/core/sync/ports.ts';
import { Keyring } from '../../../src/lib/core/sync/keyring.ts';
import { largestChunkPayload, sealChunks } from '../../../src/lib/core/sync/seal.ts';
import type { SimDevice } from './device.ts';
import { ORIGIN } from './relay-host.ts';
import type { World } from './world.ts';

/** How long it stays to hear what became of it, ms. */
const STAYS_MS = 3000;

export interface Fake {
	/** One Yjs update, or rubbish. */
	readonly state: Uint8Array;
	/** What it claims to stand for; the log's end when absent. */
	readonly covers?: LogPosition;
}

/** Offers a snapshot to the relay, if it can be reached now. */
export function offerSnapshot(world: World, device: SimDevice, fake: Fake): void {
	const { membership, page } = device;
	const { crypto, deviceId } = membership;
	const chain = page?.sync.status.chain ?? membership.chain;
	let isOver = false;
	let limit = 0;
	let transport: Transport | null = null;
	const leave = (): void => {
		isOver = true;
		transport?.close();
	};

	const answer = async ({ nonce, limits }: Extract<RelayMessage, { type: 'challenge' }>): Promise<void> => {
		limit = limits.entry;
		const fields = { nonce, origin: ORIGIN, room: chain.room, device: deviceId };
		const signature = await membership.device.signer.sign(helloSignedBytes('device', fields));
		const { room } = chain;
		const rest = { position: null, proof: { kind: 'none' }, token: '', distrust: null } as const;
		transport?.send(encodeClientMessage({ type: 'hello', room, device: deviceId, signature, ...rest }));
	};

	const offer = async ({ head, snapshot }: Extract<RelayMessage, { type: 'welcome' }>): Promise<void> => {
		const { seq, hash } = fake.covers ?? head;
		const context = {
			keyring: new Keyring(crypto, chain.room, membership.epochs),
			signer: membership.device.signer,
			room: chain.room,
			device: deviceId,
			session: toBase64url(crypto.random(16)) as SessionId,
			logId: head.logId,
			epoch: chain.epoch,
			membership: chain.head,
			base: { seq, hash }
		};
		const previous = snapshot?.digest ?? NO_SNAPSHOT;
		const size = largestChunkPayload(limit);
		for await (const chunk of sealChunks(context, previous, fake.state, 0, size))
			transport?.send(encodeClientMessage({ type: 'snapshot', chunk }));
		world.time.after(STAYS_MS, leave);
	};

	transport = world.network.from(
		`${device.name}'`,
		() => !isOver
	)({
		onOpen: () => undefined,
		onFrame: (frame) => {
			const message = decodeRelayMessage(frame);
			if (message?.type === 'challenge') world.watched(answer(message));
			if (message?.type === 'welcome') world.watched(offer(message));
		},
		onClose: () => (isOver = true)
	});
	world.time.after(20 * STAYS_MS, leave);
}
