import { expect, test } from 'vitest';
import { readPasted } from './paste-names.ts';

const brief = (text: string, known: string[] = []) =>
	readPasted(text, known).people.map(({ name, employer, email }) => [name, employer, email]);

test('R2-07: a list is read one person per line, with commas, semicolons or tabs', () => {
	expect(
		brief(
			[
				'Priya Raman, Lumen Bank, priya@example.org',
				'Tom\tOstrom Energy\ttom@example.org',
				'Łukasz; ; lukasz@example.org',
				'',
				'  Amara Diallo  ',
				'- Ben Hall, ben@example.org',
				'2. "Okafor, Ada", Meridian, Health'
			].join('\r\n')
		)
	).toEqual([
		['Priya Raman', 'Lumen Bank', 'priya@example.org'],
		['Tom', 'Ostrom Energy', 'tom@example.org'],
		['Łukasz', '', 'lukasz@example.org'],
		['Amara Diallo', '', ''],
		['Ben Hall', '', 'ben@example.org'],
		['Okafor, Ada', 'Meridian, Health', '']
	]);
});

test('a list of addresses as mail programs write them', () => {
	expect(brief('Priya Raman <priya@example.org>\n"Tom Berg" <tom@example.org>, Ostrom')).toEqual([
		['Priya Raman', '', 'priya@example.org'],
		['Tom Berg', 'Ostrom', 'tom@example.org']
	]);
});

test('R2-07: an exported list of contacts is read by its heads', () => {
	expect(
		brief(
			'First Name,Last Name,URL,Email Address,Company,Position\nPriya,Raman,https://x.example,,"Lumen, Bank",Lead\n'
		)
	).toEqual([['Priya Raman', 'Lumen, Bank', '']]);
	expect(brief('Name\tEmployer\nTom Berg\tOstrom')).toEqual([['Tom Berg', 'Ostrom', '']]);
});

test('R2-07: vCards are read, whatever else is in them', () => {
	const card = (...lines: string[]) => ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD'].join('\r\n');
	const text = [
		card('FN:Priya Raman', 'ORG:Lumen Bank\\, London;Retail', 'EMAIL;TYPE=work:priya@example.org', 'TEL:1'),
		card('N:Berg;Tom;;;', 'item1.EMAIL:tom@exam', ' ple.org', 'EMAIL:second@example.org')
	].join('\r\n');
	expect(brief(text)).toEqual([
		['Priya Raman', 'Lumen Bank, London', 'priya@example.org'],
		['Tom Berg', '', 'tom@example.org']
	]);
	const cut = readPasted(`${card('FN:Priya Raman')}\nBEGIN:VCARD\nFN:Cut`, []);
	expect(cut.people).toHaveLength(1);
	expect(cut.unread).toEqual([{ source: 'BEGIN:VCARD\nFN:Cut', why: 'no-name' }]);
});

test('who is there already is marked, in whatever case, and who comes twice', () => {
	const { people } = readPasted('PRIYA  raman\nTom Berg\ntom berg, Ostrom', ['Priya Raman ']);
	expect(people.map(({ duplicate }) => duplicate)).toEqual(['journal', null, 'list']);
});

test('a line without a name, or with more than a name can be, is handed back as it was', () => {
	const long = 'x'.repeat(10_000);
	const { people, unread } = readPasted(`priya@example.org\n${long}\nTom, ${long}\n,Lumen\nAmara`, []);
	expect(people.map(({ name }) => name)).toEqual(['Amara']);
	expect(unread).toEqual([
		{ source: 'priya@example.org', why: 'no-name' },
		{ source: long, why: 'too-long' },
		{ source: `Tom, ${long}`, why: 'too-long' },
		{ source: ',Lumen', why: 'no-name' }
	]);
});

test('odd text is taken as typed', () => {
	expect(brief('<b>Priya</b>\n🦊\nليلى حداد، Lumen\n"Unclosed, Lumen')).toEqual([
		['<b>Priya</b>', '', ''],
		['🦊', '', ''],
		['ليلى حداد، Lumen', '', ''],
		['Unclosed, Lumen', '', '']
	]);
	expect(readPasted('', [])).toEqual({ people: [], unread: [] });
});

test('a line of ten thousand quotes is read at once', () => {
	expect(readPasted('"'.repeat(10_000), []).people).toEqual([]);
	expect(readPasted('Tom <'.repeat(2_000), []).unread).toHaveLength(1);
});
