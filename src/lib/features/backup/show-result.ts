import { tick } from 'svelte';

/** What came of it may be said below what the screen shows: it is brought there, and the focus stays on the button. */
export function showResult(result: HTMLElement | undefined): void {
	void tick().then(() => result?.scrollIntoView({ block: 'nearest' }));
}
