import type { Action } from '../schema/intent.ts';
import type { Side } from './history.ts';
import type { Refusal } from './result.ts';

/** How one kind of intent crosses over. The functions run inside a transaction of their document. */
export interface Move {
	readonly origin: object;
	/** The document that gets words the other one gives up. */
	readonly gaining: Side;
	/** Why it cannot be carried out now; it stays listed. */
	readonly obstacle: Refusal | null;
	/** The shared document has not changed yet. */
	readonly pending: boolean;
	/** The action with what the shared document says by now, if that is no longer what the intent carries. */
	readonly refreshed?: Action;
	/** Into the personal document before the shared one gives anything up. */
	readonly before?: () => void;
	readonly shared: () => void;
	readonly personal?: () => void;
	/** Takes a pending one back, besides removing the intent. */
	readonly cancel?: () => void;
}
