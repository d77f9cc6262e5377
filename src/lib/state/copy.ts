// A copy of a journal as one file, for the day when the storage fails: readable as it is, and whole: the documents'
// own bytes are inside, so that nothing which only they know (history, records of newer versions) is left out.

import { encodeStateAsUpdate, type Doc } from 'yjs';
import { toBase64url } from '../core/bytes.ts';
import { download } from '../platform/download.ts';
import { attempt } from './attempt.ts';
import type { Outcome } from './contract.ts';
import { browserClock } from './here.ts';

const FORMAT = 'soundings-copy/1';

export interface CopiedDocs {
	readonly shared: Doc;
	readonly personal: Doc;
}

/** The text of the file. */
export function journalCopy(name: string, docs: CopiedDocs, madeAt: number): string {
	const part = (doc: Doc) => ({
		content: contentOf(doc),
		update: toBase64url(encodeStateAsUpdate(doc))
	});
	const copy = {
		format: FORMAT,
		name,
		madeAt: new Date(madeAt).toISOString(),
		shared: part(docs.shared),
		personal: part(docs.personal)
	};
	return JSON.stringify(copy, null, '\t');
}

/** null for a document that cannot be spelled out: any member can nest one deeper than a call stack is. */
function contentOf(doc: Doc): Readonly<Record<string, unknown>> | null {
	try {
		const content = Object.fromEntries(
			[...doc.share].map(([name, type]) => [name, type.toJSON() as unknown])
		);
		// As deep as it will stand in the file.
		JSON.stringify({ doc: { content } }, null, '\t');
		return content;
	} catch (error) {
		if (error instanceof RangeError) return null;
		throw error;
	}
}

/** Hands the file to the browser's downloads. Returns what it is called. */
export function saveJournalCopy(name: string, docs: CopiedDocs): Promise<Outcome<string>> {
	return attempt(() => {
		const now = browserClock.now();
		const text = journalCopy(name, docs, now);
		const file = `soundings-${new Date(now).toISOString().slice(0, 10)}.json`;
		download(file, new Blob([text], { type: 'application/json' }));
		return Promise.resolve(file);
	});
}
