import { beforeEach, expect, test } from 'vitest';
import type { DeviceId } from '../../src/lib/core/ids.ts';
import { CLOSE } from '../../src/lib/core/protocol/close.ts';
import { Admission } from './admission.ts';
import type { Admitted } from './admission.ts';
import { DEFAULT_LIMITS } from './ports.ts';

const limits = {
	...DEFAULT_LIMITS,
	addressHellos: 60,
	addressConnections: 100,
	deviceFrames: 10,
	addressRooms: 2
};
const HERE = '198.51.100.1';
const device = 'AAAA' as DeviceId;

let now: number;
let admission: Admission;
beforeEach(() => {
	now = 0;
	admission = new Admission({ limits, token: null, now: () => now });
});

function arrive(address = HERE): Admitted {
	const visitor = admission.arrive(address);
	if (visitor.kind === 'refused') throw new Error(visitor.why);
	return visitor;
}

test('an address that comes too often waits longer and longer, then is refused, which costs it nothing more', () => {
	for (let i = 0; i < 60; i++) expect(arrive().wait).toBe(0);
	expect([1, 2, 3, 4, 5].map(() => arrive().wait)).toEqual([1000, 2000, 3000, 4000, 5000]);
	for (let i = 0; i < 30; i++)
		expect(admission.arrive(HERE)).toMatchObject({ kind: 'refused', code: CLOSE.tryLater });
	expect(arrive('203.0.113.9').wait).toBe(0);
	now += 1000;
	expect(arrive().wait).toBe(5000);
});

test('a refused connection is not counted as one', () => {
	const all = Array.from({ length: 65 }, () => arrive());
	for (let i = 0; i < 100; i++) expect(admission.arrive(HERE).kind).toBe('refused');
	for (const visitor of all) visitor.left();
	now += 3_600_000;
	for (let i = 0; i < 60; i++) expect(arrive().wait).toBe(0);
});

test('a device`s debt follows it to its next connection', () => {
	const first = arrive();
	first.is(device);
	for (let i = 0; i < 100; i++) first.charge(1);
	first.left();
	const second = arrive();
	expect(second.charge(1)).toBe(0);
	second.is(device);
	expect(second.charge(1)).toBeGreaterThan(2000);
	now += 60_000;
	expect(second.charge(1)).toBe(0);
});

test('rooms of an address come back with the hour', () => {
	const made = () => arrive().mayCreate('');
	expect([made(), made(), made()]).toEqual([null, null, 'too-many']);
	now += 1_800_000;
	expect([made(), made()]).toEqual([null, 'too-many']);
});

test('whoever has left and owes nothing is not remembered', () => {
	for (let i = 0; i < 1000; i++) {
		const visitor = arrive(`10.0.${i >> 8}.${i & 255}`);
		visitor.is(`device ${i}` as DeviceId);
		now += 2000;
		visitor.left();
	}
	expect(admission.remembered).toBe(0);
});
