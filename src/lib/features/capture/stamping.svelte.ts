// Putting a stamp on the line that is being written (R1-17), by a press or by a key that repeats the last one.

import type { RecordId } from '#lib/core/ids.ts';
import type { BoundRecords } from '#lib/core/practice/practice.ts';
import type { STAMPS } from '#lib/core/rules/lists.ts';
import type { NoteField } from '#lib/core/schema/notes.ts';
import { stampWords } from '#lib/state/practice/words.ts';
import { refusalWords } from '#lib/state/views/refusal-words.ts';

export type StampKind = (typeof STAMPS)[number];

/** Where it goes. `field` null: on a surprise. `quote` '': nothing is written there. */
export interface StampPlace {
	readonly talk: RecordId;
	readonly field: NoteField | null;
	readonly quote: string;
}

export class Stamping {
	/** What the last stamp did, or why it did nothing. */
	said = $state('');
	/** Says nothing for or against a belief, until somebody chooses. */
	#last: StampKind = 'new';
	readonly #stamps: BoundRecords['stamps'];

	constructor(stamps: BoundRecords['stamps']) {
		this.#stamps = stamps;
	}

	/** @param kind null: the last one again */
	put(kind: StampKind | null, { talk, field, quote }: StampPlace): void {
		const stamp = kind ?? this.#last;
		this.#last = stamp;
		const there = this.#stamps
			.of(talk)
			.some((row) => row.field === field && row.stamp === stamp && row.quoteText === quote);
		if (quote === '') this.said = 'Write a line first, then stamp it.';
		else if (there) this.said = 'That line has this stamp already.';
		else {
			const added = this.#stamps.add(talk, { field, stamp, quote });
			this.said = added.ok ? `${stampWords[stamp]}: “${quote}”` : refusalWords[added.reason];
		}
	}
}
