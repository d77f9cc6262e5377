// Two members with seeded randomness and a hand-cranked clock, for tests. Sam the seeker started the journal, Ana the
// mentor joined it; what one writes reaches the other only when `exchange` is called.

import * as Y from 'yjs';
import type { MemberId, RandomBytes, RecordId } from '../ids.ts';
import { createCommands } from './commands.ts';
import { openJournal, type Journal, type JournalPorts } from './journal.ts';
import type { Result } from './result.ts';
import { joinJournal, startJournal } from './start.ts';

/** mulberry32: the same bytes for the same seed. */
export function seededRandom(seed: number): RandomBytes {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return (mixed ^ (mixed >>> 14)) & 255;
	};
	return (length) => Uint8Array.from({ length }, next);
}

export const SAM = 'sam-the-seeker-0000000' as MemberId;
export const ANA = 'ana-the-mentor-0000000' as MemberId;

/** A record id that is valid and made of nothing but its label. */
export const idOf = (label: string): RecordId => label.padEnd(12, '-') as RecordId;

export interface Peer extends JournalPorts {
	readonly journal: Journal;
	readonly clock: { ms: number };
}

export function portsFor(me: MemberId, client: number, clock = { ms: 1_700_000_000_000 }) {
	const shared = new Y.Doc();
	const personal = new Y.Doc();
	shared.clientID = client;
	personal.clientID = client;
	return { shared, personal, me, random: seededRandom(client), now: () => clock.ms, clock };
}

const open = <Ports extends JournalPorts>(ports: Ports) => ({
	...ports,
	journal: openJournal({ ...ports, commands: createCommands })
});

export function seeker(client = 1): Peer {
	const ports = portsFor(SAM, client);
	startJournal(ports, { title: 'Product work', name: 'Sam' });
	return open(ports);
}

export function pair(): { sam: Peer; ana: Peer } {
	const sam = seeker();
	const ports = portsFor(ANA, 2, sam.clock);
	joinJournal(ports, { name: 'Ana' });
	const ana = open(ports);
	exchange(sam, ana);
	return { sam, ana };
}

/** Gives each what the other has of the shared document; personal documents go nowhere. */
export function exchange(one: Peer, other: Peer): void {
	const toOther = Y.encodeStateAsUpdate(one.shared, Y.encodeStateVector(other.shared));
	Y.applyUpdate(one.shared, Y.encodeStateAsUpdate(other.shared, Y.encodeStateVector(one.shared)), 'link');
	Y.applyUpdate(other.shared, toOther, 'link');
}

/** The same member opening the journal again with what was stored. */
export function reopened(me: MemberId, stored: Stored, client: number): Peer {
	const ports = portsFor(me, client);
	Y.applyUpdate(ports.shared, stored.shared, 'storage');
	Y.applyUpdate(ports.personal, stored.personal, 'storage');
	return open(ports);
}

export interface Stored {
	readonly shared: Uint8Array;
	readonly personal: Uint8Array;
}

export const stored = ({ shared, personal }: Peer): Stored => ({
	shared: Y.encodeStateAsUpdate(shared),
	personal: Y.encodeStateAsUpdate(personal)
});

/** What is stored before `run` and after each transaction in it: where a crash could leave a member. */
export function crashPoints(peer: Peer, run: () => void): Stored[] {
	const points = [stored(peer)];
	const note = () => points.push(stored(peer));
	peer.shared.on('update', note);
	peer.personal.on('update', note);
	run();
	peer.shared.off('update', note);
	peer.personal.off('update', note);
	return points;
}

/** The value of a command that must not be refused. */
export function must<Value>(result: Result<Value>): Value {
	if (!result.ok) throw new Error(`refused: ${result.reason}`);
	return result.value;
}

export const PRIYA = {
	name: 'Priya Raman',
	email: 'priya@example.org',
	employer: 'Lumen Bank',
	alias: 'Product lead, fintech',
	named: false
} as const;
