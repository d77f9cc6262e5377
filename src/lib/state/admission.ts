// The token of a relay that makes rooms only for those it knows. It is kept with a journal on this device: in no document,
// no address, no log, no backup. Fetched when a relay asks for one.

import { attempt } from './attempt.ts';
import type { JournalSession, Outcome } from './contract.ts';
import { withRegistry } from './own-registry.ts';

/** Keeps the token and shows it to the relay at once, from whichever tab talks to it. */
export async function admit(
	session: Pick<JournalSession, 'id' | 'admission' | 'retry'>,
	token: string
): Promise<Outcome> {
	const known = session.admission === token;
	const kept = await attempt(() =>
		withRegistry(async (registry) => {
			await registry.updateJournal(session.id, { admission: token });
			return null;
		})
	);
	// A token that is another one sets that going by itself, in every tab.
	if (kept.ok && known) session.retry();
	return kept;
}
