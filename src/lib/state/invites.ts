// The invites of a journal. An invite is a signed statement on the membership chain plus a box with the room's key, both
// on the relay; the link's secret stays in this page.

import type { InviteId } from '../core/ids.ts';
import { attempt } from './attempt.ts';
import type { InviteRole, Invites, OpenInvite, Outcome } from './contract.ts';
import { fetchPart } from './fetch-part.ts';
import { relayNow } from './here.ts';
import type { OpenRoom } from './room/open-room.ts';

type Steps = typeof import('./invite-steps.ts');

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
		const { status } = this.#room;
		return [...status.chain.invites].flatMap(([id, invite]) =>
			invite.state === 'open' && invite.expires > relayNow(status)
				? { id, role: invite.role, expiresAt: invite.expires, link: this.#links.get(id) ?? null }
				: []
		);
	}

	create(input: { role: InviteRole; days: number }): Promise<Outcome<OpenInvite>> {
		const keepLink = (id: InviteId, link: string) => void this.#links.set(id, link);
		return this.#asOwner(({ createInvite }) => createInvite(this.#room, { ...input, keepLink }));
	}

	revoke(id: InviteId): Promise<Outcome> {
		return this.#asOwner(({ revokeInvite }) => revokeInvite(this.#room, id));
	}

	/** Without the part of the app that makes statements there is none. */
	async #asOwner<Value>(run: (steps: Steps) => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
		if (!this.allowed) return { ok: false, problem: 'not-owner' };
		const tried = await attempt(async () => run(await fetchPart(() => import('./invite-steps.ts'))));
		return tried.ok ? tried.value : tried;
	}
}
