import { expect, test } from 'vitest';
import { installPlace } from './storage-persist.ts';

const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
const agents = {
	safariOnIphone: `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${WEBKIT} Version/18.5 Mobile/15E148 Safari/604.1`,
	chromeOnIphone: `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${WEBKIT} CriOS/139.0 Mobile/15E148 Safari/604.1`,
	safariOnMac: `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${WEBKIT} Version/18.5 Safari/605.1.15`,
	chrome:
		'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36',
	firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
} as const;

test.each([
	['safariOnIphone', 5, 'home-screen'],
	['chromeOnIphone', 5, 'home-screen'],
	['safariOnMac', 0, 'dock'],
	// An iPad that asks for desktop sites.
	['safariOnMac', 5, 'home-screen'],
	['chrome', 10, null],
	['firefox', 0, null]
] as const)('%s with %i fingers: %s', (agent, maxTouchPoints, place) => {
	const around = { userAgent: agents[agent], maxTouchPoints };
	expect(installPlace({ ...around, installed: false })).toBe(place);
	expect(installPlace({ ...around, installed: true })).toBeNull();
});
