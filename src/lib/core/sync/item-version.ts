// A name for what an item says now, the same on every device: what a receipt is about, so that "seen" holds for these words
// and no others.

import { toBase64url, utf8 } from '../bytes.ts';
import type { Verifier } from '../protocol/crypto.ts';

/** What an item's content is made of. A field that is undefined counts as absent. */
export type ItemContent =
	| string
	| number
	| boolean
	| null
	| undefined
	| readonly ItemContent[]
	| { readonly [field: string]: ItemContent };

const VERSION_BYTES = 16;

/** The first 16 bytes, as base64url, of the SHA-256 of the content as JSON, its fields in the order of their names. */
export async function itemVersion(
	content: ItemContent,
	{ sha256 }: Pick<Verifier, 'sha256'>
): Promise<string> {
	return toBase64url((await sha256(utf8(canonical(content)))).subarray(0, VERSION_BYTES));
}

function canonical(content: ItemContent): string {
	if (content === undefined) return 'null';
	if (typeof content !== 'object' || content === null) return JSON.stringify(content);
	if (isList(content)) return `[${content.map(canonical).join()}]`;
	const fields = Object.keys(content)
		.filter((name) => content[name] !== undefined)
		.sort()
		.map((name) => `${JSON.stringify(name)}:${canonical(content[name])}`);
	return `{${fields.join()}}`;
}

const isList = (content: ItemContent): content is readonly ItemContent[] => Array.isArray(content);
