// S13: distinctive words are written wherever a person can write, found on the devices that may have them, and then
// looked for on the relay, on the wire and on the devices that may not.

import { expect, test as base } from '../support/people.ts';
import { type AppServer, startAppServer } from '../support/app-server.ts';
import { filesIn, findInMemory, findWords, heapOf, storedBy, tapWire, type Wire } from './leaks.ts';
import {
	addMilestone,
	addPhase,
	addTalk,
	createInvite,
	field,
	goTo,
	join,
	NOTES,
	onTheRelay,
	openTalk,
	startJournal
} from './steps.ts';

/** The same server is reached through a wire that is read. */
const test = base.extend<{ relay: AppServer; wire: Wire }>({
	relay: async ({}, use) => {
		const relay = await startAppServer({ nodeArgs: ['--heapsnapshot-signal=SIGUSR2'] });
		await use(relay);
		await relay.dispose();
	},
	wire: async ({ relay }, use) => {
		const wire = await tapWire(relay.origin);
		await use(wire);
		wire.close();
	},
	server: async ({ relay, wire }, use) => use({ ...relay, origin: wire.origin })
});

/** In every canary, so that one search finds any of them. */
const STEM = 'zqcanaryxv';
const canary = (what: string): string => `${STEM}${what}`;
const notes = (what: string) => NOTES.map((_, at) => canary(`${what}${String(at)}`));

/** What only sam's devices may know. */
const secret = {
	journal: canary('journal'),
	name: canary('personsname'),
	email: `${canary('email')}@example.org`,
	employer: canary('employer'),
	namedEmail: `${canary('namedemail')}@example.org`,
	reflections: canary('reflections'),
	notes: notes('ownnote')
};
/** What both may know. */
const common = {
	sam: canary('sam'),
	ana: canary('ana'),
	alias: canary('alias'),
	named: canary('namedperson'),
	namedEmployer: canary('namedemployer'),
	phase: canary('phase'),
	milestone: canary('milestone'),
	anasMilestone: canary('anasmilestone'),
	anasNote: canary('anasnote'),
	notes: notes('note')
};
const secrets = Object.values(secret).flat();
const commons = Object.values(common).flat();

/** Every address has this form: places, opaque ids, files of the app. */
const ADDRESS =
	/^\/(|join|relay|_app\/[\w./-]+|[\w-]+\.(js|html|svg|json|webmanifest)|j\/[\w-]{12}\/(today|people|talks|findings|plan|review|more)(\/[\w-]{12})?)$/;

test('S13: the relay, the wire and who was not given them hold no word of it', async ({
	relay,
	wire,
	sam,
	ana
}) => {
	const addresses: string[] = [];
	for (const { page } of [sam, ana]) page.on('framenavigated', (frame) => addresses.push(frame.url()));
	const { page } = sam;

	await startJournal(page, common.sam);
	await page.goto('/');
	await page.getByRole('button', { name: `More for ${common.sam}’s journal` }).click();
	await page.getByRole('menuitem', { name: 'Rename…' }).click();
	await field(page, 'Title').fill(secret.journal);
	await page.getByRole('button', { name: 'Rename' }).click();
	await page.getByRole('link', { name: secret.journal }).click();

	for (const person of [
		{ name: secret.name, email: secret.email, employer: secret.employer, alias: common.alias, named: false },
		{ name: common.named, email: secret.namedEmail, employer: common.namedEmployer, alias: '', named: true }
	]) {
		await goTo(page, 'People');
		await page.getByRole('button', { name: 'Add person' }).click();
		await field(page, 'Name').fill(person.name);
		await field(page, 'E-mail').fill(person.email);
		await field(page, 'Employer').fill(person.employer);
		await field(page, 'Alias').fill(person.alias);
		await page.getByRole('checkbox', { name: 'Agreed to be named' }).setChecked(person.named);
		await page.getByRole('button', { name: 'Save' }).click();
		await expect(page.getByText(person.name).first()).toBeVisible();
	}
	await addTalk(page, { person: common.named, notes: true, sharing: false });
	for (const [at, name] of NOTES.entries()) await field(page, name).fill(secret.notes[at]!);
	await field(page, 'Own reflections').fill(secret.reflections);
	await addTalk(page, { person: secret.name, notes: true, sharing: true });
	for (const [at, name] of NOTES.entries()) await field(page, name).fill(common.notes[at]!);
	await page.reload();
	await goTo(page, 'Plan');
	await addPhase(page, common.phase);
	await addMilestone(page, common.milestone);
	const link = await createInvite(page, 'Editor');

	const other = ana.page;
	await join(other, link, common.ana);
	await goTo(other, 'Plan');
	await addMilestone(other, common.anasMilestone);
	await openTalk(other, common.alias);
	await field(other, NOTES[0]).press('End');
	await other.keyboard.insertText(common.anasNote);
	await openTalk(page, secret.name);
	await expect(field(page, NOTES[0])).toContainText(common.anasNote);
	for (const each of [page, other]) await onTheRelay(each);

	const samsDevice = await storedBy(page, 'sam’s device');
	const anasDevice = await storedBy(other, 'ana’s device');
	for (const word of [...secrets, ...commons])
		expect(findWords([word], [samsDevice]), word).toEqual([`${word} as UTF-8 in sam’s device`]);
	for (const word of commons)
		expect(findWords([word], [anasDevice]), word).toEqual([`${word} as UTF-8 in ana’s device`]);
	expect(findWords(secrets, [anasDevice])).toEqual([]);

	const printed = { name: 'output', bytes: Buffer.from(relay.output()) };
	const heap = await heapOf(relay);
	const files = await filesIn(relay.dataDir);
	// What the relay does hold is found by the same search.
	const room = new URL(link).hash.slice(1).split('.')[0]!;
	const inviteSecret = new URL(link).hash.split('.')[1]!;
	expect(findWords([room], [heap])).toEqual([`${room} as UTF-8 in heap snapshot`]);
	const rawRoom = Buffer.from(room, 'base64url');
	for (const places of [files, [wire.answers]])
		expect(places.some(({ bytes }) => bytes.includes(rawRoom) || bytes.includes(room))).toBe(true);
	expect(findWords([STEM, inviteSecret], [printed, heap, ...files, wire.answers])).toEqual([]);
	const inMemory = await findInMemory(relay, [room, STEM, inviteSecret]);
	if (inMemory !== null) expect(inMemory).toEqual([`${room} as UTF-8 in memory`]);

	const { requests } = wire;
	expect(requests.map(({ target }) => target)).toContain('/join');
	for (const { target, headers } of requests) {
		expect(target).toMatch(ADDRESS);
		const referer = /^referer: (.*)$/im.exec(headers)?.[1]?.trim();
		if (referer !== undefined) expect(referer.replace(wire.origin, '')).toMatch(ADDRESS);
		expect(findWords([STEM, inviteSecret], [{ name: target, bytes: Buffer.from(headers) }])).toEqual([]);
	}
	expect(addresses.some((address) => /\/talks\/[\w-]{12}$/.test(address))).toBe(true);
	for (const address of addresses.filter((each) => each !== link)) {
		const { pathname, search, hash } = new URL(address);
		expect(pathname).toMatch(ADDRESS);
		expect(search + hash).toBe('');
	}
});
