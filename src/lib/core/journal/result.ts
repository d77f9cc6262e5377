/** Why a command did nothing. Nothing was written when one of these comes back. */
export type Refusal =
	/** The document was written by a later version, is damaged, or the member may only read. */
	| 'read-only'
	| 'no-such-record'
	/** The record is there, but this version cannot read it; it is kept as it is. */
	| 'unreadable'
	/** Only the member whose personal document holds it can do this. */
	| 'not-yours'
	| 'bad-date'
	| 'empty'
	/** A value that this version would not write: not one of the list, out of range. */
	| 'bad-value'
	/** The person has not agreed to notes. */
	| 'not-agreed'
	/** Sharing notes takes an agreement to notes first. */
	| 'sharing-needs-notes'
	| 'exists';

export type Result<Value = undefined> =
	{ readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reason: Refusal };

export const done: Result = { ok: true, value: undefined };
export const success = <Value>(value: Value): Result<Value> => ({ ok: true, value });
export const refused = (reason: Refusal): { readonly ok: false; readonly reason: Refusal } => ({
	ok: false,
	reason
});
