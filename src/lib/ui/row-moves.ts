// Rows that are moved by a key or from a menu: where one goes, and where the focus stays.

import { tick } from 'svelte';

export type Direction = 'up' | 'down';

/** The row that a row comes after once it moved by one (null: it is first); undefined when it cannot. */
export function afterMove<Id extends string>(
	rows: readonly { readonly id: Id }[],
	id: Id,
	direction: Direction
): Id | null | undefined {
	const at = rows.findIndex((row) => row.id === id);
	if (at < 0) return undefined;
	if (direction === 'down') return rows[at + 1]?.id;
	return at === 0 ? undefined : (rows[at - 2]?.id ?? null);
}

/** The id of a row's element, or of the field that is its title. */
export const rowId = (id: string): string => `row-${id}`;

/** Puts the caret into a row's words once the row is on the page, or else onto what opens it. */
export async function focusRow(id: string): Promise<void> {
	await tick();
	const row = document.getElementById(rowId(id));
	const words = row?.matches('textarea') === true ? row : row?.querySelector('textarea, summary');
	if (words instanceof HTMLElement) words.focus();
}

/**
 * To be called before rows may be moved on the page. The browser takes the focus from what is moved; whoever moved it,
 * a person who is writing in a row goes on writing there.
 */
export function keepFocus(): void {
	const focused = document.activeElement;
	if (!(focused instanceof HTMLElement) || focused === document.body) return;
	void tick().then(() => {
		if (document.activeElement !== document.body) return;
		// In another list the row is made anew.
		const still = focused.isConnected ? focused : document.getElementById(focused.id);
		still?.focus();
	});
}
