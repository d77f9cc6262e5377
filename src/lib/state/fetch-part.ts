// Parts of the app that most people need late or never are fetched when somebody does. That fails without a network
// (unless the part is kept for offline), and when the server has a newer version only. A browser may remember the
// failure for as long as the page lives, as Chromium does: reloading is the way out.

/** A part of the app could not be fetched. */
export class NotFetched extends Error {}

/**
 * Fetches a part. Rejects with NotFetched, or with the error that the part itself ends in.
 * @param part a dynamic import, and nothing else
 */
export async function fetchPart<Part>(part: () => Promise<Part>): Promise<Part> {
	try {
		return await part();
	} catch (cause) {
		// What browsers reject an import with when there is no module to be had.
		if (cause instanceof TypeError) throw new NotFetched('', { cause });
		throw cause;
	}
}
