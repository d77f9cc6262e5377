// 2,000 devices, two in each room, lose their connection and come back all at once, with everything already there.

import type { Device, Room } from '../devices/device.ts';
import { typedNote } from '../../sync-content.ts';
import { rooms, type Scenario } from './scenario.ts';

const ROOMS = 1000;

export const storm: Scenario = async ({ server, network, scaled }) => {
	const content = typedNote();
	const made = await rooms(network, scaled(ROOMS), async (room) => {
		if (network.keeps) await room.fill(content);
	});
	const seats = made.flatMap((room) => [{ room, seat: 0 } as const, { room, seat: 1 } as const]);
	const come = ({ room, seat }: { readonly room: Room; readonly seat: 0 | 1 }): Promise<Device> =>
		room.enter({ seat, has: content });
	const devices: Device[] = [];
	for (const seat of seats) devices.push(await come(seat));
	await server.rest();
	for (const device of devices) device.cut();
	await server.rest();

	const before = await server.cpu();
	const begun = performance.now();
	await Promise.all(seats.map(come));
	const stormSeconds = (performance.now() - begun) / 1000;
	await server.rest();
	const cpu = (await server.cpu()) - before;
	return { stormSeconds, serverCpuMsPerJoin: cpu / seats.length };
};
