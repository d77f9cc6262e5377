// Whether a message says again what was noted, in whichever order and form of the words. It can only find what is said
// in similar words; what it misses, the sender ticks.

/** Words that carry nothing of one talk in particular, those of politeness included. */
const COMMON = new Set(
	(
		'a about after again all also an and any are as at be because been before being but by can could did do does ' +
		'each even every few for from get give gave given go good got great had has have having he hear heard help ' +
		'helped helpful her here him his how i if in insight insights into is it its just kind learn learned learnt like ' +
		'lot made make many me meet meeting mine more most much my need needs no not now of often on one only or other ' +
		'our out over own really said say says see she should so some something soon speak spent such take talk talked ' +
		'talking tell than thank thanks that the their them then there these they thing things think this those time to ' +
		'today told too up us very want was way we week well went were what when where which while who why will wish with ' +
		'would yes yesterday you your yours conversation appreciate grateful generous forward kindly sincerely dear hello'
	).split(' ')
);

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const SENTENCE = /[^.!?\n…]+/gu;
/** Words in common that show that a sentence is said again; fewer only where it has no more. */
const ENOUGH = 3;

/** "calls" and "call" are one word. */
const root = (word: string): string => (word.length > 3 ? word.replace(/(?<!s)s$/u, '') : word);

const meaningful = (text: string): ReadonlySet<string> =>
	new Set(
		(text.toLocaleLowerCase('und').match(WORD) ?? [])
			.filter((word) => word.length > 1 && !COMMON.has(word))
			.map(root)
	);

const sentences = (text: string): readonly ReadonlySet<string>[] =>
	(text.match(SENTENCE) ?? []).map(meaningful).filter(({ size }) => size > 0);

/** Whether some sentence of `body` restates some sentence of `noted`. */
export function restated(body: string, noted: string): boolean {
	const said = sentences(body);
	return sentences(noted).some((words) => {
		const wanted = Math.min(ENOUGH, words.size);
		return said.some((sentence) => [...words].filter((word) => sentence.has(word)).length >= wanted);
	});
}
