import { expect, test } from 'vitest';
import { namesIn, withoutNames, type Unnamed } from './names.ts';

const PRIYA: Unnamed = {
	name: 'Priya Raman',
	alias: 'Product lead',
	email: 'p.raman@lumen.example',
	employer: 'Lumen Bank'
};
const found = (text: string, ...people: Unnamed[]) =>
	namesIn(text, people.length > 0 ? people : [PRIYA]).map(({ name }) => name);
const called = (name: string): Unnamed => ({ name, alias: 'X' });

test('R2-38: a name is found whole, in parts, in any case, with its possessive, and as a handle', () => {
	expect(found('Priya Raman, PRIYA, raman')).toEqual(['Priya Raman', 'PRIYA', 'raman']);
	expect(found("Priya's team and Priya’s boss; Priyas Team")).toEqual(['Priya', 'Priya', 'Priya']);
	expect(found('ask @priyaraman or priya.raman or Priya_Raman or Priya-Raman')).toHaveLength(4);
	expect(found('Raman, Priya')).toEqual(['Raman', 'Priya']);
	expect(found('spriyas pyramid ramanova')).toEqual([]);
	expect(withoutNames("Priya's team trusts Priya Raman.", [PRIYA])).toBe(
		"Product lead's team trusts Product lead."
	);
});

test('R2-38: accents, dashes and other spellings do not hide a name', () => {
	expect(found('Jose said, José said, JOSE\u0301 said', called('José'))).toEqual([
		'Jose',
		'José',
		'JOSE\u0301'
	]);
	expect(found('Mueller and Muller and Müller', called('Müller'))).toHaveLength(3);
	expect(found('Łukasz is Lukasz; İpek is ipek', called('Łukasz'), called('İpek'))).toHaveLength(4);
	expect(found('Anne-Marie, Anne Marie, Annemarie, Anne‑Marie', called('Anne-Marie'))).toHaveLength(4);
	expect(found("O'Neil, O’Neil, ONeil", called("Pat O'Neil"))).toEqual(["O'Neil", 'O’Neil', 'ONeil']);
});

test('R2-38: what is not seen hides no name', () => {
	expect(found('R\u200Baman, Ra\u00ADman and Pri\u2060ya\uFEFF')).toEqual([
		'R\u200Baman',
		'Ra\u00ADman',
		'Pri\u2060ya\uFEFF'
	]);
	expect(withoutNames('ask Ra\u00ADman.', [PRIYA])).toBe('ask Product lead.');
});

test('R2-38: an employer of two letters is found where it is written in capitals', () => {
	const at = (employer: string): Unnamed => ({ name: 'Zed Quux', alias: 'X', employer });
	for (const [employer, word] of [
		['BP', 'BP'],
		['EY', 'EY'],
		['3M', '3M'],
		['HP Inc', 'HP']
	] as const) {
		expect(found(`She works at ${word} in town`, at(employer))).toEqual([word]);
		expect(found(`not ${word.toLowerCase()} nor x${word}`, at(employer))).toEqual([]);
	}
	expect(found('A Bp and an AG', at('BP AG'))).toEqual([]);
	expect(found('at 12 we met', at('12'))).toEqual([]);
});

test('R2-38: names in scripts without spaces and from right to left are found', () => {
	expect(found('我和李明谈过', called('李明'))).toEqual(['李明']);
	expect(found('민수는 말했다', called('민수'))).toEqual(['민수']);
	expect(found('דיברתי עם נועה אתמול', called('נועה כהן'))).toEqual(['נועה']);
});

test('R2-38: a name that is a word too counts only when capitalised', () => {
	for (const name of ['Mark', 'Will', 'May', 'Li']) {
		expect(found(`${name} said so`, called(name))).toEqual([name]);
		expect(found(`they ${name.toLowerCase()} say so`, called(name))).toEqual([]);
	}
	expect(found('mark stone', called('Mark Stone'))).toEqual([]);
	expect(found('they mark it', called('Mark Oyelaran'))).toEqual([]);
	expect(found('mark oyelaran', called('Mark Oyelaran'))).toEqual(['mark oyelaran']);
	expect(found('a doctor of the old school', called('Dr. Ola de la Cruz'))).toEqual([]);
});

test('R2-38: the address and the employer of an unnamed person are found, generic words are not', () => {
	expect(found('Write to P.Raman@Lumen.example.')).toEqual(['P.Raman@Lumen.example']);
	expect(found('xp.raman@lumen.example')).toEqual(['raman']);
	expect(found('At Lumen Bank they ship daily. Lumen pays well.')).toEqual(['Lumen Bank', 'Lumen']);
	expect(found('any bank, a Bank, lumen as a unit')).toEqual([]);
	expect(namesIn('at lumen-bank', [PRIYA])).toMatchObject([{ kind: 'employer', alias: 'their employer' }]);
});

test('the longest wins, whoever else has a part of it', () => {
	const other = { name: 'Raman', alias: 'Other' };
	expect(namesIn('Priya Raman', [other, PRIYA])).toMatchObject([{ alias: 'Product lead', from: 0, to: 11 }]);
	expect(namesIn('', [PRIYA])).toEqual([]);
	expect(namesIn('(.*)', [called('(.*)+['), called('')])).toEqual([]);
	expect(namesIn('😀 Priya', [PRIYA])).toMatchObject([{ from: 3, to: 8 }]);
});

test('a part of an employer’s name that is an ordinary word is not taken for it', () => {
	const person = { name: '', alias: 'a teacher', employer: 'Open Lantern Learning' };
	expect(namesIn('Learning design, and an Open day', [person])).toEqual([]);
	expect(namesIn('Park ranger', [{ ...person, employer: 'Harz Park' }])).toEqual([]);
	expect(namesIn('They moved to Lantern', [person])).toMatchObject([{ name: 'Lantern' }]);
	expect(namesIn('open lantern learning', [person])).toHaveLength(1);
});
