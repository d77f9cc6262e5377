import { expect, test } from 'vitest';
import { aliasCopy } from './messages-copy.ts';

const ALIAS = 'Product lead, fintech';
const copy = (text: string, name = 'Priya Raman', others: { name: string; alias: string }[] = []) =>
	aliasCopy(text, [{ name, alias: ALIAS, email: 'priya@example.org', employer: 'Lumen Bank' }, ...others]);

test.each([
	['Hello Priya,', `Hello ${ALIAS},`],
	['Dear Priya Raman,', `Dear ${ALIAS},`],
	['PRIYA’s team and Ms Raman', `${ALIAS}’s team and Ms ${ALIAS}`],
	['Write to priya@example.org or P.Raman@lumen.example today', 'Write to [e-mail] or [e-mail] today'],
	['https://www.linkedin.com/in/priyaraman and priyaraman.com', '[link] and [link]'],
	['Follow @priyaraman', 'Follow [link]'],
	['Nothing here.', 'Nothing here.']
])('a copy for the mentor tells nobody: %s', (text, expected) => {
	expect(copy(text)).toBe(expected);
});

test.each([
	['Your years at Lumen Bank and at LUMEN BANK'],
	['Lumen’s launch'],
	['José', 'José Díaz'],
	['JOSE DIAZ', 'José Díaz'],
	['Hi Jo,', 'Jo Li'],
	['李明先生您好', '李明'],
	['Anne-Marie and anne marie', 'Anne-Marie Díaz']
])('no form of a name or employer is left in %s', (text, name = 'Priya Raman') => {
	const left = copy(text, name).toLowerCase();
	for (const form of ['lumen', 'jos', 'diaz', 'díaz', 'hi jo', '李', 'anne', 'marie'])
		expect(left).not.toContain(form);
});

test('others who are not named are called by their aliases, too', () => {
	expect(copy('Anjali told me of Priya', 'Priya Raman', [{ name: 'Anjali Rao', alias: 'Person 2' }])).toBe(
		`Person 2 told me of ${ALIAS}`
	);
});

test('line breaks, HTML and slots stay as they are typed', () => {
	expect(copy('<b>Priya</b>\n\n{{name}} 👋')).toBe(`<b>${ALIAS}</b>\n\n{{name}} 👋`);
});
