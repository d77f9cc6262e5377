import { expect, test } from 'vitest';
import { notKeptWords } from './copies-words.ts';

test.each([
	['waiting', 'still arriving'],
	['storage-full', 'Free some space'],
	['storage-newer', 'Reload'],
	['storage-failed', 'Try again']
] as const)('S12: a restore that stopped (%s) says that nothing was changed, and what to do', (why, what) => {
	const { says, helps } = notKeptWords(why);
	expect(says).toContain('Not restored');
	expect(helps).toContain('Nothing was changed.');
	expect(helps).toContain(what);
});
