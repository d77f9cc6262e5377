// The others' carets in one field, as the editor wants them.

import type { Peer, Place, Presence } from '../contract.ts';

interface FieldCaret {
	readonly client: number;
	readonly name: string;
	readonly colour: number;
	readonly selection: NonNullable<Place['selection']>;
}

interface FieldCarets {
	list(): readonly FieldCaret[];
	observe(listener: () => void): () => void;
}

export function caretsIn(
	presence: Presence,
	{ record, field }: Pick<Place, 'record' | 'field'>
): FieldCarets {
	const caretOf = ({ client, name, colour, place }: Peer): FieldCaret[] =>
		place?.record === record && place.field === field && place.selection !== null
			? [{ client, name, colour, selection: place.selection }]
			: [];
	return {
		list: () => presence.peers.flatMap(caretOf),
		observe: (listener) => presence.observe(listener)
	};
}
