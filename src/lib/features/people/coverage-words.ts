// What the coverage of the journal says, in sentences with their numbers.

import type { Coverage } from '#lib/core/practice/coverage.ts';
import type { Concentration, Diversity } from '#lib/core/practice/coverage-mix.ts';
import type { NewAndRepeat } from '#lib/core/practice/coverage-time.ts';
import type { SOURCES } from '#lib/core/rules/lists.ts';
import { levelWords, sourceWords } from '#lib/state/practice/words.ts';
import { count } from './people-words.ts';

type Missing = Coverage['missing'][number];

export const missingWords: Readonly<Record<Missing, string>> = {
	early: 'Nobody early in their career. They remember how one gets in.',
	mid: 'Nobody in mid-career. They know what the work turns into.',
	switcher: 'Nobody who changed into the field not long ago. They walked the way that you look at.'
};

const isSource = (value: string): value is (typeof SOURCES)[number] => value in sourceWords;

/** `nameOf`: what to call an introducer. */
export function concentrationWords(
	{ by, value, people, of }: Concentration,
	nameOf: (id: string) => string
): string {
	const share = `${String(people)} of ${String(of)} people`;
	switch (by) {
		case 'introducer':
			return `${share} were introduced by ${nameOf(value)}. They may all see it one way.`;
		case 'employer':
			return `${share} whose employer is known work at ${value}. They may all see it one way.`;
		case 'source': {
			const source = isSource(value) ? sourceWords[value] : value;
			return `${share} whose source is known were found in one way: ${source.toLowerCase()}.`;
		}
	}
	return by satisfies never;
}

export const diversityWords = ({ people, ways, index }: Diversity): string =>
	`${count(people, 'person', 'people')} found in ${count(ways, 'way', 'different ways')}. Take any two: the chance that they came by different ways is ${String(Math.round(index * 100))} %.`;

export function talksWords({ fresh, repeat }: NewAndRepeat): string {
	if (fresh === 0) return 'No talk held yet.';
	const talks = `${count(fresh, 'talk', 'talks')} with somebody new, ${count(repeat, 'further talk', 'further talks')} with somebody known.`;
	return repeat === 0 && fresh >= 4 ? `${talks} A second talk goes deeper.` : talks;
}

export const emptyWords = (path: string, level: Coverage['empty'][number]['level']): string =>
	`${path}, ${levelWords[level].toLowerCase()}`;
