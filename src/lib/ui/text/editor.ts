// The editor for long texts, loaded when first needed. It lives in an open shadow root: there its style module uses
// adoptedStyleSheets, where in the document it would insert a <style> element that a strict policy blocks.

import { defaultKeymap } from '@codemirror/commands';
import { EditorSelection, EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, type ViewUpdate } from '@codemirror/view';
import { ySync, ySyncAnnotation, ySyncFacet, YSyncConfig } from 'y-codemirror.next';
import * as Y from 'yjs';
import { editorTheme } from './editor-theme.ts';
import { remoteCarets } from './remote-carets.ts';
import type { RemoteCarets, TextSelection } from './selection.ts';

export interface EditorOptions {
	readonly text: Y.Text;
	/** The accessible name. */
	readonly label: string;
	readonly placeholder: string;
	readonly readOnly: boolean;
	readonly carets: RemoteCarets;
	/** This person's caret in the text; null when it left. */
	readonly onselection: (selection: TextSelection | null) => void;
	/** Makes transactions under this origin part of the undo history. Returns the way to stop. */
	readonly track: (origin: object) => () => void;
}

export interface Editor {
	readonly view: EditorView;
	destroy(): void;
}

/** What a textarea's caret was, so that the editor can go on from there. */
export interface Caret {
	readonly anchor: number;
	readonly head: number;
}

/** Builds an editor inside `host`. */
export function createEditor(host: HTMLElement, caret: Caret, options: EditorOptions): Editor {
	const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
	// y-codemirror's types leave the awareness untyped; only its remote selections, which are not used, would read it.
	const config = new YSyncConfig(options.text, null);
	const untrack = options.track(config);
	const content = options.text.toString();
	const within = (position: number): number => Math.min(position, content.length);
	const view = new EditorView({
		root,
		parent: root,
		state: EditorState.create({
			doc: content,
			selection: EditorSelection.single(within(caret.anchor), within(caret.head)),
			extensions: extensions(config, options)
		})
	});
	return {
		view,
		destroy() {
			// Said in any case: the focus may be gone before its loss was told.
			options.onselection(null);
			view.destroy();
			untrack();
		}
	};
}

function extensions(config: YSyncConfig, options: EditorOptions): Extension {
	return [
		// Only \n ends a line, as in the text itself: else positions after a \r would differ between the two.
		EditorState.lineSeparator.of('\n'),
		EditorState.readOnly.of(options.readOnly),
		EditorView.editable.of(!options.readOnly),
		EditorView.scrollMargins.of(pageMargins),
		ySyncFacet.of(config),
		ySync,
		remoteCarets(options.text, options.carets),
		EditorView.lineWrapping,
		keymap.of(defaultKeymap),
		// Shown by the theme: a placeholder in the content would be read out, and found, as what somebody wrote.
		EditorView.editorAttributes.of(({ state }) => ({ class: state.doc.length === 0 ? 'cm-empty' : '' })),
		EditorView.contentAttributes.of({
			'aria-label': options.label,
			'aria-placeholder': options.placeholder,
			'aria-readonly': String(options.readOnly),
			// Without it what cannot be edited could not be reached by keyboard.
			...(options.readOnly ? { tabindex: '0' } : {}),
			dir: 'auto',
			spellcheck: 'true',
			autocorrect: 'on',
			autocapitalize: 'sentences'
		}),
		EditorView.updateListener.of((update) => tellSelection(update, config, options)),
		editorTheme
	];
}

/** The editor scrolls by itself, so it is told what the page says of its edges (scroll-padding). */
function pageMargins({ dom }: EditorView): { top: number; bottom: number } {
	const { scrollPaddingTop, scrollPaddingBottom } = getComputedStyle(dom.ownerDocument.documentElement);
	const pixels = (length: string): number => Number.parseFloat(length) || 0;
	return { top: pixels(scrollPaddingTop), bottom: pixels(scrollPaddingBottom) };
}

function tellSelection(update: ViewUpdate, config: YSyncConfig, { onselection }: EditorOptions): void {
	const { view } = update;
	if (update.focusChanged && !view.hasFocus) return onselection(null);
	// Relative positions hold by themselves while others edit.
	const remote = update.transactions.some(
		(transaction) => transaction.annotation(ySyncAnnotation) === config
	);
	const moved = update.selectionSet || update.docChanged;
	if (!view.hasFocus || !(update.focusChanged || (moved && !remote))) return;
	const { anchor, head } = view.state.selection.main;
	// Held by the letter before it: what another writes at the same place comes after the caret.
	const json = (position: number): unknown => Y.relativePositionToJSON(config.toYPos(position, -1));
	onselection({ anchor: json(anchor), head: json(head) });
}
