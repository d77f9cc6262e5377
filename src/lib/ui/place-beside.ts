/**
 * Puts a shown popover under its button, right edges aligned, and above it where there is no room below. Through the
 * CSSOM, which a strict policy allows; CSS anchor positioning is not in every browser yet.
 */
export function placeBeside(popover: HTMLElement, button: HTMLElement): void {
	const at = button.getBoundingClientRect();
	const size = popover.getBoundingClientRect();
	const below = at.bottom + 4;
	const top = below + size.height > window.innerHeight - 8 ? Math.max(8, at.top - 4 - size.height) : below;
	const left = Math.min(Math.max(8, at.right - size.width), window.innerWidth - 8 - size.width);
	popover.style.top = `${String(top)}px`;
	popover.style.left = `${String(left)}px`;
}
