import { describe, expect, test } from 'vitest';
import { CLOSE } from '../../core/protocol/close.ts';
import type { Chain } from '../../core/protocol/membership.ts';
import { type RoomStatus, startStatus } from '../../core/sync/room-status.ts';
import { problemsOf, type RoomFacts, syncFacts } from './sync-facts.ts';

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

	test('stopped for good in one room is stopped', () => {
		expect(
			syncFacts([room(), room({ link: 'off', ended: { code: CLOSE.fork, reason: '' } })]).connection
		).toBe('stopped');
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
});
