// What every scenario is given and gives.

import type { Network, Room } from '../devices/device.ts';
import type { Figures } from '../measure.ts';
import type { ServerProcess } from '../server-process.ts';

export interface Stage {
	readonly server: ServerProcess;
	readonly network: Network;
	/** A number of things, made smaller for a trial; at least 1. */
	readonly scaled: (count: number) => number;
}

export type Scenario = (stage: Stage) => Promise<Figures>;

/** How many rooms are prepared at a time. */
const AT_ONCE = 8;

/** New rooms, each prepared; no more than a few at a time, so that the server is not flooded before anything is measured. */
export async function rooms(
	network: Network,
	count: number,
	prepare: (room: Room) => Promise<void>
): Promise<Room[]> {
	const made: Room[] = [];
	const work = async (): Promise<void> => {
		for (let left = count - made.length; left > 0; left = count - made.length) {
			const room = await addRoom();
			await prepare(room);
		}
	};
	const addRoom = async (): Promise<Room> => {
		const at = made.length;
		const making = network.room();
		made.length = at + 1;
		return (made[at] = await making);
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	return made;
}
