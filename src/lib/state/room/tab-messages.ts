// What the tabs of one device tell one another about a room. One of them leads: it alone talks to the relay. Tabs may run
// different builds, so what arrives is checked, and what is not understood is left alone.

import type { Submitted } from '../../core/sync/connection-host.ts';
import type { RoomStatus } from '../../core/sync/room-status.ts';

export type TabMessage =
	/** A tab has come or woken: the others say their presence, the leader its status. */
	| { readonly type: 'hello' }
	/** A Yjs update that is stored. `edits` counts the sender's own edits so far; null when it came from the relay. */
	| {
			readonly type: 'update';
			readonly update: Uint8Array;
			readonly tab: number;
			readonly edits: number | null;
	  }
	/** From the leader. `heard` has the number of edits it knows of, by tab. */
	| { readonly type: 'status'; readonly status: RoomStatus; readonly heard: ReadonlyMap<number, number> }
	/** An awareness update (y-protocols); `tab` is the sender's client id. */
	| { readonly type: 'awareness'; readonly update: Uint8Array; readonly tab: number }
	/** To the leader: hand this statement to the relay. */
	| {
			readonly type: 'submit';
			readonly id: string;
			readonly statement: Uint8Array;
			readonly box: Uint8Array | null;
	  }
	| { readonly type: 'submitted'; readonly id: string; readonly how: Submitted }
	/** What this person has opened, versions by item id; null: the others are not to know. The leader tells them. */
	| { readonly type: 'seen'; readonly seen: ReadonlyMap<string, string> | null }
	/** To the leader: try again what has stopped. */
	| { readonly type: 'retry' };

const isBytes = (value: unknown): value is Uint8Array => value instanceof Uint8Array;
const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;

/** The message, or null when it is none that this build knows. */
export function parseTabMessage(data: unknown): TabMessage | null {
	if (!isObject(data)) return null;
	switch (data['type']) {
		case 'hello':
		case 'retry':
			return { type: data['type'] };
		case 'update': {
			const { update, tab, edits } = data;
			if (!isBytes(update) || typeof tab !== 'number') return null;
			return { type: 'update', update, tab, edits: typeof edits === 'number' ? edits : null };
		}
		case 'awareness': {
			const { update, tab } = data;
			return isBytes(update) && typeof tab === 'number' ? { type: 'awareness', update, tab } : null;
		}
		case 'status': {
			const { status, heard } = data;
			if (!isStatus(status) || !(heard instanceof Map)) return null;
			return { type: 'status', status, heard: heard as Map<number, number> };
		}
		case 'seen': {
			const { seen } = data;
			return seen === null || seen instanceof Map
				? { type: 'seen', seen: seen as Map<string, string> | null }
				: null;
		}
		case 'submit': {
			const { id, statement, box } = data;
			if (typeof id !== 'string' || !isBytes(statement)) return null;
			return { type: 'submit', id, statement, box: isBytes(box) ? box : null };
		}
		case 'submitted': {
			const { id, how } = data;
			return typeof id === 'string' && typeof how === 'string'
				? { type: 'submitted', id, how: how as Submitted }
				: null;
		}
		default:
			return null;
	}
}

/** A status of another build may lack what this one shows; then it counts as not understood. */
function isStatus(value: unknown): value is RoomStatus {
	return (
		isObject(value) &&
		typeof value['link'] === 'string' &&
		typeof value['waiting'] === 'number' &&
		Array.isArray(value['peers']) &&
		value['others'] instanceof Map &&
		isObject(value['chain']) &&
		value['chain']['members'] instanceof Map &&
		value['chain']['invites'] instanceof Map
	);
}
