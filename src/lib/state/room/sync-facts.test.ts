import { describe, expect, test } from 'vitest';
import { CLOSE } from '../../core/protocol/close.ts';
import type { Chain } from '../../core/protocol/membership.ts';
import { type RoomStatus, startStatus } from '../../core/sync/room-status.ts';
import type { Problem } from '../problems.ts';
import { problemsOf } from './room-problems.ts';
import { isTroubled, type RoomFacts, syncFacts } from './sync-facts.ts';

const chain: Chain = {
	room: 'r' as Chain['room'],
	statements: [],
	head: new Uint8Array(32),
	epoch: 1,
	members: new Map(),
	devices: new Map(),
	invites: new Map(),
	numbers: new Map()
};
const room = (
	status: Partial<RoomStatus> = {},
	saved: RoomFacts['saved'] = { kind: 'saved' }
): RoomFacts => ({
	status: { ...startStatus(chain, 'owner'), link: 'live', settledAt: 1000, ...status },
	saved,
	unreadableRows: 0
});

describe('what may be claimed of two rooms', () => {
	test('on the relay needs both, and the later of the two times', () => {
		expect(syncFacts([room(), room({ settledAt: 2000 })])).toMatchObject({
			connection: 'online',
			onRelayAt: 2000
		});
	});

	test.each([
		['one has something waiting', { waiting: 1, waitingSince: 5 }],
		['one was never found settled', { settledAt: null }],
		['one is catching up', { link: 'catching-up' as const }],
		['one is off', { link: 'off' as const }]
	])('not on the relay while %s', (_, status) => {
		expect(syncFacts([room(), room(status)]).onRelayAt).toBeNull();
		expect(syncFacts([room(status), room()]).onRelayAt).toBeNull();
	});

	test('what waits is added up, since the earlier', () => {
		const facts = syncFacts([room({ waiting: 2, waitingSince: 70 }), room({ waiting: 3, waitingSince: 60 })]);
		expect(facts).toMatchObject({ pending: 5, pendingSince: 60 });
	});

	test('S12: one failed write outweighs a saved room and one on its way', () => {
		const failed = room({}, { kind: 'failed', fault: 'quota' });
		expect(syncFacts([room({}, { kind: 'saving' }), failed]).saved).toBe('failed');
		expect(syncFacts([room(), room({}, { kind: 'saving' })]).saved).toBe('saving');
	});

	test('stopped for good in one room is never called connected, and not stopped while the other goes on', () => {
		const ended = room({ link: 'off', ended: { code: CLOSE.fork, reason: '' } });
		expect(syncFacts([ended, ended]).connection).toBe('stopped');
		expect(syncFacts([room({ link: 'connecting' }), ended]).connection).toBe('stopped');
		expect(syncFacts([room(), ended]).connection).toBe('partly');
		expect(syncFacts([ended, room()])).toMatchObject({ connection: 'partly', onRelayAt: null });
	});
});

describe('what may be claimed of others', () => {
	const others = { deliveredTo: [{ name: 'Ana', at: 900 }], seenBy: [{ name: 'Ana', at: 950 }] };

	test('what is proven of them', () => {
		expect(syncFacts([{ ...room(), others }, room()])).toMatchObject(others);
	});

	test.each([
		['nothing is known', room(), room()],
		['an edit waits', { ...room({ waiting: 1 }), others }, room()],
		['an edit waits in the personal room', { ...room(), others }, room({ waiting: 1 })]
	])('nothing while %s', (_, first, second) => {
		expect(syncFacts([first, second])).toMatchObject({ deliveredTo: [], seenBy: [] });
	});
});

describe('problems', () => {
	test('none when all is well', () => {
		expect(problemsOf([room(), room()])).toEqual([]);
	});

	test('the gravest first, each once', () => {
		const failed = room({ held: 1 }, { kind: 'failed', fault: 'gone' });
		expect(problemsOf([room({ held: 2 }), failed])).toEqual(['storage-gone', 'entries-held']);
	});

	test('S12: a tab that does not sync says so, and never that nothing can be saved', () => {
		expect(problemsOf([room({ problem: { kind: 'not-read' } })])).toEqual(['not-read']);
		expect(problemsOf([room({ problem: { kind: 'not-fetched' } })])).toEqual(['not-fetched']);
	});

	test.each<readonly [Partial<RoomStatus>, boolean, string]>([
		[{ loss: 'lost' }, false, 'relay-lost-room'],
		[{ loss: 'lost', healed: true }, false, 'relay-lost-room'],
		[{ loss: 'lost', healed: true }, true, 'relay-given-back'],
		[{ loss: 'lost' }, true, 'relay-has-again'],
		[{ loss: 'restored' }, false, 'relay-set-back'],
		[{ loss: 'restored', healed: true }, true, 'relay-caught-up'],
		[{ healed: true }, false, 'relay-lacked'],
		[{ healed: true }, true, 'relay-completed'],
		[{ loss: 'lost', role: 'viewer' }, true, 'relay-lost-viewer']
	])(
		'S7: a relay that lost or set back its log is named: %j, given back: %s, is %s',
		(status, mended, said) => {
			expect(problemsOf([{ ...room(status), mended }])).toEqual([said]);
		}
	);

	const mended = (status: Partial<RoomStatus>): RoomFacts => ({ ...room(status), mended: true });
	test.each<readonly [string, RoomFacts, RoomFacts, Problem]>([
		[
			'who gave back only what is theirs alone did not give the journal back',
			mended({ loss: 'lost', role: 'editor' }),
			mended({ loss: 'lost', healed: true }),
			'relay-has-again'
		],
		[
			'who gave back what is shared did',
			mended({ loss: 'lost', healed: true }),
			mended({ loss: 'lost', healed: true }),
			'relay-given-back'
		],
		[
			'nothing is given back before all of it is',
			mended({ loss: 'lost', healed: true }),
			room({ loss: 'lost' }),
			'relay-lost-room'
		],
		[
			'a viewer gives back what is theirs, and the journal is still to come',
			mended({ loss: 'lost', role: 'viewer' }),
			mended({ loss: 'lost', healed: true }),
			'relay-lost-viewer'
		],
		[
			'one lost, one set back',
			mended({ loss: 'restored', healed: true }),
			room({ loss: 'lost' }),
			'relay-lost-room'
		],
		['set back', mended({ loss: 'restored' }), room({ loss: 'restored' }), 'relay-set-back'],
		['set back and caught up', mended({ loss: 'restored' }), mended({ loss: 'restored' }), 'relay-caught-up'],
		['both lacked something', mended({ healed: true }), mended({ healed: true }), 'relay-completed']
	])('S7: what was lost of both documents is said once: %s', (_, shared, own, said) => {
		expect(problemsOf([shared, own])).toEqual([said]);
	});

	test('a relay that asks for a token: what is shared, or only what is theirs alone, is not sent', () => {
		const refused = room({ link: 'off', ended: { code: CLOSE.notAllowed, reason: 'admission' } });
		const again = { ...room({ link: 'connecting' }), closed: true };
		for (const closed of [refused, again]) {
			expect(problemsOf([closed, closed])).toEqual(['relay-closed']);
			expect(problemsOf([closed, room()])).toEqual(['relay-closed']);
			expect(problemsOf([room(), closed])).toEqual(['relay-closed-own']);
		}
	});

	test.each([
		['try later', 'relay-busy'],
		['too fast', 'relay-busy'],
		['no more rooms', 'relay-no-rooms'],
		['the owner has to come first', 'relay-owner-first']
	] as const)('turned away, %s, is said as %s', (reason, problem) => {
		expect(problemsOf([room({ turnedAway: { reason } }), room()])).toEqual([problem]);
	});

	test.each<readonly [Partial<RoomStatus>, string]>([
		[{ problem: { kind: 'quota' } }, 'relay-full'],
		[{ problem: { kind: 'quota' }, role: 'editor' }, 'relay-full-share'],
		[{ problem: { kind: 'snapshot-unreadable' } }, 'snapshot-unreadable'],
		[{ problem: { kind: 'fork' }, ended: { code: CLOSE.fork, reason: 'fork' } }, 'relay-fork'],
		[{ problem: { kind: 'newer-chain' }, ended: { code: CLOSE.fork, reason: 'x' } }, 'newer-membership'],
		[{ problem: { kind: 'read-only' } }, 'viewer-wrote'],
		[{ problem: { kind: 'storage', fault: 'newer' } }, 'storage-newer']
	])('%j is said once, as %s', (status, said) => {
		expect(problemsOf([room(status)])).toEqual([said]);
	});

	test('a clock that is off by a day is named, one that is off by an hour is not', () => {
		expect(problemsOf([room({ clockSkew: -24 * 3600 * 1000 })])).toEqual(['clock-wrong']);
		expect(problemsOf([room({ clockSkew: 3600 * 1000 })])).toEqual([]);
	});

	test.each([
		[CLOSE.malformed, '', 'relay-bad-message'],
		[CLOSE.notAuthenticated, '', 'not-authenticated'],
		[CLOSE.notAllowed, 'removed', 'removed'],
		[CLOSE.notAllowed, 'admission', 'relay-closed'],
		[CLOSE.notAllowed, 'not-a-member', 'not-a-member'],
		[CLOSE.fork, '', 'relay-fork'],
		[CLOSE.tooOld, '', 'client-too-old']
	] as const)('%i %s is said as %s', (code, reason, problem) => {
		expect(problemsOf([room({ ended: { code, reason } })])).toEqual([problem]);
	});

	const facts: readonly RoomFacts[] = [
		room(),
		room({ link: 'off' }),
		room({}, { kind: 'saving' }),
		room({ waiting: 3, waitingSince: 5 }),
		room({ clockSkew: 3600 * 1000 }),
		room({ refused: 1 }),
		mended({}),
		room({}, { kind: 'failed', fault: 'quota' }),
		{ ...room(), unreadableRows: 1 },
		{ ...room(), closed: true },
		room({ problem: { kind: 'not-read' } }),
		room({ ended: { code: CLOSE.fork, reason: '' } }),
		room({ turnedAway: { reason: 'too fast' } }),
		room({ loss: 'lost' }),
		mended({ healed: true }),
		room({ held: 1 }),
		room({ clockSkew: -24 * 3600 * 1000 })
	];
	test.each(facts.map((one, at) => [at, one] as const))(
		'the words are fetched exactly when there are some: %i',
		(_, one) => {
			for (const rooms of [
				[one, room()],
				[room(), one]
			])
				expect(isTroubled(rooms)).toBe(problemsOf(rooms).length > 0);
		}
	);
});
