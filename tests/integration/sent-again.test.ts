// What a relay did not take, by its reason: how the device comes back, and that the same words are sent again.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { toBase64url } from '../../src/lib/core/bytes.ts';
import { roomScene, type RoomScene } from '../support/room-scene.ts';
import { ScriptedRelay, turns } from '../support/scripted-relay.ts';

let scene: RoomScene;
let relay: ScriptedRelay;
beforeEach(async () => {
	scene = await roomScene();
	relay = new ScriptedRelay(scene, scene.sam);
	await relay.live();
	await relay.writes();
});
afterEach(() => relay.doc.destroy());

const appended = () => relay.of('append').map(({ entry }) => toBase64url(entry));

async function refuse(code: 'membership' | 'epoch' | 'log'): Promise<string[]> {
	const sent = appended();
	expect(sent).toHaveLength(1);
	const { session, counter } = relay.last;
	await relay.says({ type: 'nack', session, counter, code, retryable: true });
	await turns();
	expect(relay.closes).toEqual([1006]);
	expect(relay.status).toMatchObject({ waiting: 1, problem: null });
	return sent;
}

test('S11: refused for a membership that the relay does not know: it is shown the chain, then the same bytes', async () => {
	const sent = await refuse('membership');
	await relay.greet();
	const hello = relay.of('hello').at(-1)!;
	expect(hello.proof).toEqual({ kind: 'chain', chain: scene.chain.statements });
	await relay.live();
	expect(appended()).toEqual(sent);
});

test.each(['epoch', 'log'] as const)(
	'S11: refused for its %s: the device begins again, and what waits is sent again',
	async (code) => {
		const sent = await refuse(code);
		await relay.live();
		expect(relay.of('hello').at(-1)!.proof).toEqual({ kind: 'none' });
		// Of the same log and epoch it is the same entry.
		expect(appended()).toEqual(sent);
		expect(relay.status).toMatchObject({ waiting: 1, problem: null });
	}
);

test('S11: refused for a role that came too early: it stays here, and says why', async () => {
	const { session, counter } = relay.last;
	await relay.says({ type: 'nack', session, counter, code: 'role', retryable: false });
	expect(relay.status).toMatchObject({ waiting: 1, problem: { kind: 'read-only' }, link: 'live' });
	await relay.hangsUp(1006, '');
	const sent = appended();
	await relay.live();
	expect(appended()).toEqual(sent);
});
