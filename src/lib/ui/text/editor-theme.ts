// How the editor looks inside its shadow root. The tokens are custom properties, which reach in; classes do not, so
// the eight colours of people are named here once more.

import { EditorView } from '@codemirror/view';

const people = Object.fromEntries(
	Array.from({ length: 8 }, (_, i) => [
		`.caret-${String(i)}`,
		{ color: `var(--person-${String(i)})`, '--person': `var(--person-${String(i)})` }
	])
);

export const editorTheme = EditorView.theme({
	'&': { backgroundColor: 'transparent', color: 'var(--ink)' },
	'&.cm-focused': { outline: 'none' },
	'.cm-scroller': { fontFamily: 'var(--prose)', fontSize: '17px', lineHeight: '1.6', overflow: 'visible' },
	'.cm-content': { padding: '10px 12px', minHeight: '48px', caretColor: 'var(--ink)' },
	'.cm-line': { padding: '0' },
	'&.cm-empty .cm-content::before': {
		content: 'attr(aria-placeholder)',
		position: 'absolute',
		color: 'var(--ink-2)',
		pointerEvents: 'none'
	},
	'.remote-carets': { pointerEvents: 'none' },
	'.caret': { borderLeft: '2px solid currentColor', marginLeft: '-1px' },
	'.caret-name': {
		position: 'absolute',
		bottom: '100%',
		left: '-2px',
		padding: '2px 4px',
		borderRadius: '3px 3px 3px 0',
		backgroundColor: 'currentColor',
		font: '600 11px/1 var(--ui)',
		whiteSpace: 'nowrap',
		maxWidth: '132px',
		overflow: 'hidden',
		textOverflow: 'ellipsis'
	},
	// Near the end of the line, so that a label never makes the page wider.
	'.turned > .caret-name': { left: 'auto', right: '0', borderRadius: '3px 3px 0 3px' },
	// The label's background is the caret's colour; the words on it are paper.
	'.caret-name::first-line': { color: 'var(--paper)' },
	'.selection': { backgroundColor: 'color-mix(in srgb, var(--person) 24%, transparent)' },
	...people
});
