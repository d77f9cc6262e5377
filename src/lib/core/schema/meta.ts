// The root map `meta` of each document. Its `schema` number is set when the document is started; a document that a
// later build has raised is read-only here (S18). Raising it goes with a later version of some record: that tells a
// raise from a number that somebody else put there (journal/restore-schema.ts).

import * as Y from 'yjs';
import type { MemberId } from '../ids.ts';
import { memberId, moment, readFields, text } from './field.ts';

export const META = 'meta';
/** The highest document schema this build reads and writes. */
export const SCHEMA = 1;

export interface Meta {
	readonly title: Y.Text;
	readonly titleText: string;
	readonly startedBy: MemberId;
	readonly createdAt: number;
}

const sharedMeta = { title: text, startedBy: memberId, createdAt: moment };

/** null while nothing has arrived yet, or when it does not fit. */
export function parseMeta(map: Y.Map<unknown>): Meta | null {
	const parsed = readFields(sharedMeta, Object.fromEntries(map.entries()));
	return parsed.ok ? { ...parsed.values, titleText: parsed.values.title.toString() } : null;
}

/** `empty`: not started, or nothing has arrived yet. `damaged`: no number to go by, so better not written to. */
export type SchemaState = 'empty' | 'known' | 'newer' | 'damaged';

export function schemaState(map: Y.Map<unknown>): SchemaState {
	const schema = map.get('schema');
	if (schema === undefined) return map.size === 0 ? 'empty' : 'damaged';
	if (typeof schema !== 'number' || !Number.isInteger(schema) || schema < 1) return 'damaged';
	return schema > SCHEMA ? 'newer' : 'known';
}
