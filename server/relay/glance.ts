// What a presented chain says of itself, before any signature in it is checked: checking costs far more than reading,
// and anybody may present one.

import type { DeviceId, InviteId } from '../../src/lib/core/ids.ts';
import { decodeStatement, UNKNOWN_STATEMENT } from '../../src/lib/core/protocol/statement.ts';

export interface Glance {
	/** Of the genesis and of every redemption. */
	readonly devices: ReadonlySet<DeviceId>;
	/** How many there are, whatever became of them. */
	readonly invites: number;
	/** An invite that has expired by now is redeemed in it. */
	readonly redeemsExpired: boolean;
}

/**
 * @param known how many statements at the beginning are the relay's own: what they redeem was in time
 * @param now milliseconds since the epoch
 * @returns null when one of them is no statement that this relay knows
 */
export function glance(statements: readonly Uint8Array[], known: number, now: number): Glance | null {
	const devices = new Set<DeviceId>();
	const expiries = new Map<InviteId, number>();
	let redeemsExpired = false;
	for (const [number, bytes] of statements.entries()) {
		const statement = decodeStatement(bytes);
		if (statement === null || statement === UNKNOWN_STATEMENT) return null;
		const { body } = statement;
		if (body.kind === 'genesis' || body.kind === 'redeem') devices.add(body.keys.device);
		if (body.kind === 'invite') expiries.set(body.invite, body.expires);
		if (body.kind === 'redeem' && number >= known)
			redeemsExpired ||= (expiries.get(body.invite) ?? Infinity) <= now;
	}
	return { devices, invites: expiries.size, redeemsExpired };
}
