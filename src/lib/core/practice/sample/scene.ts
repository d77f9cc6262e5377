// What the parts of the sample are built with.

import type { RecordId } from '../../ids.ts';
import type { Journal } from '../../journal/journal.ts';
import type { Result } from '../../journal/result.ts';
import type { CivilDate } from '../../schema/civil-date.ts';
import type { Practice } from '../practice.ts';

export interface SampleScene {
	readonly journal: Journal;
	readonly records: Practice['records'];
	readonly bound: Practice['bound'];
	/** The civil day that many days from today. */
	readonly day: (away: number) => CivilDate;
	readonly keys: Keys;
}

/** Ids of what was made, by the sample's own keys. */
export interface Keys {
	readonly path: ReadonlyMap<string, RecordId>;
	readonly segment: ReadonlyMap<string, RecordId>;
	readonly strength: ReadonlyMap<string, RecordId>;
	readonly priority: ReadonlyMap<string, RecordId>;
	readonly assumption: ReadonlyMap<string, RecordId>;
	readonly person: Map<string, RecordId>;
	/** By person. */
	readonly talk: Map<string, RecordId>;
}

/** The sample is our own: a command that refuses it is a mistake of ours. */
export function taken<Value>(result: Result<Value>): Value {
	if (!result.ok) throw new Error(`the sample was refused: ${result.reason}`);
	return result.value;
}
