// The one shape in which a place in a text travels between devices, and the port through which an editor learns of
// the others.

/** Y.RelativePosition as JSON: they stay right while the text changes. */
export interface TextSelection {
	readonly anchor: unknown;
	readonly head: unknown;
}

/** Somebody else's caret in this text. */
export interface RemoteCaret {
	/** Tells two carets of one person apart. */
	readonly client: number;
	readonly name: string;
	/** 0…7 */
	readonly colour: number;
	readonly selection: TextSelection;
}

export interface RemoteCarets {
	list(): readonly RemoteCaret[];
	/** Calls back after the list changed. Returns the way to stop. */
	observe(listener: () => void): () => void;
}
