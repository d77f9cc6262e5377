// What the membership chain cannot say of an invite alone: whose it is to use now, by the relay's clock.

import type { DeviceId } from '../../src/lib/core/ids.ts';
import type { Denial, Refusal } from '../../src/lib/core/protocol/close.ts';
import type { Chain, InviteEntry } from '../../src/lib/core/protocol/membership.ts';
import type { StatementBody } from '../../src/lib/core/protocol/statement.ts';

/** Why this device can't come in with this invite, or null. One that it redeemed itself stays good for asking again. */
export function whyNot(invite: InviteEntry | undefined, device: DeviceId, now: number): Refusal | null {
	if (!invite) return 'invite-unknown';
	if (invite.state === 'revoked') return 'invite-revoked';
	if (invite.state === 'open') return invite.expires <= now ? 'invite-expired' : null;
	return invite.state.redeemedBy === device ? null : 'invite-used';
}

/** A statement that redeems an invite too late, whoever brings it. */
export function expiry(chain: Chain, body: StatementBody, now: number): Denial | null {
	if (body.kind !== 'redeem') return null;
	const invite = chain.invites.get(body.invite);
	return invite && invite.expires <= now ? 'invite-expired' : null;
}
