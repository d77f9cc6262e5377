// Why a command did nothing, in words. Most cannot be reached from a screen that offers only what is possible; a change
// that arrives from another device in the same second can still get there.

import type { Refusal } from '../../core/journal/result.ts';

export const refusalWords: Readonly<Record<Refusal, string>> = {
	'read-only': 'This journal can only be read here.',
	'no-such-record': 'That is no longer there.',
	unreadable: 'This version cannot read that record, so it leaves it as it is.',
	'not-yours': 'Only the person who holds it can do that.',
	'bad-date': 'That is not a day. Choose one from the calendar.',
	empty: 'That needs a few words.',
	'bad-value': 'That value does not fit here. Choose or write another.',
	'not-agreed': 'They have not agreed to notes. Your own reflections are yours to write.',
	'sharing-needs-notes': 'Notes can be shared only when taking notes was agreed to.',
	exists: 'That is there already.'
};
