import type { RequiredReflection } from '#lib/core/rules/debrief.ts';

/** Puts the focus into a field of the debrief's own words, wherever on the page it is. */
export function toField(name: 'heard' | RequiredReflection): void {
	const field = document.querySelector<HTMLTextAreaElement>(`[data-debrief="${name}"] textarea`);
	field?.scrollIntoView({ block: 'center' });
	field?.focus({ preventScroll: true });
}
