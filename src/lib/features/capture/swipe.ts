/** How far a finger moves sideways before it means the next one, in px; it moves up or down less than that. */
const FAR = 40;

/** For `{@attach swipe(…)}`: a finger drawn across the element. Buttons do the same for everybody else. */
export function swipe(onswipe: (to: 'next' | 'previous') => void): (element: HTMLElement) => () => void {
	return (element) => {
		let from: Touch | null = null;
		const start = (event: TouchEvent): void => {
			from = event.touches.length === 1 ? (event.touches[0] ?? null) : null;
		};
		const end = (event: TouchEvent): void => {
			const to = event.changedTouches[0];
			if (from === null || to === undefined) return;
			const [across, along] = [to.clientX - from.clientX, to.clientY - from.clientY];
			from = null;
			if (Math.abs(across) > FAR && Math.abs(along) < FAR) onswipe(across < 0 ? 'next' : 'previous');
		};
		element.addEventListener('touchstart', start, { passive: true });
		element.addEventListener('touchend', end, { passive: true });
		return () => {
			element.removeEventListener('touchstart', start);
			element.removeEventListener('touchend', end);
		};
	};
}
