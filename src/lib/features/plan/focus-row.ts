import { tick } from 'svelte';
import type { RecordId } from '#lib/core/ids.ts';

/** Puts the caret into a row's title once the row is on the page. */
export async function focusRow(id: RecordId): Promise<void> {
	await tick();
	document.getElementById(`row-${id}`)?.focus();
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
		// In another phase the row is made anew.
		const still = focused.isConnected ? focused : document.getElementById(focused.id);
		still?.focus();
	});
}
