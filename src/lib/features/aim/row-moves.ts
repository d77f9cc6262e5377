import { tick } from 'svelte';
import type { RecordId } from '#lib/core/ids.ts';

export type Direction = 'up' | 'down';

/** The row that a row comes after once it moved by one (null: it is first); undefined when it cannot. */
export function afterMove(
	rows: readonly { readonly id: RecordId }[],
	id: RecordId,
	direction: Direction
): RecordId | null | undefined {
	const at = rows.findIndex((row) => row.id === id);
	if (at < 0) return undefined;
	if (direction === 'down') return rows[at + 1]?.id;
	return at === 0 ? undefined : (rows[at - 2]?.id ?? null);
}

export const rowId = (id: RecordId): string => `row-${id}`;

/** Puts the caret into a row's words once the row is on the page, or else onto what opens it. */
export async function focusRow(id: RecordId): Promise<void> {
	await tick();
	document.getElementById(rowId(id))?.querySelector<HTMLElement>('textarea, summary')?.focus();
}

/**
 * To be called before rows may be moved on the page. The browser takes the focus from what is moved; whoever moved it,
 * a person who is writing in a row goes on writing there.
 */
export function keepFocus(): void {
	const focused = document.activeElement;
	if (!(focused instanceof HTMLElement) || focused === document.body) return;
	void tick().then(() => {
		if (document.activeElement === document.body && focused.isConnected) focused.focus();
	});
}
