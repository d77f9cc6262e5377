// A native input or textarea as a view of a Y.Text. Edits are the smallest change; edits of others keep the caret
// where it was; during an IME composition the element is left alone and both sides are merged when it ends.

import type * as Y from 'yjs';
import { mapPosition, mergeTyped, type Delta } from './merge.ts';

type TextElement = HTMLInputElement | HTMLTextAreaElement;

export interface LiveTextOptions {
	readonly text: Y.Text;
	/** Brings the text to `next` by the smallest edit, as one that can be undone. */
	readonly edit: (text: Y.Text, next: string) => void;
	/** A title: line breaks, which only a paste can bring, become spaces. */
	readonly singleLine?: boolean;
	/** The caret came to or left this field. */
	readonly onpresence?: (present: boolean) => void;
}

export class LiveText {
	readonly #element: TextElement;
	readonly #options: LiveTextOptions;
	/** What the element held when it was last in step with the text. */
	#base: string;
	/** What others did since, while the element could not be touched. */
	#missed: Delta[] = [];
	#composing = false;
	#editing = false;
	readonly #stop = new AbortController();

	constructor(element: TextElement, options: LiveTextOptions) {
		this.#element = element;
		this.#options = options;
		const { text, onpresence } = options;
		element.value = text.toString();
		this.#base = element.value;
		this.#fit();
		text.observe(this.#changed);
		const { signal } = this.#stop;
		const on = (type: string, listener: () => void) => element.addEventListener(type, listener, { signal });
		on('input', () => this.flush());
		on('compositionstart', () => (this.#composing = true));
		on('compositionend', () => {
			this.#composing = false;
			this.flush();
		});
		on('focus', () => onpresence?.(true));
		on('blur', () => onpresence?.(false));
	}

	get composing(): boolean {
		return this.#composing;
	}

	/** Writes what was typed into the text; what others wrote in between stays. */
	flush(): void {
		const { text, edit } = this.#options;
		// While composing, a change of others waits outside: merging it now would tear the composition.
		if (this.#composing && this.#missed.length > 0) return;
		const typed = this.#typed();
		if (typed !== this.#base) {
			const next = mergeTyped(this.#base, typed, text.toString(), this.#missed);
			this.#editing = true;
			try {
				edit(text, next);
			} finally {
				this.#editing = false;
			}
		}
		this.#base = typed;
		this.#fit();
		if (this.#missed.length > 0 || text.toString() !== this.#element.value) this.#show(this.#missed, typed);
		this.#missed = [];
	}

	#typed(): string {
		const { value } = this.#element;
		return this.#options.singleLine ? value.replace(/\s*\n\s*/g, ' ') : value;
	}

	destroy(): void {
		this.flush();
		this.#options.text.unobserve(this.#changed);
		this.#stop.abort();
		if (this.#element.ownerDocument.activeElement === this.#element) this.#options.onpresence?.(false);
	}

	readonly #changed = (event: Y.YTextEvent): void => {
		if (this.#editing) return;
		const delta = event.delta as Delta;
		if (this.#composing) this.#missed.push(delta);
		else this.#show([delta], this.#element.value);
	};

	/** Where CSS cannot size a field by its content yet. */
	#fit(): void {
		const element = this.#element;
		if (!(element instanceof HTMLTextAreaElement) || CSS.supports('field-sizing', 'content')) return;
		element.style.height = 'auto';
		element.style.height = `${String(element.scrollHeight)}px`;
	}

	/** Puts the text into the element, with the caret where the person left it. */
	#show(deltas: readonly Delta[], from: string): void {
		const element = this.#element;
		const { selectionStart, selectionEnd, selectionDirection } = element;
		element.value = this.#options.text.toString();
		this.#base = element.value;
		this.#fit();
		if (selectionStart === null || selectionEnd === null || from === element.value) return;
		if (element.ownerDocument.activeElement !== element) return;
		const map = (position: number): number => deltas.reduce(mapPosition, position);
		element.setSelectionRange(map(selectionStart), map(selectionEnd), selectionDirection ?? 'none');
	}
}

/** For `{@attach liveText({ … })}`. */
export function liveText(options: LiveTextOptions): (element: TextElement) => () => void {
	return (element) => {
		const live = new LiveText(element, options);
		return () => live.destroy();
	};
}
