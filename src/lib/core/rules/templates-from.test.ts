import { expect, test } from 'vitest';
import { asTemplate } from './templates-from.ts';

const PRIYA = [{ name: 'Priya Raman', alias: '', employer: 'Lumen Bank' }];
const VALUES = { name: 'Priya Raman', 'my name': 'Sam', minutes: '30', purpose: 'I want to see the work.' };

test('R2-41: a message that was sent becomes a template without what was for one person', () => {
	const sent = `Hello Priya Raman,

Your talk on release trains stayed with me. How does Lumen Bank plan?

I want to see the work. Would you have 30 minutes? In 2030 I will know.

With thanks,
Sam`;
	expect(asTemplate(sent, VALUES, PRIYA)).toBe(`Hello {{name}},

{{personal}} 

{{purpose}} Would you have {{minutes}} minutes? In 2030 I will know.

With thanks,
{{my name}}`);
});

test('nothing known: the words stay', () => {
	expect(asTemplate('Hello,\n\nA line.', {}, [])).toBe('Hello,\n\nA line.');
});
