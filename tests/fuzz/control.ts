// A pair in a room of its own that goes on working whatever happens elsewhere: what one writes the other reads, in order.

import { samAndAna } from '../support/relay-scenes.ts';
import { dialRelay } from '../support/relay-world.ts';

export interface Control {
	/** Ends it. @returns what it saw @throws when an entry was lost, out of order or refused */
	stop(): Promise<{ readonly entries: number; readonly slowestMs: number }>;
}

/** Between two entries; a person does not type faster. */
const PAUSE_MS = 20;

export async function startControl(address: string): Promise<Control> {
	const { sam, ana, chain } = await samAndAna();
	const writer = await dialRelay(address);
	await sam.hello(writer, chain, address);
	const { head } = await writer.take('welcome');
	const reader = await dialRelay(address);
	await ana.hello(reader, chain, address);
	await reader.take('welcome');
	let stopping = false;
	const work = (async () => {
		let [entries, slowestMs] = [0, 0];
		while (!stopping) {
			const entry = await sam.seal(chain, head.logId);
			const sent = performance.now();
			writer.send({ type: 'append', entry });
			const { seq } = await writer.take('ack');
			const page = await reader.take('entries');
			// Who says nothing for long is taken for gone.
			reader.send({ type: 'ping' });
			slowestMs = Math.max(slowestMs, performance.now() - sent);
			entries += 1;
			if (seq !== entries || page.first !== seq || !Buffer.from(page.entries[0]!).equals(entry))
				throw new Error(`the pair elsewhere lost step at entry ${entries}`);
			await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
		}
		return { entries, slowestMs };
	})();
	// It is looked at when it is stopped; until then a failure must not end the process.
	work.catch(() => undefined);
	return {
		stop: () => {
			stopping = true;
			return work;
		}
	};
}
