// Counts every message, and waits for some: what goes wrong at a random moment nearly never goes wrong in the middle of a
// snapshot.

import type { Sent } from './frame-watch.ts';
import type { Tally } from './tally.ts';

interface Trap {
	readonly isIt: (who: string, sent: Sent) => boolean;
	readonly run: (who: string, sent: Sent) => void;
}

export class Traps {
	readonly #tally: Tally;
	#set: Trap[] = [];
	/** How often a device has said something that it need not say in a quiet room. */
	words = 0;

	constructor(tally: Tally) {
		this.#tally = tally;
	}

	/** The next message of this kind does this, once. */
	set(isIt: Trap['isIt'], run: Trap['run']): void {
		this.#set.push({ isIt, run });
	}

	clear(): void {
		this.#set = [];
	}

	/** A message has left its sender. @param who the device at one end of the line */
	sent(who: string, sent: Sent): void {
		const { way, message } = sent;
		for (const name of namesOf(sent)) this.#tally.count(`${way} ${name}`);
		if (way === 'up' && !QUIET.has(message.type)) this.words += 1;
		const sprung = this.#set.filter((trap) => trap.isIt(who, sent));
		if (sprung.length === 0) return;
		this.#set = this.#set.filter((trap) => !sprung.includes(trap));
		for (const trap of sprung) trap.run(who, sent);
	}
}

/** What is said while nothing happens, and by whoever comes or goes. */
const QUIET: ReadonlySet<Sent['message']['type']> = new Set(['ping', 'ephemeral', 'hello']);

/** What a message counts as: its type, and for some what is in it. */
function namesOf({ message }: Sent): string[] {
	const { type } = message;
	switch (type) {
		case 'nack':
		case 'denied':
		case 'snapshot-refused':
			return [type, `${type} ${message.code}`];
		case 'hello':
			return message.distrust ? [type, 'hello with distrust'] : [type];
		case 'welcome': {
			const also = [
				...(message.snapshot ? ['welcome with a snapshot'] : []),
				...(message.former.length > 0 ? ['welcome to a restored log'] : [])
			];
			return [type, ...also];
		}
		default:
			return [type];
	}
}
