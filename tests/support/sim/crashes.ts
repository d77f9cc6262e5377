// Devices and relays that go dark and come back.

import { checkCursor, checkDelivered } from './check-cursor.ts';
import type { SimDevice } from './device.ts';
import type { World } from './world.ts';

/** What a full disk refused is lost with its page, and later edits that were stored wait for it: the page says so. */
export const hasUnsaved = ({ page }: SimDevice): boolean => page?.unsaved.state.kind === 'failed';

/** A device goes dark, and comes back. What it said and stored must hold at that very moment. */
export async function crash(world: World, device: SimDevice): Promise<boolean> {
	if (hasUnsaved(device)) return false;
	device.crash();
	world.time.after(world.random.int(0, 8000), () => world.start(device));
	await checkCursor(world, device);
	checkDelivered(world);
	return true;
}

/** @param longest that it is away, ms */
export function crashRelay(world: World, longest: number): void {
	world.relay.crash();
	world.time.after(world.random.int(50, longest), () => world.relay.start());
}
