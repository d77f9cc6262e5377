// What is typed for a slot and not yet filled in, kept with the tab so that a reload loses nothing. The words are not in
// the message before their writer puts them there.

import type { RecordId } from '#lib/core/ids.ts';
import type { Slot } from '#lib/core/rules/slots.ts';

const keyOf = (message: RecordId, slot: Slot): string => `slot.${message}.${slot}`;

/** null: nothing was begun. */
export function begunWords(tab: Pick<Storage, 'getItem'>, message: RecordId, slot: Slot): string | null {
	return tab.getItem(keyOf(message, slot));
}

/** null: filled in, so nothing is left here. A tab whose room is used up keeps what it has; the field has the words. */
export function keepBegun(
	tab: Pick<Storage, 'setItem' | 'removeItem'>,
	message: RecordId,
	slot: Slot,
	words: string | null
): void {
	try {
		if (words === null) tab.removeItem(keyOf(message, slot));
		else tab.setItem(keyOf(message, slot), words);
	} catch (error) {
		if (!(error instanceof DOMException && error.name === 'QuotaExceededError')) throw error;
	}
}
