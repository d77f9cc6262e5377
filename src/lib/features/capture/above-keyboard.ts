/**
 * Keeps a fixed element on what can be seen: on a phone the keyboard covers the page without changing its size. Sizes
 * go through the CSSOM, which a strict policy allows. While the page is pinched larger it stays as it is.
 */
export function aboveKeyboard(element: HTMLElement): () => void {
	const view = window.visualViewport;
	if (view === null) return () => undefined;
	let height = view.height;
	const fit = (): void => {
		const covered = view.scale <= 1.01 && view.height < window.innerHeight - 1;
		element.style.top = covered ? `${String(view.offsetTop)}px` : '';
		element.style.height = covered ? `${String(view.height)}px` : '';
		// Where the keyboard came up over it, what is being written comes back into sight.
		const writing = document.activeElement;
		if (view.height < height && writing instanceof HTMLTextAreaElement && element.contains(writing))
			writing.scrollIntoView({ block: 'nearest' });
		height = view.height;
	};
	fit();
	view.addEventListener('resize', fit);
	view.addEventListener('scroll', fit);
	return () => {
		view.removeEventListener('resize', fit);
		view.removeEventListener('scroll', fit);
	};
}
