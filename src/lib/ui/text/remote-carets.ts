// The others' carets and selections, drawn on layers beside the text: nothing is put into the content, so neither a
// composition nor a selection of this person's is touched. Colours are classes and positions go through the CSSOM,
// both of which a strict style policy allows (y-codemirror.next writes style attributes, which it blocks).

import { EditorSelection, StateEffect, type Extension } from '@codemirror/state';
import { layer, RectangleMarker, ViewPlugin, type EditorView, type LayerMarker } from '@codemirror/view';
import * as Y from 'yjs';
import type { RemoteCaret, RemoteCarets, TextSelection } from './selection.ts';

const caretsChanged = StateEffect.define();

interface Drawn extends RemoteCaret {
	readonly from: number;
	readonly to: number;
}

/** Room that the longest label needs beside its caret, in px: its width in the theme, and a little. */
const LABEL_ROOM = 148;

/** The last selection of each client that could be resolved. */
type Resolved = Map<number, TextSelection>;

/** A caret may arrive before the words it stands in; until they come it stays where it was. */
function resolve(text: Y.Text, carets: readonly RemoteCaret[], length: number, resolved: Resolved): Drawn[] {
	const at = (position: unknown): number | null => {
		if (!text.doc) return null;
		const relative = Y.createRelativePositionFromJSON(position);
		const absolute = Y.createAbsolutePositionFromRelativePosition(relative, text.doc);
		return absolute?.type === text ? Math.min(absolute.index, length) : null;
	};
	const range = (selection: TextSelection): { from: number; to: number } | null => {
		const [from, to] = [at(selection.anchor), at(selection.head)];
		return from === null || to === null ? null : { from, to };
	};
	const here = new Set(carets.map(({ client }) => client));
	for (const client of resolved.keys()) if (!here.has(client)) resolved.delete(client);
	return carets.flatMap((caret) => {
		const now = range(caret.selection);
		if (now) resolved.set(caret.client, caret.selection);
		const before = resolved.get(caret.client);
		const place = now ?? (before ? range(before) : null);
		return place ? [{ ...caret, ...place }] : [];
	});
}

/** A caret with its person's name above it. */
class CaretMarker implements LayerMarker {
	readonly #place: RectangleMarker;
	readonly #name: string;
	readonly #colour: number;
	/** The label goes to the left. */
	readonly #turned: boolean;

	constructor(place: RectangleMarker, name: string, colour: number, turned: boolean) {
		this.#place = place;
		this.#name = name;
		this.#colour = colour;
		this.#turned = turned;
	}

	eq(other: LayerMarker): boolean {
		return (
			other instanceof CaretMarker &&
			other.#place.eq(this.#place) &&
			other.#name === this.#name &&
			other.#colour === this.#colour &&
			other.#turned === this.#turned
		);
	}

	draw(): HTMLElement {
		const element = this.#place.draw();
		element.classList.toggle('turned', this.#turned);
		const label = document.createElement('span');
		label.className = 'caret-name';
		label.textContent = this.#name;
		element.append(label);
		return element;
	}

	update(element: HTMLElement, previous: LayerMarker): boolean {
		if (!(previous instanceof CaretMarker)) return false;
		if (previous.#name !== this.#name || previous.#colour !== this.#colour) return false;
		element.classList.toggle('turned', this.#turned);
		return this.#place.update(element, previous.#place);
	}
}

export function remoteCarets(text: Y.Text, carets: RemoteCarets): Extension {
	const resolved: Resolved = new Map();
	const drawn = (view: EditorView): Drawn[] => resolve(text, carets.list(), view.state.doc.length, resolved);
	const turned = (view: EditorView, { left }: RectangleMarker): boolean =>
		left > view.scrollDOM.clientWidth - LABEL_ROOM;
	const base = { update: stale, mount: noop };
	return [
		layer({
			...base,
			above: false,
			class: 'remote-selections',
			markers: (view) =>
				drawn(view)
					.filter(({ from, to }) => from !== to)
					.flatMap(({ from, to, colour }) =>
						RectangleMarker.forRange(
							view,
							`selection caret-${String(colour)}`,
							EditorSelection.range(from, to)
						)
					)
		}),
		layer({
			...base,
			above: true,
			class: 'remote-carets',
			markers: (view) =>
				drawn(view).flatMap(({ to, name, colour }) =>
					RectangleMarker.forRange(view, `caret caret-${String(colour)}`, EditorSelection.cursor(to)).map(
						(place) => new CaretMarker(place, name, colour, turned(view, place))
					)
				)
		}),
		ViewPlugin.define((view) => ({
			destroy: carets.observe(() => view.dispatch({ effects: caretsChanged.of(null) }))
		}))
	];
}

function stale(update: Parameters<Parameters<typeof layer>[0]['update']>[0]): boolean {
	return (
		update.docChanged ||
		update.geometryChanged ||
		update.viewportChanged ||
		update.transactions.some(({ effects }) => effects.some((effect) => effect.is(caretsChanged)))
	);
}

const noop = (): void => undefined;
