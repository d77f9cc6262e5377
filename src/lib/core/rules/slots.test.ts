import { expect, test } from 'vitest';
import { emptySlots, fillSlots, slotsIn } from './slots.ts';

const words = (text: string) => slotsIn(text).map(({ from, to, slot }) => [text.slice(from, to), slot]);

test('slots are found whatever their case and spacing', () => {
	expect(words('Hi {{name}}, {{ My  Name }} here')).toEqual([
		['{{name}}', 'name'],
		['{{ My  Name }}', 'my name']
	]);
	expect(words('none here, {not one}, } }')).toEqual([]);
});

test('R2-43: an unknown, an empty and a slot without an end count, and end where their line ends', () => {
	expect(words('{{weather}} {{}} {{{{name}} {{lost\nand on }}')).toEqual([
		['{{weather}}', null],
		['{{}}', null],
		['{{', null],
		['{{name}}', 'name'],
		['{{lost', null]
	]);
	expect(words('{{')).toEqual([['{{', null]]);
});

test('what is known is filled in; the rest stays as typed', () => {
	const text = 'Hello {{name}}, {{weather}}: {{purpose}} {{minutes}} {{ name';
	expect(fillSlots(text, { name: ' Priya ', minutes: '30', purpose: '  ' })).toBe(
		'Hello Priya, {{weather}}: {{purpose}} 30 {{ name'
	);
});

test('a value that looks like a slot is not filled again', () => {
	expect(fillSlots('{{name}} {{my name}}', { name: '{{my name}}', 'my name': 'Sam' })).toBe(
		'{{my name}} Sam'
	);
});

test('R2-41: a message becomes a template again; only whole words, and no slot is opened', () => {
	const text = 'Hello Priya, 30 minutes? At 300 Priyanka Street. {{name Priya}} Sam';
	expect(emptySlots(text, { name: 'Priya', minutes: '30', 'my name': 'Sam', purpose: '' })).toBe(
		'Hello {{name}}, {{minutes}} minutes? At 300 Priyanka Street. {{name Priya}} {{my name}}'
	);
});

test('HTML, emoji and right-to-left words go through unchanged', () => {
	const text = '<b>{{name}}</b> 👋🏽 שלום {{questions}}';
	expect(fillSlots(text, { name: '<script>alert(1)</script>', questions: 'مرحبا' })).toBe(
		'<b><script>alert(1)</script></b> 👋🏽 שלום مرحبا'
	);
});
