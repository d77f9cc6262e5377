// How fast and how small the app is in a browser with a journal of 360 talks, beside a page that is nothing but a
// textarea, in the same run. It measures and judges nothing: `--json` prints one line of JSON for each measure,
// `--runs=N` repeats (5 unless said).

import { parseArgs } from 'node:util';
import type { BrowserContextOptions, Page } from '@playwright/test';
import * as Y from 'yjs';
import type { MemberId } from '../../src/lib/core/ids.ts';
import { startAppServer, type AppServer } from '../support/app-server.ts';
import buildClient from '../support/build-client.ts';
import { Person } from '../support/person.ts';
import { createInvite, field, join, keptOffline, onTheRelay, startJournal } from '../e2e/steps.ts';
import { startFloor, type Floor } from './floor.ts';
import { generateJournal, jsonBytes, type Generated } from './journal.ts';
import { installProbes, type Probe, readProbe, watchNote } from './probes.ts';
import { journalRow, readUpdates, storedBytes, writeEdits } from './storage.ts';

const NOTE = 'Culture and communication';
/** The name of the floor's only field. */
const FLOOR_NOTE = 'Note';
const KEYS = 120;
/** Between two keys of somebody who types fast, milliseconds. */
const KEY_MS = 90;

interface Measure {
	readonly name: string;
	readonly unit: 'ms' | '×';
	readonly aim: number | null;
	readonly runs: readonly number[];
	readonly floor: readonly number[];
}

const { values } = parseArgs({
	options: { json: { type: 'boolean' }, runs: { type: 'string', default: '5' } }
});
const RUNS = Number(values.runs);

const sorted = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b);
const quantile = (numbers: readonly number[], share: number): number =>
	sorted(numbers)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? Number.NaN;
const median = (numbers: readonly number[]): number => quantile(numbers, 0.5);

async function pathOf(page: Page): Promise<{ journal: string; base: string }> {
	const journal = /\/j\/([\w-]+)/.exec(page.url())?.[1];
	if (journal === undefined) throw new Error('no journal is open');
	return { journal, base: `/j/${journal}` };
}

/** Gives sam's journal the generated content, as if it had been written on this device, and lets it reach the relay. */
async function fill(page: Page): Promise<Generated & { readonly rooms: readonly string[] }> {
	const { journal, base } = await pathOf(page);
	// Of the same origin, without the app.
	await page.goto('/healthz');
	const row = await journalRow(page, journal);
	const docs = { shared: new Y.Doc(), personal: new Y.Doc() };
	for (const side of ['shared', 'personal'] as const)
		for (const update of await readUpdates(page, row[side])) Y.applyUpdate(docs[side], update);
	const generated = generateJournal(docs, row.me as MemberId, 'bench');
	for (const side of ['shared', 'personal'] as const)
		await writeEdits(page, row[side], generated.updates[side]);
	await page.goto(`${base}/today`);
	await onTheRelay(page);
	return { ...generated, rooms: [row.shared, row.personal] };
}

/** Opens an address in a browser that has only just been started; until the first frame that can be used. */
async function openingTime(person: Person, address: string): Promise<number> {
	await person.relaunch();
	await installProbes(person.context);
	const page = await person.context.newPage();
	await page.goto(address, { waitUntil: 'commit' });
	await page.waitForFunction(() => (window as unknown as { bench: Probe }).bench.usable !== null);
	return (await readProbe(page)).usable ?? Number.NaN;
}

interface Typed {
	readonly paint: number;
	readonly stored: number;
	readonly seen: number;
}

/** Types into a note that the other one has open. 95th percentile of painting, medians of the rest. */
async function typing(writer: Page, reader: Page, note: string): Promise<Typed> {
	const at = writer.getByRole('textbox', { name: note });
	const before = [await readProbe(writer), await readProbe(reader)] as const;
	await at.click();
	await at.press('End');
	for (let key = 0; key < KEYS; key++) {
		await writer.keyboard.press('abcdefgh'.charAt(key % 8));
		await new Promise((next) => setTimeout(next, KEY_MS));
	}
	const all = before[1].seen.length + KEYS;
	await reader.waitForFunction(
		(count) => (window as unknown as { bench: Probe }).bench.seen.length >= count,
		all
	);
	const [wrote, read] = [await readProbe(writer), await readProbe(reader)];
	const since = (from: readonly number[], to: readonly number[]): readonly number[] => to.slice(from.length);
	const pressed = since(before[0].pressed, wrote.pressed);
	const seen = since(before[1].seen, read.seen);
	return {
		paint: quantile(since(before[0].paints, wrote.paints), 0.95),
		stored: median(since(before[0].stored, wrote.stored)),
		seen: median(pressed.map((at, key) => (seen[key] ?? Number.NaN) - at))
	};
}

async function repeat<Value>(run: () => Promise<Value>): Promise<Value[]> {
	const results: Value[] = [];
	for (let i = 0; i < RUNS; i++) results.push(await run());
	return results;
}

async function measure(server: AppServer, floor: Floor, sam: Person, ana: Person): Promise<Measure[]> {
	await startJournal(sam.page, 'Sam');
	const generated = await fill(sam.page);
	await keptOffline(sam.page);
	const { base } = await pathOf(sam.page);
	const link = await createInvite(sam.page, 'Editor');
	await join(ana.page, link, 'Ana');
	await onTheRelay(ana.page);
	const anas = await pathOf(ana.page);
	const json = jsonBytes(generated);
	const stored = await storedBytes(sam.page, generated.rooms);

	const pages: Page[] = [];
	for (const [person, path] of [
		[sam, base],
		[ana, anas.base]
	] as const) {
		await installProbes(person.context);
		const page = await person.context.newPage();
		await page.goto(`${path}/talks/${generated.talk}`);
		await field(page, NOTE).and(page.locator('[contenteditable]')).waitFor();
		await onTheRelay(page);
		pages.push(page);
	}
	const [writer, reader] = pages as [Page, Page];
	await watchNote(reader, NOTE);
	const typed = await repeat(() => typing(writer, reader, NOTE));
	for (const page of pages) await page.close();

	const floors: Page[] = [];
	for (const person of [sam, ana]) {
		const page = await person.context.newPage();
		await page.goto(floor.origin);
		await page.getByRole('textbox', { name: FLOOR_NOTE }).and(page.locator(':enabled')).waitFor();
		floors.push(page);
	}
	const [floorWriter, floorReader] = floors as [Page, Page];
	await watchNote(floorReader, FLOOR_NOTE);
	const floorTyped = await repeat(() => typing(floorWriter, floorReader, FLOOR_NOTE));
	for (const page of floors) await page.close();

	await server.kill();
	const opened = await repeat(() => openingTime(sam, `${server.origin}${base}/today`));
	const talkOpened = await repeat(() => openingTime(sam, `${server.origin}${base}/talks/${generated.talk}`));
	const floorOpened = await repeat(() => openingTime(sam, floor.origin));

	const of = (name: keyof Typed) => ({
		runs: typed.map((run) => run[name]),
		floor: floorTyped.map((run) => run[name])
	});
	return [
		{ name: 'Stored bytes against JSON', unit: '×', aim: 2.5, runs: [stored / json], floor: [1] },
		{
			name: 'Navigation to Today usable, server dead',
			unit: 'ms',
			aim: 400,
			runs: opened,
			floor: floorOpened
		},
		{
			name: 'Navigation to a talk, server dead',
			unit: 'ms',
			aim: null,
			runs: talkOpened,
			floor: floorOpened
		},
		{ name: 'Keystroke to paint, p95', unit: 'ms', aim: 50, ...of('paint') },
		{ name: 'Edit to durable', unit: 'ms', aim: 100, ...of('stored') },
		{ name: 'Key to partner’s screen', unit: 'ms', aim: 150, ...of('seen') }
	];
}

function print(measures: readonly Measure[]): void {
	const out = (line: string): void => void process.stdout.write(`${line}\n`);
	if (values.json === true) {
		for (const { name, unit, aim, runs, floor } of measures)
			out(
				JSON.stringify({
					name,
					unit,
					aim,
					median: median(runs),
					floor: median(floor),
					runs,
					floorRuns: floor
				})
			);
		return;
	}
	const shown = (value: number | null, unit: string): string =>
		(value === null ? '' : `${value.toFixed(unit === '×' ? 2 : 0)} ${unit}`).padStart(9);
	out(`${''.padEnd(42)}${'median'.padStart(9)}${'floor'.padStart(9)}${'aim'.padStart(9)}   runs`);
	for (const { name, unit, aim, runs, floor } of measures) {
		const all = runs.map((run) => run.toFixed(unit === '×' ? 2 : 0)).join(' ');
		const over = aim !== null && median(runs) > aim ? '  over the aim' : '';
		out(
			name.padEnd(42) +
				shown(median(runs), unit) +
				shown(median(floor), unit) +
				shown(aim, unit) +
				`   ${all}${over}`
		);
	}
}

await buildClient();
const server = await startAppServer();
const floor = await startFloor();
const people: Person[] = [];
try {
	const options: BrowserContextOptions = { baseURL: server.origin, viewport: { width: 1280, height: 720 } };
	for (const name of ['sam', 'ana']) people.push(await Person.arrive(name, options));
	const [sam, ana] = people as [Person, Person];
	print(await measure(server, floor, sam, ana));
} finally {
	await Promise.all(people.map((person) => person.leave()));
	floor.close();
	await server.dispose();
}
