// 500 journals of 260 kB, each with one device that says nothing; then the devices leave. What the server's heap holds for
// a room, after collection.

import type { Device, Room } from '../devices/device.ts';
import { type Content, journalContent } from '../../sync-content.ts';
import { rooms, type Scenario, type Stage } from './scenario.ts';

const HALF_YEARS = 0.5;
const ROOMS = 500;
/** Before anything is counted, so that what a server sets up once is not: as many connections in fewer rooms. */
const WARM = 50;
const WARM_DEVICES = ROOMS / WARM;

/** Made once for all runs. */
let content: Content | null = null;

export const quietRooms: Scenario = async (stage) => {
	content ??= journalContent(HALF_YEARS);
	const warm = await filled(stage, stage.scaled(WARM), content);
	const crowd: Device[] = [];
	for (let each = 0; each < WARM_DEVICES; each++) crowd.push(...(await visit(warm)));
	for (const device of crowd) await device.leave();
	const empty = await kilobytes(stage);

	const made = await filled(stage, stage.scaled(ROOMS), content);
	const devices = await visit(made);
	const full = await kilobytes(stage);
	for (const device of devices) await device.leave();
	const idle = await kilobytes(stage);
	return {
		kbPerRoom: (full - empty) / made.length,
		kbPerIdleRoom: (idle - empty) / made.length
	};
};

const filled = ({ network, scaled: _ }: Stage, count: number, content: Content): Promise<Room[]> =>
	rooms(network, count, async (room) => {
		if (network.keeps) await room.fill(content);
	});

async function visit(made: readonly Room[]): Promise<Device[]> {
	const devices: Device[] = [];
	for (const room of made) devices.push(await room.enter({ seat: 1, has: null }));
	return devices;
}

async function kilobytes({ server }: Stage): Promise<number> {
	await server.rest();
	return (await server.heap()).heap / 1000;
}
