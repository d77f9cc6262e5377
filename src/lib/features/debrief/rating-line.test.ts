import { expect, test } from 'vitest';
import { dotsOf, HEIGHT, WIDTH } from './rating-line.ts';

test('the first talk stands left, the last right; one is at the bottom, five at the top', () => {
	const [low, middle, high] = dotsOf([1, 3, 5]);
	expect(low!.x).toBeLessThan(middle!.x);
	expect(middle).toEqual({ x: WIDTH / 2, y: HEIGHT / 2 });
	expect(low!.y).toBeGreaterThan(middle!.y);
	expect(low!.x + high!.x).toBe(WIDTH);
	expect(low!.y + high!.y).toBe(HEIGHT);
});

test('a single rating stands in the middle, and none is nothing', () => {
	expect(dotsOf([3])).toEqual([{ x: WIDTH / 2, y: HEIGHT / 2 }]);
	expect(dotsOf([])).toEqual([]);
});
