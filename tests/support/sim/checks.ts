// The invariants, as questions to a world in which everything has come to rest.

import * as Y from 'yjs';
import { equal, toHex } from '../../../src/lib/core/bytes.ts';
import { Coverage, coverageOf } from './coverage.ts';
import { changesIn } from './log-archive.ts';
import type { World } from './world.ts';
import { demand } from './violation.ts';

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
	const texts = [doc.getText('text').toJSON(), doc.getText('scraps').toJSON()];
	const values = [...texts, doc.getMap('map').toJSON(), doc.getMap('records').toJSON()];
	return JSON.stringify(values, (_, value: unknown) =>
		typeof value === 'object' && value !== null && !Array.isArray(value)
			? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
			: value
	);
}

/** S3: what a device had stored is in the log and on all devices; once, where nothing was ever lost. */
export async function checkLog(world: World): Promise<void> {
	const head = world.archive.learn(world.relay.disk);
	const entries = head ? (await world.archive.upTo(head)).entries : [];
	const names = new Set<string>();
	const log = new Coverage();
	// A relay that takes smaller entries only refuses what it has had for long, before it looks for it: that is sealed anew.
	const mayRepeat =
		!world.isOrderly || world.entriesShrank || world.devices.some(({ hasFailed }) => hasFailed);
	for (const { name } of entries) {
		demand(!names.has(name), 'S3', () => `${name} is in the log twice`);
		names.add(name);
	}
	for (const { update, parts } of changesIn(entries)) {
		if (!update) continue;
		const overlaps = log.add(update);
		demand(!overlaps || mayRepeat, 'S3', () => `entry ${parts[0]!.seq} brings what another has brought`);
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

/** S4, S10, S7: every reader is where the log ends, refused nothing honest, and claims no loss where none was. */
export function checkReaders(world: World): void {
	const head = world.archive.learn(world.relay.disk);
	for (const [device, { sync, provider }] of world.pages) {
		const { cursor, held, parts, sealed, edits } = device.store.snapshot();
		const atEnd = cursor && head && equal(cursor.hash, head);
		const isUnreadable = sync.status.problem?.kind === 'snapshot-unreadable' && world.hasHostileSnapshots;
		// Who cannot read how the log begins does not count as having read the rest.
		demand(
			atEnd === true || isUnreadable,
			'S4',
			() => `${device.name} has read to ${cursor?.seq ?? 'nowhere'}, the log ends in ${head && toHex(head)}`
		);
		const { refused, healed, loss, problem } = sync.status;
		const mayRefuse = world.kind === 'hostile relay';
		demand(
			refused === 0 || mayRefuse,
			'S10',
			() => `${device.name} refused ${refused} entries of honest devices`
		);
		const mayHeal = !world.isOrderly || device.hasFailed;
		demand(!healed || mayHeal, 'S7', () => `${device.name} says the relay had lost something`);
		demand(
			loss === null || world.kind === 'lossy',
			'S7',
			() => `${device.name} says that the log is another: ${loss}`
		);
		demand(
			problem === null || isUnreadable,
			'S11',
			() => `${device.name} still has a problem: ${problem?.kind}`
		);
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

/** Everybody knows of everybody else that they have everything, and what they have seen. */
export function checkOthers(world: World): void {
	for (const [device, { sync }] of world.pages) {
		for (const other of world.devices) {
			if (other === device) continue;
			const facts = sync.status.others.get(other.membership.member);
			const isUnreadable = other.page?.sync.status.problem?.kind === 'snapshot-unreadable';
			demand(
				(facts?.undelivered === 0 && facts.delivered?.all === true) || isUnreadable,
				'delivered',
				() =>
					`${device.name} says that ${other.name} lacks ${facts?.undelivered}, at ${facts?.delivered?.seq}`
			);
			const told = [...(facts?.seen ?? [])].map(([item, { version }]) => `${item}=${version}`).sort();
			const seen = [...(other.seen ?? [])].map(([item, version]) => `${item}=${version}`).sort();
			demand(
				told.join() === seen.join(),
				'receipts',
				() => `${device.name} says that ${other.name} has seen ${told.join()}, not ${seen.join()}`
			);
		}
	}
}
