// The invariants, as questions to a world.

import * as Y from 'yjs';
import { equal, toHex } from '../../../src/lib/core/bytes.ts';
import { Coverage, coverageOf } from './coverage.ts';
import type { SimDevice } from './device.ts';
import { changesIn, groupOf } from './log-archive.ts';
import type { World } from './world.ts';
import { demand } from './violation.ts';

/** S6: whatever happens to the device now, what its cursor says it has read is on its disk. */
export async function checkCursor(world: World, device: SimDevice): Promise<void> {
	const { cursor, updates, parts, held } = device.store.snapshot();
	if (!cursor) return;
	world.archive.learn(world.relay.disk);
	const entries = await world.archive.upTo(cursor.hash);
	demand(
		entries.length === cursor.seq,
		'S6',
		() => `${device.name}: cursor ${cursor.seq}, its hash ${entries.length}`
	);
	const later = new Set(held.map(({ seq }) => seq));
	const kept = new Set(parts.map(({ group, index }) => `${group}/${index}`));
	// Of two that set one field Yjs deletes the loser wherever they meet, so what a rebuilt document deletes counts too.
	const rebuilt = new Y.Doc();
	for (const update of updates) Y.applyUpdate(rebuilt, update);
	const rows = coverageOf([...updates, Y.encodeStateAsUpdate(rebuilt)]);
	for (const change of changesIn(entries.filter(({ seq }) => !later.has(seq)))) {
		if (change.update) {
			const lost = rows.lacks(coverageOf([change.update]));
			demand(
				!lost,
				'S6',
				() => `${device.name}: entry ${change.parts.at(-1)!.seq} is behind the cursor, not stored: ${lost}`
			);
		} else {
			for (const { seq, header } of change.parts) {
				const own = header.device === device.membership.deviceId;
				const isKept = own || kept.has(`${groupOf(header)}/${header.part}`);
				demand(isKept, 'S6', () => `${device.name}: part ${seq} is behind the cursor, not stored`);
			}
		}
	}
}

/** S2: the same state vector, delete set and content everywhere, and nothing pending. */
export function checkSame(world: World): void {
	const [first, ...rest] = world.pages;
	if (!first) return;
	for (const [device, { doc }] of world.pages) {
		const isWhole = doc.store.pendingStructs === null && doc.store.pendingDs === null;
		demand(isWhole, 'S2', () => `${device.name} waits for what never came`);
	}
	for (const [device, { doc }] of rest) {
		const same = Y.equalSnapshots(Y.snapshot(first[1].doc), Y.snapshot(doc));
		demand(same, 'S2', () => `${first[0].name} and ${device.name} differ in state vector or delete set`);
		const [one, other] = [content(first[1].doc), content(doc)];
		demand(one === other, 'S2', () => `${first[0].name} has ${one}, ${device.name} has ${other}`);
	}
}

/** As text; the fields of a map in an order of their own, because Yjs keeps the order in which they came. */
function content(doc: Y.Doc): string {
	const values = [doc.getText('text').toJSON(), doc.getMap('map').toJSON(), doc.getMap('records').toJSON()];
	return JSON.stringify(values, (_, value: unknown) =>
		typeof value === 'object' && value !== null && !Array.isArray(value)
			? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
			: value
	);
}

/** S3: what a device had stored is in the log and on all devices; once, where nothing was ever lost. */
export async function checkLog(world: World): Promise<void> {
	const head = world.archive.learn(world.relay.disk);
	const entries = head ? await world.archive.upTo(head) : [];
	const names = new Set<string>();
	const log = new Coverage();
	for (const { header } of entries) {
		const name = `${header.device}.${header.session}.${header.counter}`;
		demand(!names.has(name), 'S3', () => `${name} is in the log twice`);
		names.add(name);
	}
	for (const { update, parts } of changesIn(entries)) {
		if (!update) continue;
		const overlaps = log.add(update);
		demand(
			!overlaps || !world.isOrderly,
			'S3',
			() => `entry ${parts[0]!.seq} brings what another has brought`
		);
	}
	for (const [device, update] of world.edits) {
		const lost = log.lacks(coverageOf([update]));
		demand(!lost, 'S3', () => `an edit of ${device.name} never reached the log: ${lost}`);
	}
	for (const [device, { doc }] of world.pages) {
		const lost = coverageOf([Y.encodeStateAsUpdate(doc)]).lacks(log);
		demand(!lost, 'S3', () => `${device.name} lacks what is in the log: ${lost}`);
	}
}

/** S4, S10, S7: every reader is where the log ends, refused nothing, and claims no loss where none was. */
export function checkReaders(world: World): void {
	const head = world.archive.learn(world.relay.disk);
	for (const [device, { sync, provider }] of world.pages) {
		const { cursor, held, parts, sealed, edits } = device.store.snapshot();
		const atEnd = cursor && head && equal(cursor.hash, head);
		demand(
			atEnd === true,
			'S4',
			() => `${device.name} has read to ${cursor?.seq ?? 'nowhere'}, the log ends in ${head && toHex(head)}`
		);
		const { refused, healed, problem } = sync.status;
		demand(refused === 0, 'S10', () => `${device.name} refused ${refused} entries of honest devices`);
		demand(!healed || !world.isOrderly, 'S7', () => `${device.name} says the relay had lost something`);
		demand(problem === null, 'S11', () => `${device.name} still has a problem: ${problem?.kind}`);
		const left = held.length + sealed.length + edits.length;
		demand(
			left === 0,
			'S11',
			() => `${device.name} still keeps ${held.length} held, ${sealed.length} sealed, ${edits.length} edits`
		);
		demand(
			parts.length === 0 || !world.isOrderly || world.entriesShrank,
			'S14',
			() => `${device.name} keeps ${parts.length} parts for ever`
		);
		const others = world.pages.filter(([other]) => other !== device).map(([, page]) => page.doc.clientID);
		const seen = [...provider.others.keys()].sort((a, b) => a - b).join();
		demand(
			seen === others.sort((a, b) => a - b).join(),
			'presence',
			() => `${device.name} sees ${seen}, there are ${others.join()}`
		);
	}
}
