// What the screens need from the state layer, and nothing of how it is done. The composition root implements it over
// the platform and the sync engine (app.svelte.ts).
//
// Every readonly property is reactive: read in a template or an effect, it tracks. `observe` methods are for code that
// lives outside of effects (the editor); they return the function that stops.

import type { Journal } from '../core/journal/journal.ts';
import type { InviteId, JournalId, MemberId, RecordId } from '../core/ids.ts';
import type { SyncFacts } from '../core/sync/status-words.ts';
import type { Problem } from './problems.ts';
import type { RoomFacts } from './room/sync-facts.ts';
import type { Receipt } from './seen-words.ts';

export type Role = 'owner' | 'editor' | 'viewer';
/** What an invite can give. */
export type InviteRole = Exclude<Role, 'owner'>;

/** Failures are values (nothing here rejects); `problem` has its words in problem-words.ts. */
export type Outcome<Value = null> =
	{ readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: Problem };

/** A journal that is kept on this device. */
export interface JournalEntry {
	readonly id: JournalId;
	/** As this person calls it on this device; never empty. */
	readonly name: string;
	readonly role: Role;
	/** The sample: made up, and kept on this device only. */
	readonly sample?: true;
	/** Milliseconds since the epoch, this device's clock. */
	readonly openedAt: number;
}

/** The browser's composition root. One per page, set in context by the root layout. */
export interface AppState {
	/** False until the list of journals has been read once. */
	readonly ready: boolean;
	/** Why nothing can be kept on this device (no secure context, no IndexedDB, no Ed25519 …); null when all is well. */
	readonly blocked: Problem | null;
	/** Newest opened first. */
	readonly journals: readonly JournalEntry[];
	/** Creates keys, both documents and the first member; the journal is durable on this device when it resolves. */
	startJournal(input: { name: string }): Promise<Outcome<JournalId>>;
	/** Makes the sample journal, or finds the one that is here. */
	openSample(): Promise<Outcome<JournalId>>;
	/** Opens a journal, or one more use of an open one. What goes wrong is in the handle's state. */
	openJournal(id: JournalId): JournalHandle;
	/** On this device only. Trimmed; an empty name changes nothing. */
	renameJournal(id: JournalId, name: string): Promise<Outcome>;
	/** Changes of this journal that only this device has, so that removing it would lose them. */
	unsentChanges(id: JournalId): Promise<Outcome<number>>;
	/**
	 * Removes the journal and its keys from this device. For the owner this is "delete", for the others "leave": the
	 * other members keep theirs either way.
	 */
	removeJournal(id: JournalId): Promise<Outcome>;
	/** Downloads both documents as one file, and returns its name. */
	saveCopy(id: JournalId): Promise<Outcome<string>>;
	/** Reads the invite in a link (its fragment, with or without '#'). Redeems nothing. */
	readInvite(fragment: string): JoinFlow;
}

/** One use of an open journal. */
export interface JournalHandle {
	readonly state:
		| { readonly step: 'opening' }
		| { readonly step: 'open'; readonly session: JournalSession }
		/** This device has no journal of that id. */
		| { readonly step: 'missing' }
		| { readonly step: 'failed'; readonly problem: Problem };
	/** After `failed`. */
	again(): void;
	/** The last use to close stops syncing and releases the documents, a moment later. */
	close(): void;
}

/** An open journal, its members and its connection. */
export interface JournalSession {
	readonly id: JournalId;
	readonly me: MemberId;
	readonly role: Role;
	/** As this person calls it on this device. */
	readonly name: string;
	/** The sample: nothing of it is ever sent, and nobody can be invited. */
	readonly sample: boolean;
	/** Documents, tables, queries, commands, undo. */
	readonly journal: Journal;
	/** Null when this person may write to the journal; else why not: `viewer` or `newer-journal`. */
	readonly readOnly: Problem | null;
	/** What is known about saving and syncing; statusWords() turns it into text. */
	readonly sync: SyncFacts;
	/** Whether there is something that the person should know or do; problemsOf() (room/room-problems.ts) says what. */
	readonly troubled: boolean;
	/** What both rooms know of themselves, the shared one first. */
	readonly rooms: readonly RoomFacts[];
	/** What a closed relay is shown before it makes this journal's rooms (admission.ts); '' when none was entered. */
	readonly admission: string;
	readonly members: readonly Member[];
	readonly invites: Invites;
	readonly presence: Presence;
	/** Null until it has been fetched, and for good where nobody else can be: in the sample. */
	readonly receipts: Receipts | null;
	/** Fetches what follows the others; without it nothing is claimed of them, and they are told nothing. */
	followOthers(): Promise<void>;
	/** Tries what waits (a failed save, a stopped connection) now instead of later. */
	retry(): void;
	/** Downloads both documents as one file, and returns its name. */
	saveCopy(): Promise<Outcome<string>>;
}

export interface Member {
	readonly id: MemberId;
	/** From the shared document; until it is there, as the member shows it while connected, else empty. */
	readonly name: string;
	readonly role: Role;
	readonly self: boolean;
	/** At least one device of theirs is connected now. */
	readonly online: boolean;
	/** Which of the eight person colours is theirs, the same on every device: 0…7. */
	readonly colour: number;
}

export interface Invites {
	/** Only the owner may invite. */
	readonly allowed: boolean;
	readonly open: readonly OpenInvite[];
	/** Needs the relay: an invite that the relay does not know cannot be redeemed. */
	create(input: { role: InviteRole; days: number }): Promise<Outcome<OpenInvite>>;
	revoke(id: InviteId): Promise<Outcome>;
}

export interface OpenInvite {
	readonly id: InviteId;
	readonly role: InviteRole;
	/** Milliseconds since the epoch, the relay's clock. */
	readonly expiresAt: number;
	/** The whole link. Null when this page did not make it: the secret in a link is kept nowhere. */
	readonly link: string | null;
}

/** What the others have of this journal and have seen of it, and what they are told. An item is a talk, or REST. */
export interface Receipts {
	/** The others are told what is opened on this device. */
	readonly told: boolean;
	/** At once and from now on. What they were told before they know; the last of it is replaced. */
	tell(on: boolean): Promise<Outcome>;
	/** Of an item as it is now: those of whom something is proven. receiptWords() turns it into text. */
	of(item: string): readonly Receipt[];
	/** What else can be said of their devices, a sentence each. */
	readonly notes: readonly string[];
	/**
	 * The item is on this screen until the function is called that this returns.
	 * @param theirs false: what the screen shows of it the others do not have
	 */
	watch(item: string, theirs?: boolean): () => void;
}

/** Who is where. Everything received from others has been parsed (parsePlace in views/place.ts). */
export interface Presence {
	/** The other members: one per connected tab of theirs, none of this person's own. */
	readonly peers: readonly Peer[];
	/** Outside of effects; called after `peers` changed. */
	observe(listener: () => void): () => void;
	/** Tells the others where this person is; null = in no field. Cheap to call at each caret move. */
	show(place: Place | null): void;
}

export interface Peer {
	/** The Yjs client id: tells two devices of one member apart. */
	readonly client: number;
	readonly member: MemberId;
	readonly name: string;
	/** 0…7, as Member.colour. */
	readonly colour: number;
	readonly place: Place | null;
}

/** A field somebody is in: the record it belongs to and which of its texts. */
export interface Place {
	/** A talk, person, phase or milestone. */
	readonly record: RecordId;
	/** The field's key in the record, such as 'culture' or 'title'. */
	readonly field: string;
	/** Y.RelativePosition as JSON; null in a field without a caret (a date, a checkbox). */
	readonly selection: { readonly anchor: unknown; readonly head: unknown } | null;
}

/** A link being opened. Nothing is redeemed before `join`. */
export interface JoinFlow {
	readonly state:
		/** The relay is being asked about the invite. */
		| { readonly step: 'reading' }
		/** A name may be given. `role` and `expiresAt` (as OpenInvite's) are what the owner signed. */
		| { readonly step: 'asking'; readonly role: InviteRole; readonly expiresAt: number }
		| { readonly step: 'joining'; readonly role: InviteRole }
		| { readonly step: 'joined'; readonly journal: JournalId }
		/** This device is already a member of that journal. */
		| { readonly step: 'member'; readonly journal: JournalId }
		/** Broken, used, expired, revoked, foreign, offline …; `again` helps where problemWords offers `retry`. */
		| { readonly step: 'refused'; readonly problem: Problem };
	/** Redeems the invite; keys are saved on this device before the link is taken out of the address bar. */
	join(name: string): Promise<void>;
	/** After `refused`: asks the relay again. */
	again(): void;
	/** The page was left. */
	close(): void;
}
