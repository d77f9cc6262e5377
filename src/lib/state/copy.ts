// A copy of a journal as one file, for the day when the storage fails: readable as it is, and whole: the documents'
// own bytes are inside, so that nothing which only they know (history, records of newer versions) is left out.

import { encodeStateAsUpdate, type Doc } from 'yjs';
import { toBase64url } from '../core/bytes.ts';
import { download } from '../platform/download.ts';
import type { Outcome } from './contract.ts';
import { browserClock } from './relay-ports.ts';

const FORMAT = 'soundings-copy/1';

export interface CopiedDocs {
	readonly shared: Doc;
	readonly personal: Doc;
}

/** The text of the file. */
export function journalCopy(name: string, docs: CopiedDocs, madeAt: number): string {
	const part = (doc: Doc) => ({
		content: Object.fromEntries([...doc.share].map(([name, type]) => [name, type.toJSON() as unknown])),
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

export function saveJournalCopy(name: string, docs: CopiedDocs): Promise<Outcome> {
	const now = browserClock.now();
	const text = journalCopy(name, docs, now);
	const file = `soundings-${new Date(now).toISOString().slice(0, 10)}.json`;
	download(file, new Blob([text], { type: 'application/json' }));
	return Promise.resolve({ ok: true, value: null });
}
