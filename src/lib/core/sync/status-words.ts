// What the person is told about saving and syncing: never more than is proven, quiet unless they must act.

/** Everything the words are made from. Times are milliseconds of this device's clock. */
export interface SyncFacts {
	/** Local writes of both documents: `saved` only when every transaction is complete. */
	readonly saved: 'saving' | 'saved' | 'failed';
	/**
	 * `offline`: no connection, it is being tried again; `connecting`: not caught up yet; `online`: both rooms are
	 * caught up; `stopped`: the relay refused and trying again does not help; `partly`: it did so with one of them;
	 * `none`: it is never sent anywhere.
	 */
	readonly connection: 'offline' | 'connecting' | 'online' | 'stopped' | 'partly' | 'none';
	/** Local changes of both documents that the relay has not acknowledged. */
	readonly pending: number;
	/** Since when the oldest of them waits; null when none does. */
	readonly pendingSince: number | null;
	/**
	 * When the relay acknowledged the last of everything in both documents, with nothing pending since; null while
	 * that is not proven.
	 */
	readonly onRelayAt: number | null;
	/** Members whose device proved that it has everything, by a signed statement. */
	readonly deliveredTo: readonly { readonly name: string; readonly at: number }[];
	/** Members whose receipt says that they saw the newest version. */
	readonly seenBy: readonly { readonly name: string; readonly at: number }[];
}

export interface StatusWords {
	/** `alert` interrupts, `notice` is announced politely, `quiet` is only there to be read. */
	readonly severity: 'quiet' | 'notice' | 'alert';
	readonly icon: 'saved' | 'offline' | 'sending' | 'relay' | 'alert';
	readonly text: string;
	/** What is known beyond that about the others' devices; null when nothing is. */
	readonly others: string | null;
	/** What the person can do at once. */
	readonly action: 'save-copy' | null;
	/** When the words change by themselves, with no new fact; null when they do not. */
	readonly changesAt: number | null;
}

/** How long a change may be on its way before that is worth a word, in milliseconds. */
const PATIENCE = 2000;

const quiet = { severity: 'quiet', others: null, action: null, changesAt: null } as const;

/**
 * The words for what is known at `now`. "On the relay" needs everything: nothing pending, all of it written on this
 * device, the acknowledgement itself, and a connection that would have told us otherwise.
 *
 * @param timeZone an IANA name; this device's zone when absent
 */
export function statusWords(facts: SyncFacts, now: number, timeZone?: string): StatusWords {
	if (facts.saved === 'failed') {
		return {
			...quiet,
			severity: 'alert',
			icon: 'alert',
			text: 'Could not save on this device. Download a copy now',
			action: 'save-copy'
		};
	}
	if (facts.saved === 'saving') return { ...quiet, icon: 'sending', text: 'Saving…' };

	switch (facts.connection) {
		case 'stopped':
		case 'partly':
			return {
				...quiet,
				severity: 'notice',
				icon: 'offline',
				text: `${facts.connection === 'partly' ? 'Partly' : 'Not'} connected. Saved on this device${waiting(facts.pending)}`
			};
		case 'none':
			return { ...quiet, icon: 'saved', text: 'Saved on this device, and nowhere else' };
		case 'offline':
			return { ...quiet, icon: 'offline', text: `Offline. Saved on this device${waiting(facts.pending)}` };
		case 'connecting':
		case 'online':
			return onItsWay(facts, now, timeZone);
	}
	return facts.connection satisfies never;
}

function onItsWay(facts: SyncFacts, now: number, timeZone?: string): StatusWords {
	if (facts.pending > 0) {
		const sendingFrom = (facts.pendingSince ?? now) + PATIENCE;
		if (now >= sendingFrom) return { ...quiet, icon: 'sending', text: 'Sending…' };
		return { ...quiet, icon: 'saved', text: 'Saved on this device', changesAt: sendingFrom };
	}
	if (facts.connection !== 'online' || facts.onRelayAt === null) {
		return { ...quiet, icon: 'saved', text: 'Saved on this device' };
	}
	const at = clockWords(facts.onRelayAt, now, timeZone);
	return { ...quiet, icon: 'relay', text: `On the relay, ${at}`, others: othersWords(facts, now, timeZone) };
}

const waiting = (pending: number): string => (pending === 0 ? '' : `, ${changesWords(pending)} waiting`);

/** A change may be as small as a keystroke: a number that runs up with every one of them tells nobody anything. */
const COUNTED = 20;

/** "1 change", "4 changes"; of many just "changes". */
export const changesWords = (count: number): string =>
	count === 1 ? '1 change' : count > COUNTED ? 'changes' : `${count} changes`;

/** Seen says more than delivered, so a member is named once, by the most that is proven. */
function othersWords(facts: SyncFacts, now: number, timeZone?: string): string | null {
	const seen = facts.seenBy.map(({ name, at }) => `Seen by ${name}, ${clockWords(at, now, timeZone)}`);
	const sawIt = new Set(facts.seenBy.map(({ name }) => name));
	const delivered = facts.deliveredTo.filter(({ name }) => !sawIt.has(name));
	const words = [...seen, ...delivered.map(({ name }) => `${name}’s device has this`)];
	return words.length === 0 ? null : words.join(' · ');
}

const WEEK = 6 * 24 * 3600 * 1000;

/** "14:02" today, "Tue 14:02" within the last days, "3 Nov" before. */
export function clockWords(at: number, now: number, timeZone?: string): string {
	const parts = (options: Intl.DateTimeFormatOptions) => (time: number) =>
		new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(time);
	const day = parts({ year: 'numeric', month: 'short', day: 'numeric' });
	const clock = parts({ hour: '2-digit', minute: '2-digit' })(at);
	if (day(at) === day(now)) return clock;
	if (Math.abs(now - at) < WEEK) return `${parts({ weekday: 'short' })(at)} ${clock}`;
	return parts({ month: 'short', day: 'numeric' })(at);
}
