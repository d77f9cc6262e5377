// What lies between a journal and how it was: the work of as-of.ts, record by record.

import {
	anew,
	isPutAway,
	type Fit,
	type LiveRecord,
	type Write,
	writesTo,
	writesToEmpty
} from './as-of-records.ts';
import type { Documents } from './as-of-withdrawn.ts';
import type { Context } from './context.ts';
import type { Side } from './history.ts';
import type { Tables } from './tables.ts';

/** What this build knows of records beyond people, talks and plan. */
export interface Known {
	/** Root types of the records of the practice. Others are left as they are. */
	readonly tables: readonly string[];
	/** Keys under which there is only ever one record of its kind. */
	readonly single: readonly string[];
	/** Records that this build cannot read (S18); they are left as they are. */
	readonly unreadable: readonly { readonly table: string; readonly key: string }[];
	/** Shared words as they may be written today: without the names of people who did not agree to be named. */
	readonly fit: Fit;
}

export interface Change {
	/** `back`: it is put away or gone by now, and was not. `put-away`: it was not there, or was put away. */
	readonly kind: 'changed' | 'back' | 'put-away';
	readonly side: Side;
	readonly table: string;
	readonly key: string;
	/** Made anew: its writing is no change of a record that undo could take back, so undo puts it away. */
	readonly made?: true;
	readonly write: Write;
}

/** Everything that comparing needs. */
export interface Between {
	readonly context: Context;
	readonly now: Documents;
	readonly was: Documents;
	/** The earlier state read as rows. */
	readonly before: Tables;
	/** About what words were taken back since. */
	readonly takenBack: ReadonlySet<unknown>;
	readonly known: Known;
}

export const fitOf = ({ known }: Between, side: Side): Fit =>
	side === 'shared' ? known.fit : (words) => words;

export const isReadable = ({ known }: Between, table: string, key: string): boolean =>
	!known.unreadable.some((record) => record.table === table && record.key === key);

interface Place {
	readonly side: Side;
	readonly table: string;
	readonly key: string;
}

const all =
	(writes: readonly Write[]): Write =>
	(origin) => {
		for (const write of writes) write(origin);
	};

/** A record that is there and was there. */
export function changed(
	between: Between,
	{ side, table, key }: Place,
	now: LiveRecord,
	was: LiveRecord,
	except: readonly string[] = [],
	also: readonly Write[] = []
): Change[] {
	const writes = [...writesTo(now, was, except, fitOf(between, side)), ...also];
	if (writes.length === 0) return [];
	const [away, wasAway] = [isPutAway(now), isPutAway(was)];
	const kind = away === wasAway ? 'changed' : away ? 'back' : 'put-away';
	return [{ kind, side, table, key, write: all(writes) }];
}

/** A record that was not there. */
export function added(between: Between, { side, table, key }: Place, now: LiveRecord): Change[] {
	const place = { side, table, key };
	if (isOpenedUnder(between, table, key)) {
		// Put away together with whom or what it belongs to.
		if (!wasThere(between, key)) return [];
		const writes = writesToEmpty(now);
		return writes.length > 0 ? [{ kind: 'changed', ...place, write: all(writes) }] : [];
	}
	if (isPutAway(now)) return [];
	return [{ kind: 'put-away', ...place, write: () => now.set('archived', true) }];
}

/** A record under the id of a person or talk, opened by writing into it. */
const isOpenedUnder = ({ now, known }: Between, table: string, key: string): boolean =>
	known.single.includes(key) ||
	(table !== 'people' && table !== 'talks' && OWNERS.some((owner) => now.shared.getMap(owner).has(key)));

const OWNERS = ['people', 'talks'] as const;

const wasThere = ({ was, known }: Between, key: string): boolean =>
	known.single.includes(key) || OWNERS.some((owner) => was.shared.getMap(owner).has(key));

/**
 * A record that was there and is gone. Records are put away, never deleted: so somebody's program was at fault, or it
 * went because a person took something back, and then it stays gone.
 */
export function missing(
	between: Between,
	{ side, table, key }: Place,
	was: LiveRecord,
	instead: Readonly<{ [field: string]: unknown }> = {}
): Change[] {
	const { takenBack, context } = between;
	const about = [key, ...was.values()];
	if (isPutAway(was) || about.some((id) => takenBack.has(id))) return [];
	const write: Write = () => {
		const made = anew(was, fitOf(between, side));
		for (const [field, value] of Object.entries(instead)) made.set(field, value);
		context.docs[side].getMap<unknown>(table).set(key, made);
	};
	return [{ kind: 'back', side, table, key, made: true, write }];
}
