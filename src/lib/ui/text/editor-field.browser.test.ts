import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import * as Y from 'yjs';
import EditorField from './EditorField.svelte';
import type { RemoteCaret } from './selection.ts';

function openText(content: string): Y.Text {
	const text = new Y.Text(content);
	new Y.Doc().getMap('notes').set('culture', text);
	return text;
}

/** Others' carets that a test can move. */
function caretsOf(list: readonly RemoteCaret[]) {
	const listeners = new Set<() => void>();
	let current = list;
	return {
		list: () => current,
		observe(listener: () => void) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		set(next: readonly RemoteCaret[]) {
			current = next;
			for (const listener of listeners) listener();
		}
	};
}

const position = (text: Y.Text, at: number): unknown =>
	JSON.parse(JSON.stringify(Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, at, -1))));

async function open(text: Y.Text, more: Partial<Parameters<typeof render<typeof EditorField>>[1]> = {}) {
	const onselection = vi.fn();
	const props = {
		text,
		label: 'Culture and communication',
		placeholder: 'Not covered',
		carets: caretsOf([]),
		edit: (target: Y.Text, next: string) => {
			target.doc?.transact(() => {
				target.delete(0, target.length);
				target.insert(0, next);
			});
		},
		track: () => () => undefined,
		onselection,
		...more
	};
	const screen = await render(EditorField, props);
	return { screen, onselection, field: page.getByRole('textbox', { name: 'Culture and communication' }) };
}

const shadow = (): ShadowRoot | null | undefined => document.querySelector('.host')?.shadowRoot;
const editorIsThere = () => vi.waitUntil(() => shadow()?.querySelector('.cm-content'));

test('nothing typed is lost while the editor loads: focus and caret go over with the words', async () => {
	const text = openText('They argue.');
	const { field } = await open(text);
	const textarea = document.querySelector('textarea');
	textarea?.focus();
	textarea?.setSelectionRange(4, 4);
	// Keys as fast as they come, across the moment of the swap.
	for (const key of ' really do like to') await userEvent.keyboard(key);
	await editorIsThere();
	await userEvent.keyboard('!');
	expect(text.toString()).toBe('They really do like to! argue.');
	await expect.element(field).toHaveTextContent('They really do like to! argue.');
	expect(shadow()?.activeElement?.getAttribute('role')).toBe('textbox');
});

test('a composition ends in the textarea before the editor takes over', async () => {
	const text = openText('');
	await open(text);
	const textarea = document.querySelector('textarea');
	if (!textarea) throw new Error('no textarea');
	textarea.focus();
	textarea.dispatchEvent(new CompositionEvent('compositionstart'));
	await import('./editor.ts');
	await new Promise((resolve) => requestAnimationFrame(resolve));
	expect(textarea.isConnected).toBe(true);
	textarea.value = '日本';
	textarea.dispatchEvent(new CompositionEvent('compositionend'));
	await editorIsThere();
	expect(text.toString()).toBe('日本');
	expect(shadow()?.querySelector('.cm-content')?.textContent).toBe('日本');
});

test('what another writes shows at once, and an empty field holds no words of ours', async () => {
	const text = openText('');
	await open(text);
	await editorIsThere();
	const content = shadow()?.querySelector('.cm-content');
	expect(content?.textContent).toBe('');
	expect(content?.getAttribute('aria-placeholder')).toBe('Not covered');
	text.insert(0, 'From Ana');
	expect(content?.textContent).toBe('From Ana');
});

test('another’s caret has their name and colour, and moves with the words', async () => {
	const text = openText('They argue.');
	const carets = caretsOf([]);
	await open(text, { carets });
	await editorIsThere();
	document.documentElement.style.setProperty('--person-3', 'rgb(1, 2, 3)');
	const selection = { anchor: position(text, 5), head: position(text, 10) };
	carets.set([{ client: 1, name: 'Ana', colour: 3, selection }]);
	const caret = await vi.waitUntil(() => shadow()?.querySelector<HTMLElement>('.caret.caret-3'));
	expect(caret.textContent).toBe('Ana');
	expect(getComputedStyle(caret).borderLeftColor).toBe('rgb(1, 2, 3)');
	expect(shadow()?.querySelector('.selection.caret-3')).not.toBeNull();
	const before = caret.getBoundingClientRect().left;
	text.insert(0, 'Mostly, ');
	await vi.waitUntil(
		() => (shadow()?.querySelector('.caret')?.getBoundingClientRect().left ?? 0) > before + 20
	);
	carets.set([]);
	await vi.waitUntil(() => shadow()?.querySelector('.caret') === null);
});

test('a caret that stands in words which are not here yet stays where it was', async () => {
	const text = openText('They argue.');
	const carets = caretsOf([]);
	await open(text, { carets });
	await editorIsThere();
	const at = (place: unknown): RemoteCaret[] => [
		{ client: 1, name: 'Ana', colour: 3, selection: { anchor: place, head: place } }
	];
	carets.set(at(position(text, 5)));
	const caret = await vi.waitUntil(() => shadow()?.querySelector<HTMLElement>('.caret'));
	const { left } = caret.getBoundingClientRect();
	const ahead = new Y.Doc();
	Y.applyUpdate(ahead, Y.encodeStateAsUpdate(text.doc!));
	const theirs = ahead.getMap('notes').get('culture') as Y.Text;
	theirs.insert(5, 'always ');
	carets.set(at(position(theirs, 12)));
	await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
	expect(shadow()?.querySelector('.caret')?.getBoundingClientRect().left).toBe(left);
	Y.applyUpdate(text.doc!, Y.encodeStateAsUpdate(ahead));
	await vi.waitUntil(
		() => (shadow()?.querySelector('.caret')?.getBoundingClientRect().left ?? 0) > left + 20
	);
});

test('a name at the end of a line does not make the page wider', async () => {
	const text = openText('word '.repeat(400));
	const name = 'Anastasia-Maximiliana von Hohenlohe';
	const carets = caretsOf([]);
	await open(text, { carets });
	await editorIsThere();
	for (let at = text.length; at > text.length - 150; at -= 10) {
		const place = position(text, at);
		carets.set([{ client: 1, name, colour: 3, selection: { anchor: place, head: place } }]);
		await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
		const label = shadow()?.querySelector('.caret-name')?.getBoundingClientRect();
		expect(label?.right).toBeLessThanOrEqual(document.documentElement.clientWidth);
		expect(label?.left).toBeGreaterThanOrEqual(0);
	}
});

test('whose editor goes is told to have left, with or without the focus', async () => {
	const { screen, field, onselection } = await open(openText('They argue.'));
	await editorIsThere();
	await field.click();
	await vi.waitUntil(() => onselection.mock.calls.length > 0);
	// The focus leaves together with the editor, before its loss can be told.
	shadow()?.querySelector<HTMLElement>('.cm-content')?.blur();
	await screen.unmount();
	expect(onselection).toHaveBeenLastCalledWith(null);
});

test('this person’s caret is told in positions that hold, and that it left', async () => {
	const text = openText('They argue.');
	const { field, onselection } = await open(text);
	await editorIsThere();
	await field.click();
	await userEvent.keyboard('{Control>}{Home}{/Control}');
	expect(onselection).toHaveBeenLastCalledWith({ anchor: position(text, 0), head: position(text, 0) });
	shadow()?.querySelector<HTMLElement>('.cm-content')?.blur();
	await vi.waitUntil(() => onselection.mock.lastCall?.[0] === null);
});

test('the same text under a new row keeps the editor that is there', async () => {
	const text = openText('They argue.');
	const { screen } = await open(text);
	await editorIsThere();
	const content = shadow()?.querySelector('.cm-content');
	await screen.rerender({ text });
	expect(shadow()?.querySelector('.cm-content')).toBe(content);
	await screen.rerender({ text: openText('Another talk.') });
	await vi.waitUntil(() => shadow()?.querySelector('.cm-content')?.textContent === 'Another talk.');
});

test('a reader cannot change the text', async () => {
	const text = openText('They argue.');
	const { field } = await open(text, { readOnly: true });
	await editorIsThere();
	await field.click();
	await userEvent.keyboard('x');
	expect(text.toString()).toBe('They argue.');
	await expect.element(field).toHaveAttribute('contenteditable', 'false');
	expect(shadow()?.activeElement?.getAttribute('role')).toBe('textbox');
});
