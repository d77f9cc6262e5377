import { afterEach, beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import * as Y from 'yjs';
import { LiveText } from './live-text.ts';
import { spliceBetween } from './merge.ts';

let text: Y.Text;
let element: HTMLTextAreaElement;
let live: LiveText;
let edits: string[];

function edit(target: Y.Text, next: string): void {
	const { from, to, insert } = spliceBetween(target.toString(), next);
	edits.push(insert);
	target.doc?.transact(() => {
		target.delete(from, to - from);
		target.insert(from, insert);
	});
}

function open(content: string, singleLine = false): void {
	text = new Y.Doc().getText('title');
	text.insert(0, content);
	element = document.createElement('textarea');
	document.body.append(element);
	live = new LiveText(element, { text, edit, singleLine });
}

beforeEach(() => {
	edits = [];
	open('Two talks a week');
});

afterEach(() => {
	live.destroy();
	element.remove();
});

test('typing is one small edit each, at the caret', async () => {
	element.focus();
	element.setSelectionRange(3, 3);
	await userEvent.keyboard(' long');
	expect(text.toString()).toBe('Two long talks a week');
	expect(edits).toEqual([' ', 'l', 'o', 'n', 'g']);
});

test('what another writes before the caret moves it along, selection and all', () => {
	element.focus();
	element.setSelectionRange(4, 9, 'backward');
	text.insert(0, 'About ');
	expect(element.value).toBe('About Two talks a week');
	expect([element.selectionStart, element.selectionEnd, element.selectionDirection]).toEqual([
		10,
		15,
		'backward'
	]);
	text.delete(0, 6);
	expect([element.selectionStart, element.selectionEnd]).toEqual([4, 9]);
});

test('a composition is not touched by what another writes, and both are there when it ends', () => {
	element.focus();
	element.setSelectionRange(16, 16);
	element.dispatchEvent(new CompositionEvent('compositionstart'));
	text.insert(0, 'About ');
	expect(element.value).toBe('Two talks a week');
	element.setRangeText('にほ', 16, 16, 'end');
	element.dispatchEvent(new InputEvent('input', { isComposing: true }));
	element.setRangeText('日本', 16, 18, 'end');
	element.dispatchEvent(new CompositionEvent('compositionend'));
	expect(text.toString()).toBe('About Two talks a week日本');
	expect(element.value).toBe(text.toString());
});

test('what was typed but not written yet is written when the field goes away', () => {
	element.value = 'Three talks a week';
	live.destroy();
	expect(text.toString()).toBe('Three talks a week');
});

test('a title stays one line, whatever is pasted', () => {
	live.destroy();
	element.remove();
	open('', true);
	element.value = 'one\n two';
	element.dispatchEvent(new InputEvent('input'));
	expect(text.toString()).toBe('one two');
	expect(element.value).toBe('one two');
});

test('an edit that is refused is taken back from the field', () => {
	live.destroy();
	live = new LiveText(element, { text, edit: () => undefined });
	element.value = 'forbidden';
	element.dispatchEvent(new InputEvent('input'));
	expect(element.value).toBe('Two talks a week');
});
