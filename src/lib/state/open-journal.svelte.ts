// One journal that this page has open, or is opening.

import type { JournalHandle } from './contract.ts';
import type { Session } from './session.svelte.ts';

export class OpenJournal {
	uses = 0;
	state: JournalHandle['state'] = $state.raw({ step: 'opening' });
	session: Session | null = null;
	opening: Promise<Session | null> = Promise.resolve(null);
}
