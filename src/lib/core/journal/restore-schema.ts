// Every editor can write the shared document's schema number, and a number that this build does not know makes the
// journal read-only for everybody. A build that really raises it also writes records of a later version; without one,
// the number is nothing but a number and can be set back.

import { META, SCHEMA, schemaState } from '../schema/meta.ts';
import type { Journal } from './journal.ts';
import { done, refused, type Result } from './result.ts';
import { TABLE_NAMES } from './tables.ts';

/**
 * Makes a journal writable again whose schema number is not known here. For the owner, by the membership chain: what
 * the document says about who started it can be written by any editor too. Not part of the undo history.
 */
export function restoreSchema({ shared, personal, tables }: Journal): Result {
	if (TABLE_NAMES.some((name) => tables[name].newer().length > 0)) return refused('unreadable');
	const meta = shared.getMap<unknown>(META);
	const state = schemaState(meta);
	if (state === 'newer' || state === 'damaged') shared.transact(() => meta.set('schema', SCHEMA));
	return schemaState(personal.getMap(META)) === 'known' ? done : refused('read-only');
}
