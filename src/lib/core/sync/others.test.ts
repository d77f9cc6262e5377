import { expect, test } from 'vitest';
import type { DeviceId, LogId, MemberId } from '../ids.ts';
import type { Chain } from '../protocol/membership.ts';
import { OthersLedger } from './others.ts';
import type { OwnEdits, RoomChange, StoredOthers } from './ports.ts';

const [me, ana, vik] = ['me', 'ana', 'vik'] as MemberId[] as [MemberId, MemberId, MemberId];
const chain = (...others: MemberId[]) =>
	({ members: new Map([me, ...others].map((member) => [member, 'editor'])) }) as unknown as Chain;
const LOG = 'log' as LogId;

/** A ledger, and what its store would hold. */
function kept(own: OwnEdits[] = [], others: StoredOthers | null = null) {
	const store = { own, others };
	const ledger = new OthersLedger(store);
	return {
		ledger,
		store,
		apply(change: Pick<RoomChange, 'putOwn' | 'deleteOwn' | 'others'> | null) {
			store.own = store.own.filter(({ seq }) => !change?.deleteOwn?.includes(seq));
			store.own.push(...(change?.putOwn ?? []));
			store.own.sort((a, b) => a.seq - b.seq);
			store.others = change?.others ?? store.others;
		}
	};
}
const begun = () => {
	const room = kept();
	room.apply(room.ledger.beginAt({ logId: LOG, seq: 5, hash: new Uint8Array(32) }));
	return room;
};

test('before anything is proven nothing is: not even where nothing was counted', () => {
	const { ledger } = begun();
	expect(ledger.facts(chain(ana), me, 0).get(ana)).toMatchObject({ delivered: null, undelivered: 0 });
	ledger.delivered(ana, 4, 1, chain(ana), me);
	expect(ledger.facts(chain(ana), me, 0).get(ana)?.delivered?.all).toBe(false);
	ledger.delivered(ana, 5, 2, chain(ana), me);
	expect(ledger.facts(chain(ana), me, 0).get(ana)?.delivered).toEqual({ seq: 5, at: 2, all: true });
});

test('edits count until everybody has them; a restart changes nothing', () => {
	const room = begun();
	for (const seq of [6, 7, 9]) room.apply(room.ledger.wrote({ seq, edits: seq }, false));
	room.apply(room.ledger.delivered(ana, 7, 1, chain(ana, vik), me));
	const again = new OthersLedger(room.store);
	for (const ledger of [room.ledger, again]) {
		const facts = ledger.facts(chain(ana, vik), me, 2);
		expect(facts.get(ana)).toMatchObject({ undelivered: 11, delivered: { seq: 7, all: false } });
		expect(facts.get(vik)).toMatchObject({ undelivered: 24, delivered: null });
	}
	room.apply(room.ledger.delivered(vik, 9, 2, chain(ana, vik), me));
	expect(room.store.own.map(({ seq }) => seq)).toEqual([7, 9]);
	room.apply(room.ledger.delivered(ana, 9, 3, chain(ana, vik), me));
	expect(room.store.own).toEqual([{ seq: 9, edits: 22 }]);
	for (const ledger of [room.ledger, new OthersLedger(room.store)])
		expect(ledger.facts(chain(ana, vik), me, 0).get(ana)).toMatchObject({
			undelivered: 0,
			delivered: { all: true }
		});
});

test('whoever joins when all others have everything has nothing yet', () => {
	const room = begun();
	room.apply(room.ledger.wrote({ seq: 6, edits: 3 }, false));
	room.apply(room.ledger.delivered(ana, 6, 1, chain(ana), me));
	for (const ledger of [room.ledger, new OthersLedger(room.store)])
		expect(ledger.facts(chain(ana, vik), me, 0).get(vik)).toMatchObject({ undelivered: 3, delivered: null });
	room.apply(room.ledger.delivered(vik, 6, 2, chain(ana, vik), me));
	expect(room.ledger.facts(chain(ana, vik), me, 0).get(vik)?.undelivered).toBe(0);
});

test('an older word, or the same again, is no news', () => {
	const { ledger } = begun();
	expect(ledger.delivered(ana, 7, 1, chain(ana), me)).not.toBeNull();
	expect(ledger.delivered(ana, 7, 2, chain(ana), me)).toBeNull();
	expect(ledger.delivered(ana, 6, 2, chain(ana), me)).toBeNull();
	expect(ledger.facts(chain(ana), me, 0).get(ana)?.delivered?.at).toBe(1);
});

test('alone, edits become one row; never together with what somebody has', () => {
	const room = begun();
	room.apply(room.ledger.delivered(ana, 5, 1, chain(ana, vik), me));
	for (let seq = 6; seq < 200; seq++) room.apply(room.ledger.wrote({ seq, edits: 1 }, true));
	expect(room.store.own).toEqual([
		{ seq: 5, edits: 0 },
		{ seq: 199, edits: 194 }
	]);
	expect(room.ledger.facts(chain(ana, vik), me, 0).get(ana)?.undelivered).toBe(194);
});

test('an edit that is found far back counts with the newest: nothing is claimed too early', () => {
	const room = begun();
	room.apply(room.ledger.wrote({ seq: 8, edits: 1 }, false));
	room.apply(room.ledger.wrote({ seq: 2, edits: 3 }, false));
	expect(room.store.own.at(-1)).toEqual({ seq: 8, edits: 4 });
});

test('for who never comes back there is one row, not one for each edit', () => {
	const room = begun();
	for (let seq = 6; seq < 100; seq++) {
		room.apply(room.ledger.wrote({ seq, edits: 1 }, false));
		room.apply(room.ledger.delivered(ana, seq, seq, chain(ana, vik), me));
	}
	expect(room.store.own).toEqual([{ seq: 99, edits: 94 }]);
});

test('S7: another log voids what was proven, and no edit of this device is forgotten', () => {
	const room = begun();
	room.apply(room.ledger.wrote({ seq: 6, edits: 3 }, false));
	room.apply(room.ledger.delivered(ana, 6, 1, chain(ana, vik), me));
	room.apply(room.ledger.beginAt({ logId: 'other' as LogId, seq: 2, hash: new Uint8Array(32) }));
	expect(room.store.own).toEqual([{ seq: 2, edits: 3 }]);
	const facts = new OthersLedger(room.store).facts(chain(ana, vik), me, 0);
	expect(facts.get(ana)).toMatchObject({ delivered: null, undelivered: 3 });
});

const receipt = (number: number, seen: Record<string, string>, device = 'device of ana') => ({
	device: device as DeviceId,
	number,
	seen: new Map(Object.entries(seen))
});
const seenBy = (ledger: OthersLedger) =>
	Object.fromEntries(
		[...ledger.facts(chain(ana), me, 0).get(ana)!.seen].map(([id, { version }]) => [id, version])
	);

test('S10: a receipt counts once and never after a later one, also after a restart', () => {
	const room = begun();
	room.apply(room.ledger.saw(ana, receipt(7, { a: '1' }), 100));
	room.apply(room.ledger.saw(ana, receipt(9, {}), 200));
	for (const { ledger } of [room, { ledger: new OthersLedger(room.store) }]) {
		expect(ledger.saw(ana, receipt(7, { a: '1' }), 300)).toBeNull();
		expect(ledger.saw(ana, receipt(9, { a: '2' }), 300)).toBeNull();
		expect(ledger.saw(ana, receipt(0, { a: '3' }), 300)).toBeNull();
		expect(seenBy(ledger)).toEqual({});
	}
	// The same said again later moves the mark: what lies between counts no more.
	room.apply(room.ledger.saw(ana, receipt(12, {}), 400));
	expect(new OthersLedger(room.store).saw(ana, receipt(10, { a: '1' }), 500)).toBeNull();
});

test('receipts without a number, as older versions make them, take each other’s place', () => {
	const { ledger } = begun();
	ledger.saw(ana, receipt(0, { a: '1' }), 100);
	ledger.saw(ana, receipt(0, { a: '2' }), 200);
	expect(seenBy(ledger)).toEqual({ a: '2' });
});

test('what was seen keeps the time of each version, across restarts and logs', () => {
	const room = begun();
	room.apply(room.ledger.saw(ana, receipt(1, { a: '1' }), 100));
	room.apply(room.ledger.saw(ana, receipt(2, { a: '1', b: '1' }), 200));
	expect(room.ledger.saw(ana, receipt(2, { b: '1', a: '1' }), 300)).toBeNull();
	room.apply(room.ledger.saw(ana, receipt(3, { a: '2', b: '1' }), 400));
	room.apply(room.ledger.beginAt({ logId: 'other' as LogId, seq: 2, hash: new Uint8Array(32) }));
	const seen = new OthersLedger(room.store).facts(chain(ana), me, 0).get(ana)?.seen;
	expect(Object.fromEntries(seen!)).toEqual({ a: { version: '2', at: 400 }, b: { version: '1', at: 200 } });
});
