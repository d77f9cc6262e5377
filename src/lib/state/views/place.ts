// Where another member is, as it came from their device: checked once here, trusted inside.

import { fromBase64url } from '../../core/bytes.ts';
import type { RecordId } from '../../core/ids.ts';
import type { Place } from '../contract.ts';

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const isClock = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isYjsId = (value: unknown): boolean =>
	isFields(value) && isClock(value['client']) && isClock(value['clock']);
const absentOr = (test: (value: unknown) => boolean, value: unknown): boolean =>
	value === undefined || value === null || test(value);

/**
 * The JSON form of a Y.RelativePosition inside a nested text: anything else could make Yjs throw while a caret is
 * drawn, or define a root type by a name from outside.
 */
function isPosition(value: unknown): boolean {
	if (!isFields(value)) return false;
	const { type, tname, item, assoc } = value;
	return (
		absentOr(isYjsId, type) &&
		absentOr(isYjsId, item) &&
		(tname ?? null) === null &&
		absentOr(Number.isSafeInteger, assoc) &&
		(isYjsId(type) || isYjsId(item))
	);
}

/** A place of another member's awareness state, or null when it is none or not well formed. */
export function parsePlace(value: unknown): Place | null {
	if (!isFields(value)) return null;
	const { record, field, selection } = value;
	if (typeof record !== 'string' || fromBase64url(record)?.length !== 9) return null;
	if (typeof field !== 'string' || field.length > 40) return null;
	const at = { record: record as RecordId, field };
	if (!isFields(selection)) return { ...at, selection: null };
	const { anchor, head } = selection;
	return isPosition(anchor) && isPosition(head)
		? { ...at, selection: { anchor, head } }
		: { ...at, selection: null };
}
