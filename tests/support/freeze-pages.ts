// A member with a page open on a journal, for the making of fixtures: seeded randomness, a clock that moves by itself,
// and every update noted as it is made.

import * as Y from 'yjs';
import type { MemberId } from '../../src/lib/core/ids.ts';
import { createCommands } from '../../src/lib/core/journal/commands.ts';
import { openJournal, type Journal, type JournalPorts } from '../../src/lib/core/journal/journal.ts';
import { seededRandom } from '../../src/lib/core/journal/testing.ts';
import { openPractice, type Practice } from '../../src/lib/core/practice/practice.ts';

export interface Docs {
	readonly shared: Y.Doc;
	readonly personal: Y.Doc;
}

export interface State {
	readonly shared: Uint8Array;
	readonly personal: Uint8Array;
}

/** An edit as it was made: in which document, by whom, on which page load. */
export interface Made {
	readonly side: keyof Docs;
	readonly by: MemberId;
	readonly client: number;
	readonly update: Uint8Array;
}

export interface Page extends JournalPorts {
	readonly journal: Journal;
	readonly practice: Practice;
}

const ELSEWHERE = 'elsewhere';
const MINUTE = 60_000;

/** One journal's pages, on one clock. */
export class Pages {
	readonly made: Made[] = [];
	#now: number;

	/** @param start milliseconds since the epoch */
	constructor(start: number) {
		this.#now = start;
	}

	/** Time goes on to a later moment. */
	waitUntil(moment: number): void {
		this.#now = Math.max(this.#now, moment);
	}

	/**
	 * A page load: documents with what was stored before, nothing opened yet.
	 * @param client the Yjs client id; each page load has its own
	 */
	ports(me: MemberId, client: number, stored: State | null = null): JournalPorts {
		const shared = new Y.Doc();
		const personal = new Y.Doc();
		for (const [side, doc] of [
			['shared', shared],
			['personal', personal]
		] as const) {
			doc.clientID = client;
			if (stored) Y.applyUpdate(doc, stored[side], ELSEWHERE);
			doc.on('update', (update: Uint8Array, origin: unknown) => {
				if (origin !== ELSEWHERE) this.made.push({ side, by: me, client, update });
			});
		}
		const now = () => (this.#now += MINUTE);
		return { shared, personal, me, random: seededRandom(client), now };
	}

	open(ports: JournalPorts): Page {
		const journal = openJournal({ ...ports, commands: createCommands });
		return { ...ports, journal, practice: openPractice(journal) };
	}
}

export const stateOf = ({ shared, personal }: Docs): State => ({
	shared: Y.encodeStateAsUpdate(shared),
	personal: Y.encodeStateAsUpdate(personal)
});

/** Gives each what the other has of the shared document. */
export function meet(one: Docs, other: Docs): void {
	const toOther = Y.encodeStateAsUpdate(one.shared, Y.encodeStateVector(other.shared));
	const toOne = Y.encodeStateAsUpdate(other.shared, Y.encodeStateVector(one.shared));
	Y.applyUpdate(one.shared, toOne, ELSEWHERE);
	Y.applyUpdate(other.shared, toOther, ELSEWHERE);
}
