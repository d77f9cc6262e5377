// The few globals that every platform we run on has (browser, Node, workers) and that ES lib files leave out.
// Core's own tsconfig loads neither DOM nor Node types, so anything else is a compile error there.
declare class TextEncoder {
	encode(text: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
	constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
	decode(bytes: Uint8Array): string;
}
