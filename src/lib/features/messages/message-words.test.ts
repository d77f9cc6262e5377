import { expect, test } from 'vitest';
import { MESSAGE_KINDS, REPLY_OUTCOMES, STAGES } from '../../core/rules/lists.ts';
import { SLOTS } from '../../core/rules/slots.ts';
import { asksTime, intentWords, slotWords } from './message-words.ts';

test('R3-01: above every message that asks for something stands that it is not for a job', () => {
	for (const kind of MESSAGE_KINDS.filter(asksTime))
		expect(intentWords[kind]).toMatch(/learn.*not for a job\.$/u);
	expect(intentWords.introduction).toContain('not for a job');
});

test('R3-01: nobody applies here: no stage, message or reply is called so', () => {
	for (const name of [...STAGES, ...MESSAGE_KINDS, ...REPLY_OUTCOMES]) expect(name).not.toMatch(/appl/u);
});

test('every slot has words of its own', () => {
	expect(new Set(Object.values(slotWords)).size).toBe(SLOTS.length);
});
