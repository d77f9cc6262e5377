// Inviting: an invite is a signed statement on the membership chain plus a box with the room's key, both on the relay.
// The link's secret stays in this page.

import { type InviteId, newMemberId } from '../core/ids.ts';
import type { Submitted } from '../core/sync/connection-host.ts';
import { toBase64url } from '../core/bytes.ts';
import type { DeviceId } from '../core/ids.ts';
import { webCrypto } from '../platform/webcrypto.ts';
import { attempt } from './attempt.ts';
import type { InviteRole, Invites, OpenInvite, Outcome } from './contract.ts';
import { fetchPart } from './fetch-part.ts';
import type { Problem } from './problems.ts';
import { browserClock, random } from './relay-ports.ts';
import type { OpenRoom } from './room/open-room.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Another statement may come in between; each attempt signs anew. */
const ATTEMPTS = 3;

export class RoomInvites implements Invites {
	readonly #room: OpenRoom;
	readonly #track: () => void;
	readonly #links = new Map<InviteId, string>();

	constructor(room: OpenRoom, track: () => void) {
		this.#room = room;
		this.#track = track;
	}

	get allowed(): boolean {
		this.#track();
		return this.#room.status.role === 'owner';
	}

	get open(): readonly OpenInvite[] {
		this.#track();
		const { chain } = this.#room.status;
		return [...chain.invites].flatMap(([id, invite]) =>
			invite.state === 'open' && invite.expires > this.#relayNow()
				? { id, role: invite.role, expiresAt: invite.expires, link: this.#links.get(id) ?? null }
				: []
		);
	}

	create(input: { role: InviteRole; days: number }): Promise<Outcome<OpenInvite>> {
		return this.#attempt(() => this.#create(input));
	}

	revoke(id: InviteId): Promise<Outcome> {
		return this.#attempt(() => this.#revoke(id));
	}

	async #create({ role, days }: { role: InviteRole; days: number }): Promise<Outcome<OpenInvite>> {
		if (!this.allowed) return { ok: false, problem: 'not-owner' };
		const epochKey = this.#room.epochs.find(({ epoch }) => epoch === this.#room.status.chain.epoch);
		if (!epochKey) return { ok: false, problem: 'entries-held' };
		const { encodeInviteFragment, inviteKeys, makeInvite } = await fetchPart(
			() => import('../core/sync/invite.ts')
		);
		const secret = random(32);
		const terms = { member: newMemberId(random), role, expires: this.#relayNow() + days * DAY_MS };
		const { device, status } = this.#room;
		const link = `${location.origin}/join#${encodeInviteFragment({ room: status.chain.room, secret })}`;
		const { id } = await inviteKeys(webCrypto, secret);
		// Known before the invite counts: whoever sees the one must be able to copy the other.
		this.#links.set(id, link);
		const how = await this.#submit(() =>
			makeInvite(webCrypto, device, this.#room.status.chain, epochKey, secret, terms)
		);
		if (how !== 'done') return { ok: false, problem: submitProblem(how) };
		return { ok: true, value: { id, role, expiresAt: terms.expires, link } };
	}

	async #revoke(id: InviteId): Promise<Outcome> {
		if (!this.allowed) return { ok: false, problem: 'not-owner' };
		const { signer } = this.#room.device;
		const author = toBase64url(signer.publicKey) as DeviceId;
		const { stateNext } = await fetchPart(() => import('../core/protocol/membership.ts'));
		const how = await this.#submit(async () => ({
			statement: await stateNext(this.#room.status.chain, { kind: 'revoke-invite', author, invite: id }, [
				signer
			]),
			box: null
		}));
		return how === 'done' ? { ok: true, value: null } : { ok: false, problem: submitProblem(how) };
	}

	/** Without the part of the app that makes statements there is none. */
	async #attempt<Value>(run: () => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
		const tried = await attempt(run);
		return tried.ok ? tried.value : tried;
	}

	async #submit(make: () => Promise<{ statement: Uint8Array; box: Uint8Array | null }>): Promise<Submitted> {
		let how: Submitted = 'stale';
		for (let attempt = 0; attempt < ATTEMPTS && how === 'stale'; attempt++) {
			const { statement, box } = await make();
			how = await this.#room.submit(statement, box);
		}
		return how;
	}

	/** Expiry counts by the relay's clock. */
	#relayNow(): number {
		return browserClock.now() - (this.#room.status.clockSkew ?? 0);
	}
}

function submitProblem(how: Exclude<Submitted, 'done'>): Problem {
	switch (how) {
		case 'offline':
		case 'stale':
			return 'relay-unreachable';
		case 'invite-used':
		case 'invite-expired':
		case 'invite-revoked':
			return how;
		case 'invite-unknown':
			return 'invite-foreign';
		case 'malformed':
		case 'signature':
			return 'relay-bad-message';
		case 'not-allowed':
			return 'not-owner';
	}
	return how satisfies never;
}
