import { describe, expect, test } from 'vitest';
import { Bucket, Remembered } from './rates.ts';

describe('a bucket', () => {
	const rate = { perSecond: 10, burst: 20 };

	test('gives its burst at once, then makes those who want more wait for as long as their debt takes', () => {
		const bucket = new Bucket(rate, 0);
		expect(bucket.take(20, 0, 5000)).toBe(0);
		expect(bucket.take(1, 0, 5000)).toBe(100);
		expect(bucket.take(4, 0, 5000)).toBe(500);
		expect(bucket.take(1, 500, 5000)).toBe(100);
	});

	test('refuses a debt that is too large, and then takes nothing', () => {
		const bucket = new Bucket(rate, 0);
		expect(bucket.take(31, 0, 1000)).toBeNull();
		expect(bucket.take(30, 0, 1000)).toBe(1000);
	});

	test('fills up with time, to its burst and no further', () => {
		const bucket = new Bucket(rate, 0);
		bucket.take(20, 0, 0);
		expect(bucket.isFull(1999)).toBe(false);
		expect(bucket.isFull(2000)).toBe(true);
		expect(bucket.take(21, 1_000_000, 0)).toBeNull();
	});

	test('a clock that is set back gives nothing and takes nothing', () => {
		const bucket = new Bucket(rate, 10_000);
		bucket.take(20, 10_000, 0);
		expect(bucket.take(1, 0, 5000)).toBe(100);
		expect(bucket.take(1, 200, 5000)).toBe(0);
	});
});

describe('what is remembered', () => {
	const spent = { isAsNew: (now: number) => now >= 1000 };
	const start = (most: number) => new Remembered<string, typeof spent>(most, () => ({ ...spent }));

	test('is shared by those who use it, and kept after them until it is as new', () => {
		const all = start(10);
		const first = all.acquire('a', 0);
		expect(all.acquire('a', 0)).toBe(first);
		expect(all.users('a')).toBe(2);
		all.release('a', 0);
		all.release('a', 0);
		expect(all.users('a')).toBe(0);
		expect(all.acquire('a', 1)).toBe(first);
		all.release('a', 1000);
		expect(all.size).toBe(0);
	});

	test('takes a bounded space, however many come, and never forgets what is in use', () => {
		const all = start(100);
		const used = all.acquire('used', 0);
		for (let i = 0; i < 10_000; i++) {
			all.acquire(`${i}`, 0);
			all.release(`${i}`, 0);
		}
		expect(all.size).toBeLessThanOrEqual(101);
		expect(all.acquire('used', 0)).toBe(used);
	});

	test('what has become as new goes as others come', () => {
		const all = start(100_000);
		for (let i = 0; i < 1000; i++) {
			all.acquire(`${i}`, 0);
			all.release(`${i}`, 0);
		}
		for (let i = 0; i < 1000; i++) {
			all.acquire(`later ${i}`, 2000);
			all.release(`later ${i}`, 2000);
		}
		expect(all.size).toBe(0);
	});
});
