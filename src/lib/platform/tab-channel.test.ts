import { afterEach, describe, expect, test } from 'vitest';
import { openTabChannel, type TabChannel } from './tab-channel.ts';

interface Said {
	readonly word: string;
	readonly bytes: Uint8Array;
}

function parse(data: unknown): Said | null {
	if (typeof data !== 'object' || data === null || !('word' in data) || !('bytes' in data)) return null;
	if (typeof data.word !== 'string' || !(data.bytes instanceof Uint8Array)) return null;
	return { word: data.word, bytes: data.bytes };
}

const open: TabChannel<Said>[] = [];
afterEach(() => {
	for (const channel of open.splice(0)) channel.close();
});

/** A tab that keeps what it hears. */
function tab(name: string) {
	const heard: Said[] = [];
	let wake = () => {};
	const channel = openTabChannel(name, parse, (message) => {
		heard.push(message);
		wake();
	});
	open.push(channel);
	const until = async (count: number) => {
		while (heard.length < count) await new Promise<void>((resolve) => (wake = resolve));
		return heard;
	};
	return { channel, heard, until };
}

const say = (word: string): Said => ({ word, bytes: new Uint8Array([1, 2]) });

describe('messages between tabs', () => {
	test('reach the other tabs of the channel in order, not the sender and no other channel', async () => {
		const [left, right, elsewhere] = [tab('room'), tab('room'), tab('other')];
		for (const word of ['one', 'two', 'three']) left.channel.post(say(word));
		expect(await right.until(3)).toEqual(['one', 'two', 'three'].map(say));
		right.channel.post(say('back'));
		expect(await left.until(1)).toEqual([say('back')]);
		expect(elsewhere.heard).toEqual([]);
	});

	test('what this build does not know is left alone, and what follows arrives', async () => {
		const right = tab('room');
		const raw = new BroadcastChannel('room');
		for (const data of [null, 7, 'hello', {}, { word: 'x' }, { word: 'x', bytes: [1] }])
			raw.postMessage(data);
		raw.postMessage(say('known'));
		expect(await right.until(1)).toEqual([say('known')]);
		raw.close();
	});

	test('a closed channel is silent', async () => {
		const [left, right, third] = [tab('room'), tab('room'), tab('room')];
		right.channel.close();
		right.channel.close();
		left.channel.post(say('one'));
		await third.until(1);
		right.channel.post(say('two'));
		third.channel.post(say('three'));
		expect(await left.until(1)).toEqual([say('three')]);
		expect(right.heard).toEqual([]);
		expect(third.heard).toHaveLength(1);
	});
});
