// Undo belongs to the journal on every screen, wherever the focus is. A form that is not saved yet keeps the browser's
// own: it is not part of the journal.

export interface UndoTarget {
	undo(): boolean;
	redo(): boolean;
}

/** What a key press or an input event asks for, or null. */
export function undoAsked(event: KeyboardEvent | InputEvent): 'undo' | 'redo' | null {
	if (event.type === 'beforeinput') {
		const { inputType } = event as InputEvent;
		return inputType === 'historyUndo' ? 'undo' : inputType === 'historyRedo' ? 'redo' : null;
	}
	const { key, ctrlKey, metaKey, altKey, shiftKey } = event as KeyboardEvent;
	// AltGr reports ctrl and alt together, and types a letter.
	if (altKey || !(ctrlKey || metaKey)) return null;
	if (key.toLowerCase() === 'z') return shiftKey ? 'redo' : 'undo';
	return key.toLowerCase() === 'y' && !shiftKey ? 'redo' : null;
}

/** True in a text field that is not bound to the journal. The event may come out of a shadow root. */
function inForm(event: Event): boolean {
	const path = event.composedPath().filter((node): node is Element => node instanceof Element);
	const field = path[0]?.matches('input, textarea, [contenteditable]') === true;
	return field && !path.some((node) => node.hasAttribute('data-live'));
}

/** Handles undo and redo for the whole window. Returns the way to stop. */
export function listenForUndo(window: Window, target: UndoTarget): () => void {
	const handle = (event: KeyboardEvent | InputEvent): void => {
		const asked = event.defaultPrevented ? null : undoAsked(event);
		if (asked === null || inForm(event)) return;
		event.preventDefault();
		target[asked]();
	};
	window.addEventListener('keydown', handle);
	window.addEventListener('beforeinput', handle);
	return () => {
		window.removeEventListener('keydown', handle);
		window.removeEventListener('beforeinput', handle);
	};
}
