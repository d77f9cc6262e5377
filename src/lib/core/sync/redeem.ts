// Joining a room with an invite: a short conversation of its own, before there is a document to sync. Looking at an
// invite redeems nothing. A lost answer can be asked for again with the same device key (S16).

import { toBase64url } from '../bytes.ts';
import type { DeviceId } from '../ids.ts';
import { CLOSE, type Denial, isRefusal, type Refusal } from '../protocol/close.ts';
import type { Crypto, Device } from '../protocol/crypto.ts';
import { type Chain, type InviteEntry, readChain, stateNext } from '../protocol/membership.ts';
import {
	type ClientMessage,
	decodeRelayMessage,
	encodeClientMessage,
	helloSignedBytes,
	type RelayMessage
} from '../protocol/messages.ts';
import { type EpochKey, type InviteKeys, inviteKeys, type InviteLink, openBox } from './invite.ts';
import type { Clock, OpenTransport } from './ports.ts';

export type JoinFault =
	| Refusal
	/** No answer, or the connection broke. */
	| 'offline'
	/** The relay does not know the room. */
	| 'no-such-room'
	/** The relay answered something that does not hold: a wrong chain, a box that does not open. */
	| 'bad-answer'
	/** Redeemed by this device before, and the key that lay there has been handed out. */
	| 'box-gone'
	/** The relay speaks another protocol version. */
	| 'too-old'
	| 'try-later';

export type InviteView =
	| { readonly ok: true; readonly chain: Chain; readonly invite: InviteEntry }
	| { readonly ok: false; readonly fault: JoinFault };

export type Redeemed =
	| { readonly ok: true; readonly chain: Chain; readonly invite: InviteEntry; readonly epochKey: EpochKey }
	| { readonly ok: false; readonly fault: JoinFault };

export interface JoinPorts {
	readonly crypto: Crypto;
	readonly clock: Clock;
	readonly open: OpenTransport;
	readonly origin: string;
	readonly token: string;
}

const ANSWER_MS = 15_000;
/** Another statement may come in between; each attempt signs the redemption anew. */
const ATTEMPTS = 4;

/** What the invite offers, without redeeming it. `device` is the one that would join. */
export async function lookAtInvite(ports: JoinPorts, link: InviteLink, device: Device): Promise<InviteView> {
	const keys = await inviteKeys(ports.crypto, link.secret);
	const result = await converse(ports, link, keys, device, false);
	if (!result.ok) return result;
	return { ok: true, chain: result.chain, invite: result.invite };
}

/** Redeems the invite for `device`, whose keys must already be stored. */
export async function redeemInvite(ports: JoinPorts, link: InviteLink, device: Device): Promise<Redeemed> {
	const keys = await inviteKeys(ports.crypto, link.secret);
	for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
		const result = await converse(ports, link, keys, device, true);
		if (!result.ok) {
			if (result.fault !== 'stale') return { ok: false, fault: result.fault };
			continue;
		}
		if (result.box === null || result.box.length === 0) return { ok: false, fault: 'box-gone' };
		const epochKey = await openBox(ports.crypto, result.chain, keys, result.box);
		if (!epochKey) return { ok: false, fault: 'bad-answer' };
		return { ok: true, chain: result.chain, invite: result.invite, epochKey };
	}
	return { ok: false, fault: 'try-later' };
}

type Conversed =
	| { ok: true; chain: Chain; invite: InviteEntry; box: Uint8Array | null }
	| { ok: false; fault: Exclude<JoinFault, 'stale'> };
type ConversedOrStale = Conversed | { ok: false; fault: 'stale' };

async function converse(
	ports: JoinPorts,
	link: InviteLink,
	keys: InviteKeys,
	device: Device,
	redeem: true
): Promise<ConversedOrStale>;
async function converse(
	ports: JoinPorts,
	link: InviteLink,
	keys: InviteKeys,
	device: Device,
	redeem: false
): Promise<Conversed>;
async function converse(
	ports: JoinPorts,
	link: InviteLink,
	keys: InviteKeys,
	device: Device,
	redeem: boolean
): Promise<ConversedOrStale> {
	const conversation = new Conversation(ports);
	try {
		const challenge = await conversation.next('challenge');
		const deviceId = toBase64url(device.signer.publicKey) as DeviceId;
		const fields = { nonce: challenge.nonce, origin: ports.origin, room: link.room, device: deviceId };
		conversation.send({
			type: 'hello',
			room: link.room,
			device: deviceId,
			signature: await device.signer.sign(helloSignedBytes('device', fields)),
			position: null,
			proof: {
				kind: 'invite',
				invite: keys.id,
				signature: await keys.signer.sign(helloSignedBytes('invite', fields))
			},
			token: ports.token,
			distrust: null
		});
		const welcome = await conversation.next('welcome');
		const read = await readChain(welcome.chain, ports.crypto);
		const invite = read.ok ? read.chain.invites.get(keys.id) : undefined;
		if (!read.ok || read.chain.room !== link.room || !invite) return { ok: false, fault: 'bad-answer' };
		if (!redeem) return { ok: true, chain: read.chain, invite, box: null };
		let { chain } = read;
		if (invite.state === 'open') {
			const body = {
				kind: 'redeem' as const,
				invite: keys.id,
				keys: { device: deviceId, exchange: device.exchange.publicKey }
			};
			const statement = await stateNext(chain, body, [keys.signer, device.signer]);
			conversation.send({ type: 'statement', statement, box: null });
			const grown = await readChain([...chain.statements, statement], ports.crypto);
			if (!grown.ok) return { ok: false, fault: 'bad-answer' };
			chain = grown.chain;
		}
		const box = await conversation.next('box');
		return { ok: true, chain, invite, box: box.box };
	} catch (error) {
		if (error instanceof Ended) return { ok: false, fault: error.fault };
		throw error;
	} finally {
		conversation.end();
	}
}

class Ended extends Error {
	readonly fault: Exclude<JoinFault, 'stale'> | 'stale';
	constructor(fault: JoinFault | 'stale') {
		super(fault);
		this.fault = fault;
	}
}

/** Waits for one kind of message after the other; anything that ends the talk ends the wait. */
class Conversation {
	readonly #arrived: RelayMessage[] = [];
	readonly #transport: ReturnType<OpenTransport>;
	readonly #cancel: () => void;
	#ended: Ended | null = null;
	#wake: () => void = () => undefined;

	constructor({ open, clock }: JoinPorts) {
		this.#cancel = clock.after(ANSWER_MS, () => this.#finish('offline'));
		this.#transport = open({
			onOpen: () => undefined,
			onFrame: (frame) => {
				const message = decodeRelayMessage(frame);
				if (!message) return this.#finish('bad-answer');
				if (message.type === 'denied') return this.#finish(faultOfDenial(message.code));
				this.#arrived.push(message);
				this.#wake();
			},
			onClose: (code, reason) => this.#finish(faultOfClose(code, reason))
		});
	}

	send(message: ClientMessage): void {
		this.#transport.send(encodeClientMessage(message));
	}

	async next<Type extends RelayMessage['type']>(type: Type): Promise<Extract<RelayMessage, { type: Type }>> {
		for (;;) {
			const at = this.#arrived.findIndex((message) => message.type === type);
			if (at >= 0) return this.#arrived.splice(at, 1)[0] as Extract<RelayMessage, { type: Type }>;
			if (this.#ended) throw this.#ended;
			await new Promise<void>((resolve) => (this.#wake = resolve));
		}
	}

	end(): void {
		this.#cancel();
		this.#transport.close();
	}

	#finish(fault: JoinFault | 'stale'): void {
		this.#ended ??= new Ended(fault);
		this.#wake();
	}
}

function faultOfClose(code: number, reason: string): JoinFault {
	if (code === CLOSE.noSuchRoom) return 'no-such-room';
	if (code === CLOSE.tooOld) return 'too-old';
	if (code === CLOSE.tryLater) return 'try-later';
	if (code === CLOSE.notAllowed && isRefusal(reason)) return reason;
	return code >= 4400 && code < 4500 ? 'bad-answer' : 'offline';
}

function faultOfDenial(code: Denial): JoinFault | 'stale' {
	switch (code) {
		case 'stale':
		case 'invite-unknown':
		case 'invite-used':
		case 'invite-expired':
		case 'invite-revoked':
			return code;
		case 'malformed':
		case 'signature':
		case 'not-allowed':
			return 'bad-answer';
	}
	return code satisfies never;
}
