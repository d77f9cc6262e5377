import { expect, test } from 'vitest';
import type { LogId } from '../ids.ts';
import { SnapshotTrust } from './snapshot-trust.ts';

const offer = (seq: number, name: number) => ({
	logId: 'log' as LogId,
	seq,
	hash: new Uint8Array(32),
	digest: new Uint8Array(32).fill(name),
	chunks: 1
});
const [older, newer, newest] = [offer(4, 1), offer(5, 2), offer(9, 3)];

test('S5: of one that is new here a device looks once in a page load', () => {
	const trust = new SnapshotTrust();
	expect(trust.shouldCompare(null, null)).toBe(false);
	expect(trust.shouldCompare(older, older.digest)).toBe(false);
	expect(trust.shouldCompare(newer, older.digest)).toBe(true);
	trust.looksAt(newer.digest);
	expect(trust.shouldCompare(newer, older.digest)).toBe(false);
});

test('one that is wrong is named to the relay; of two, the newer, and nothing else is asked for', () => {
	const trust = new SnapshotTrust();
	expect([trust.distrust, trust.newest(newer)]).toEqual([null, newer.digest]);
	expect(trust.foundWrong(newer)).toBe(true);
	expect(trust.distrust).toEqual(newer.digest);
	expect([trust.newest(older), trust.newest(null)]).toEqual([newer.digest, newer.digest]);
	expect(trust.foundWrong(older)).toBe(false);
	expect([trust.mayBelieve(older), trust.mayBelieve(newer), trust.mayBelieve(newest)]).toEqual([
		false,
		false,
		true
	]);
	expect(trust.distrust).toEqual(newer.digest);
});

test('S14: of two that cover the same, the one that is offered counts as the newer: comparing it is remembered', () => {
	const trust = new SnapshotTrust();
	trust.foundWrong(newer);
	const beside = offer(newer.seq, 4);
	expect(trust.newest(beside)).toEqual(beside.digest);
});

test('one that came after it is looked at for itself', () => {
	const trust = new SnapshotTrust();
	trust.foundWrong(newer);
	expect(trust.newest(newest)).toEqual(newest.digest);
	expect(trust.foundWrong(newest)).toBe(true);
	expect(trust.distrust).toEqual(newest.digest);
});

test('S7: of another log nothing is known', () => {
	const trust = new SnapshotTrust();
	trust.foundWrong(newer);
	trust.forget();
	expect([trust.distrust, trust.newest(null), trust.mayBelieve(newer)]).toEqual([null, null, true]);
});
