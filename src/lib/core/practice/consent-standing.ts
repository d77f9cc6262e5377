// Why something counts as not agreed to: nobody asked is another thing than no, and no is another than taken back.

import type { Journal } from '../journal/journal.ts';
import { agreedTo, latestConsent, type Asked, type ConsentRecords } from './consent.ts';

export type Standing =
	| 'agreed'
	| 'not-asked'
	| 'said-no'
	| 'took-back'
	/** The holder's log has a yes and the flag that others read says no. */
	| 'unset';

/** On the holder's device by the log. Others have no log: to them what was not taken back was not asked. */
export function standingOf(
	journal: Pick<Journal, 'tables'>,
	practice: ConsentRecords,
	asked: Asked
): Standing {
	if (agreedTo(journal, practice, asked)) return 'agreed';
	const { about, kind } = asked;
	const answer = latestConsent(practice, about, kind)?.answer ?? null;
	if (answer === 'no') return 'said-no';
	const withdrawals = practice.records.withdrawals.rows();
	if (answer === 'withdrawn' || withdrawals.some((row) => row.about === about && row.kind === kind))
		return 'took-back';
	return answer === 'yes' ? 'unset' : 'not-asked';
}
