// A long text is one large row, which a browser on a disk keeps in a file of its own and reads later than small ones.

import { randomBytes } from 'node:crypto';
import { expect, test } from '../support/people.ts';
import { createInvite, field, join, NOTES, onTheRelay, openTalk, startWithTalk } from './steps.ts';

const NOTE = NOTES[0];
const FIRST = 'They argue in writing first.';
/** Random, because what can be compressed is stored small. */
const LONG = `${FIRST} ${randomBytes(150_000).toString('base64').replace(/.{60}/g, '$& ')}`;

test('S6 S17: a journal with a very long text opens again, here and where it was joined', async ({
	sam,
	ana
}) => {
	const { page } = sam;
	await startWithTalk(page);
	await field(page, NOTE).fill(LONG);
	await onTheRelay(page);
	await page.reload();
	await expect(field(page, NOTE)).toContainText(FIRST);
	const other = ana.page;
	await join(other, await createInvite(page, 'Editor'), 'Ana');
	await openTalk(other, /Product lead/);
	await expect(field(other, NOTE)).toContainText(FIRST);
	await other.reload();
	await expect(field(other, NOTE)).toContainText(FIRST);
	await onTheRelay(other);
});
