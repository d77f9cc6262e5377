import { flushSync } from 'svelte';
import { expect, test } from 'vitest';
import { begun, forgetBegun } from './begun.svelte.ts';

/** A form that is opened, typed into and closed. */
function opened(key: string, typed: Readonly<Record<string, string>> = {}): Record<string, string> {
	let seen: Record<string, string> = {};
	const stop = $effect.root(() => {
		const words = begun<string>(key, { to: 'as it is', because: '' });
		flushSync();
		Object.assign(words, typed);
		flushSync();
		seen = { ...words };
	});
	stop();
	return seen;
}

test('what is typed is there again until it is saved or discarded, for its own form', () => {
	expect(opened('one')).toEqual({ to: 'as it is', because: '' });
	expect(sessionStorage.length).toBe(0);
	opened('one', { because: 'Priya said so' });
	expect(opened('one')).toEqual({ to: 'as it is', because: 'Priya said so' });
	expect(opened('another')).toEqual({ to: 'as it is', because: '' });
	forgetBegun('one');
	expect(opened('one')).toEqual({ to: 'as it is', because: '' });
});
