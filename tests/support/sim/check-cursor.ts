// What must hold at any moment, whatever happens to a device next: its cursor and what it says of others.

import type { RoomStatus } from '../../../src/lib/core/sync/room-status.ts';
import { builtFrom, coverageOf } from './coverage.ts';
import type { SimDevice } from './device.ts';
import { changesIn, groupOf } from './log-archive.ts';
import { demand } from './violation.ts';
import type { World } from './world.ts';

/** S6: what its cursor says it has read is on its disk. */
export async function checkCursor(world: World, device: SimDevice): Promise<void> {
	const { cursor, updates, parts, held } = device.store.snapshot();
	if (!cursor) return;
	const { length, entries } = await world.archive.upTo(cursor.hash);
	demand(length === cursor.seq, 'S6', () => `${device.name}: cursor ${cursor.seq}, its hash ${length}`);
	// What a snapshot left out that a hostile editor made is missing until somebody who has it gives it back.
	if (world.hasHostileSnapshots) return;
	const later = new Set(held.map(({ seq }) => seq));
	const kept = new Set(parts.map(({ group, index }) => `${group}/${index}`));
	// Parts whose change never became whole are not in a snapshot: its author knew that they never would.
	const covered = world.archive.coveredUpTo(cursor.hash);
	const rows = builtFrom(updates);
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
				const isKept = own || seq <= covered || kept.has(`${groupOf(header)}/${header.part}`);
				demand(isKept, 'S6', () => `${device.name}: part ${seq} is behind the cursor, not stored`);
			}
		}
	}
}

/** Never more than is proven: nobody is said to have more of the log than their disk ever had. */
export function checkSaid(world: World, device: SimDevice, { others, link }: RoomStatus): void {
	// What was said of a log stands until the one that took its place has been read.
	const logs = device.countedIn.slice(link === 'live' ? -1 : -2);
	for (const [member, { delivered }] of others) {
		const other = world.devices.find(({ membership }) => membership.member === member);
		if (!delivered || !other) continue;
		const furthest = Math.max(...logs.map((log) => other.furthestIn(log)));
		demand(
			delivered.seq <= furthest,
			'delivered',
			() => `${device.name} says that ${other.name} has ${delivered.seq}, and it ever had ${furthest}`
		);
	}
}

/** Who is said to lack nothing that a device wrote has all of it on their disk. */
export function checkDelivered(world: World): void {
	const rows = new Map(world.devices.map((device) => [device, builtFrom(device.store.snapshot().updates)]));
	for (const [device, { sync }] of world.pages) {
		const written = world.edits.filter(([author]) => author === device).map(([, update]) => update);
		for (const [member, { undelivered }] of sync.status.others) {
			const other = world.devices.find(({ membership }) => membership.member === member);
			if (undelivered > 0 || !other) continue;
			const lost = rows.get(other)!.lacks(coverageOf(written));
			demand(!lost, 'delivered', () => `${device.name} says that ${other.name} lacks nothing: ${lost}`);
		}
	}
}
