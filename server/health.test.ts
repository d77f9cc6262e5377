import { expect, test } from 'vitest';
import { atMostEvery } from './health.ts';

test('a flood of questions is one check; a later one is checked anew', async () => {
	let time = 0;
	let checks = 0;
	const fault = { now: false };
	const check = atMostEvery(
		1000,
		() => {
			checks += 1;
			return fault.now ? Promise.reject(new Error('full')) : Promise.resolve();
		},
		() => time
	);
	await Promise.all([check(), check(), check()]);
	expect(checks).toBe(1);
	fault.now = true;
	time = 999;
	await check();
	time = 1000;
	await expect(check()).rejects.toThrow('full');
	expect(checks).toBe(2);
});
