// Everything that the sync status ever said on a person's pages, with the moments of the keys they pressed: what was on
// screen for an instant between two looks counts as well.

import type { Person } from '../support/person.ts';

export interface Said {
	/** Milliseconds since the epoch. */
	readonly at: number;
	readonly text: string;
}

export interface SyncRecord {
	/** What was on screen from `from` to `to` (ms since the epoch), the words that stood there at `from` included. */
	between(from: number, to: number): readonly string[];
	/** When this person first pressed a key at or after `from`; ms since the epoch. Throws when they did not. */
	firstKey(from: number): number;
	/** When, at or after `from`, it first said words that match; undefined when it never did. */
	firstSaid(words: RegExp, from: number): number | undefined;
}

interface RecordingPage {
	syncSaid(entry: Said): void;
	keyPressed(at: number): void;
}

/** Begins with the next page that is opened; to be called again after each launch of the browser. */
export async function recordSync({ context }: Person): Promise<SyncRecord> {
	const said: Said[] = [];
	const keys: number[] = [];
	await context.exposeFunction('syncSaid', (entry: Said) => void said.push(entry));
	await context.exposeFunction('keyPressed', (at: number) => void keys.push(at));
	await context.addInitScript(() => {
		const page = window as unknown as RecordingPage;
		let last = '';
		const look = (): void => {
			const text = document.querySelector('[role=status][aria-label=Sync]')?.textContent.trim() ?? '';
			if (text === last) return;
			last = text;
			page.syncSaid({ at: Date.now(), text });
		};
		const everything = { subtree: true, childList: true, characterData: true, attributes: true };
		new MutationObserver(look).observe(document, everything);
		addEventListener('keydown', () => page.keyPressed(Date.now()), { capture: true });
	});
	return {
		between(from, to) {
			const before = said.findLast(({ at }) => at <= from);
			const during = said.filter(({ at }) => at > from && at <= to);
			return [...(before ? [before] : []), ...during].map(({ text }) => text);
		},
		firstKey(from) {
			const first = keys.find((at) => at >= from);
			if (first === undefined) throw new Error('no key was pressed');
			return first;
		},
		firstSaid: (words, from) => said.find(({ at, text }) => at >= from && words.test(text))?.at
	};
}
