// When something was last taken back in a document: what was written before must leave the relay too.

import * as Y from 'yjs';
import { WITHDRAWALS, withdrawalsIn } from './withdrawal-marks.ts';

/**
 * By the clocks of those who did, ms; null when nothing was. What a clock that is wrong has put into the future counts when its
 * time has come: until then it must not hide the others.
 * @param now this device's clock, ms
 */
export function lastWithdrawal(doc: Y.Doc, now: number): number | null {
	const marks = doc.getMap<Y.Map<unknown>>(WITHDRAWALS);
	return withdrawalsIn(doc).reduce<number | null>((last, id) => {
		const at = marks.get(id)?.get('createdAt');
		const counts = typeof at === 'number' && at <= now && (last === null || at > last);
		return counts ? at : last;
	}, null);
}
