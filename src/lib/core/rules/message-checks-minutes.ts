// How much time a message asks for, as its words say it.

const SMALL: Readonly<Record<string, number>> = {
	a: 1,
	an: 1,
	one: 1,
	two: 2,
	three: 3,
	four: 4,
	five: 5,
	ten: 10,
	fifteen: 15,
	twenty: 20,
	'twenty-five': 25,
	thirty: 30,
	forty: 40,
	'forty-five': 45,
	fifty: 50,
	sixty: 60,
	ninety: 90
};
const NUMBER = `\\d{1,3}(?:[.,]\\d)?|${Object.keys(SMALL)
	.sort((a, b) => b.length - a.length)
	.join('|')}`;

const hoursAndMore = new RegExp(
	`\\b(${NUMBER})[\\s-]hours?(?:\\s+and\\s+(a\\s+half|a\\s+quarter))?\\b`,
	'giu'
);
const minutes = new RegExp(`\\b(${NUMBER})[\\s-]*(?:minutes?|mins?)\\b`, 'giu');
const partOfAnHour = /\b(half|quarter|three quarters)(?:\s+of)?\s+an?\s+hour\b/giu;
const halfHour = /\bhalf[\s-]hour\b/giu;

export interface MinutesFound {
	readonly from: number;
	readonly to: number;
	readonly minutes: number;
}

const numberOf = (words: string): number => SMALL[words.toLowerCase()] ?? Number(words.replace(',', '.'));
const PARTS: Readonly<Record<string, number>> = { half: 30, quarter: 15, 'three quarters': 45 };

/** Every length of time in minutes or hours; "a few minutes" is none. */
export function minutesIn(text: string): MinutesFound[] {
	const found: MinutesFound[] = [];
	const add = (pattern: RegExp, value: (match: RegExpMatchArray) => number): void => {
		for (const match of text.matchAll(pattern)) {
			const [from, to] = [match.index, match.index + match[0].length];
			if (found.every((other) => to <= other.from || other.to <= from))
				found.push({ from, to, minutes: Math.round(value(match)) });
		}
	};
	add(partOfAnHour, ([, part]) => PARTS[part!.toLowerCase()] ?? 0);
	add(halfHour, () => 30);
	add(hoursAndMore, ([, count, rest]) => {
		const more = rest === undefined ? 0 : rest.endsWith('half') ? 30 : 15;
		return numberOf(count!) * 60 + more;
	});
	add(minutes, ([, count]) => numberOf(count!));
	return found.filter((each) => each.minutes > 0).sort((a, b) => a.from - b.from);
}
