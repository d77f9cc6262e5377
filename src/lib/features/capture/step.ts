// Reading back is a step of its own: it is in the address, so that a reload stays there.

import { goto } from '$app/navigation';
import { resolve } from '$app/paths';
import { page } from '$app/state';

export const isPlayback = (): boolean => page.url.searchParams.get('step') === 'playback';

/** Adds nothing to the way back, and leaves the focus to the screen. */
export async function markStep(at: { journal: string; talk: string }, playback: boolean): Promise<void> {
	const kept = { replaceState: true, keepFocus: true, noScroll: true };
	if (playback) await goto(resolve('/j/[journal]/talks/[talk]/capture?step=playback', at), kept);
	else await goto(resolve('/j/[journal]/talks/[talk]/capture', at), kept);
}
