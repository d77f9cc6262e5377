import { expect, test } from 'vitest';
import { countSentences, remarksOnPurpose } from './purpose.ts';

test.each([
	['', 0],
	['  \n ', 0],
	['…', 0],
	['To find out what product work is like', 1],
	['I teach. I want to build.', 2],
	['I teach! Could I build? I wonder…', 3],
	['I like small firms, e.g. Lumen, and met Dr. Raman and J. Smith there.', 1],
	['Version 2.5 of me. Not 3.', 2],
	['She said “Come.” I went.', 2],
	['One line\nand another', 2],
	['我是老师。我想做产品。', 2],
	['هل هذا مناسب؟ أريد أن أعرف.', 2],
	['🙂', 0]
])('sentences of %j: %i', (text, count) => {
	expect(countSentences(text)).toBe(count);
});

test('R2-03: a third sentence of the purpose is remarked on, and the remark says why', () => {
	expect(remarksOnPurpose('I teach physics. I want to find out whether product work suits me.')).toEqual([]);
	const [remark, ...more] = remarksOnPurpose('I teach physics. I like software. Would it suit me?');
	expect(more).toEqual([]);
	expect(remark?.says).toMatch(/3 sentences.*does not know you yet/);
});

test('R2-03: ten thousand characters are counted, not refused', () => {
	expect(countSentences('I teach. '.repeat(1200))).toBe(1200);
});
