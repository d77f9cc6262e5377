// A hello that leads to nothing, and what it says.

import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import type { CloseCode, Refusal } from '../../src/lib/core/protocol/close.ts';
import type { ClientMessage } from '../../src/lib/core/protocol/messages.ts';

export type Hello = Extract<ClientMessage, { type: 'hello' }>;

export interface Refused {
	readonly kind: 'refused';
	readonly code: CloseCode;
	/** The close's reason. */
	readonly why: string;
}

export const refused = (code: CloseCode, why: string): Refused => ({ kind: 'refused', code, why });
export const notAllowed = (why: Refusal): Refused => refused(CLOSE.notAllowed, why);
