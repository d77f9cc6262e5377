// What was asked of a person and offered by them, under any of their records. Who was asked, was asked: a log that was
// put away counts as well, unless its message was not sent after all.

import type { RecordId } from '../ids.ts';
import type { Introduction } from './kinds/after.ts';
import type { Practice } from './practice.ts';

interface Reads extends Pick<Practice, 'same'> {
	readonly records: Pick<Practice['records'], 'introductions' | 'messages'>;
}

export interface IntroductionsWith {
	readonly asked: readonly Introduction[];
	readonly offered: boolean;
}

export function introductionsWith({ records, same }: Reads, person: RecordId): IntroductionsWith {
	const { introductions, messages } = records;
	const theirs = (row: Introduction) => row.person !== null && same().isSame(row.person, person);
	const unsent = ({ message }: Introduction) => message !== null && messages.get(message)?.sentOn === null;
	const rows = introductions.rows().filter(theirs);
	const away = introductions.archived().filter(theirs);
	return {
		asked: [...rows, ...away].filter((row) => row.way === 'asked' && !unsent(row)),
		offered: rows.some(({ way }) => way === 'offered')
	};
}
