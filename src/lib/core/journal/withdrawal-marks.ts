// That something was taken back, as a document tells it: what every opening of one needs, the first screen too.

import type * as Y from 'yjs';

/** The root type, in either document. Final. */
export const WITHDRAWALS = 'withdrawals';

/** The withdrawals that a document tells of, by opaque ids. */
export const withdrawalsIn = (doc: Y.Doc): string[] => [...doc.getMap<unknown>(WITHDRAWALS).keys()];

/** Calls back when a withdrawal came into a document, from wherever, after everything that came with it. */
export function onWithdrawal(doc: Y.Doc, came: () => void): () => void {
	const marks = doc.getMap<unknown>(WITHDRAWALS);
	let waiting = false;
	const look = (event: Y.YMapEvent<unknown>) => {
		waiting ||= [...event.changes.keys.values()].some(({ action }) => action === 'add');
	};
	const tell = () => {
		if (!waiting) return;
		waiting = false;
		came();
	};
	marks.observe(look);
	doc.on('afterAllTransactions', tell);
	return () => {
		marks.unobserve(look);
		doc.off('afterAllTransactions', tell);
	};
}
