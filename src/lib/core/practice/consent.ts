// What a person was asked, answered and took back (R2-33, R2-34). Each answer is entered into the log in one step with
// the flag that counts. Taking back is no step of undo: it empties the history, here and on every other device.

import type { RecordId } from '../ids.ts';
import { newId, recordOf, setField } from '../journal/context.ts';
import type { Journal } from '../journal/journal.ts';
import { done, refused, type Result } from '../journal/result.ts';
import { agreedOn } from '../journal/sharing.ts';
import { enterAnswer, markWithdrawal, type ConsentKind, type Told } from '../journal/withdrawals.ts';
import { CONSENT_WAYS } from '../rules/lists.ts';
import { isCivilDate } from '../schema/civil-date.ts';
import type { Consent } from './kinds/consent.ts';
import type { Records } from './practice.ts';

export type { ConsentKind, Told };

/** What this part needs of the practice; a reactive view does as well. */
export interface ConsentRecords {
	readonly records: Pick<Records, 'consents' | 'permissions' | 'withdrawals'>;
}

/** Kinds that nothing but a flag beside the talk hangs on. */
const PERMISSIONS = ['recording', 'quoting'] as const;
type Permission = (typeof PERMISSIONS)[number];

export interface Asked {
	/** The talk; for naming, the person. */
	readonly about: RecordId;
	readonly kind: ConsentKind;
}

function fault({ on, way }: Told): Result | null {
	if (!isCivilDate(on)) return refused('bad-date');
	return way === null || CONSENT_WAYS.includes(way) ? null : refused('bad-value');
}

/** Enters what somebody answered, and lets it count: one step of undo. Only by who holds the talk or the identity. */
export function recordConsent(
	journal: Journal,
	practice: ConsentRecords,
	{ about, kind, answer }: Asked & { readonly answer: 'yes' | 'no' },
	told: Told
): Result {
	const wrong = fault(told);
	if (wrong) return wrong;
	const agreed = answer === 'yes';
	const { commands } = journal;
	switch (kind) {
		case 'notes':
			return commands.setAgreedNotes(about, agreed, told);
		case 'sharing':
			return commands.setAgreedSharing(about, agreed, told);
		case 'naming':
			return commands.setNamed(about, agreed, told);
		case 'recording':
		case 'quoting':
			return permit(journal, practice, { about, kind, answer }, told);
	}
	return kind satisfies never;
}

/**
 * The person took back what they had agreed to. What was written under it goes (notes) or comes home (sharing, naming),
 * undo is emptied, and every device drops what it still has of it.
 */
export function withdrawConsent(
	journal: Journal,
	practice: ConsentRecords,
	{ about, kind }: Asked,
	told: Told
): Result {
	const wrong = fault(told);
	if (wrong) return wrong;
	const { commands } = journal;
	switch (kind) {
		case 'notes':
			return commands.forgetNotes(about, told);
		case 'sharing':
			return commands.takeSharingBack(about, told);
		case 'naming':
			return commands.takeNameBack(about, told);
		case 'recording':
		case 'quoting':
			return forbid(journal, practice, { about, kind }, told);
	}
	return kind satisfies never;
}

function mayWrite({ context }: Journal, about: RecordId): Result {
	if (!context.mayWrite()) return refused('read-only');
	return context.tables.personalNotes.get(about) ? done : refused('not-yours');
}

type PermissionAsked = Asked & { readonly kind: Permission };

function permit(
	journal: Journal,
	{ records }: ConsentRecords,
	{ about, kind, answer }: PermissionAsked & { readonly answer: 'yes' | 'no' },
	told: Told
): Result {
	const allowed = mayWrite(journal, about);
	if (!allowed.ok) return allowed;
	const { context } = journal;
	const { docs, changing } = context;
	return context.history.group('shared', () => {
		const opened = records.permissions.open(about);
		if (!opened.ok) return opened;
		docs.personal.transact(
			() => enterAnswer(context, newId(context), { about, kind, answer }, told),
			changing
		);
		return records.permissions.set(about, { [kind]: answer === 'yes' });
	});
}

/** The flag goes first: cut off in between, it is taken back already, and the mark says when. */
function forbid(
	journal: Journal,
	{ records }: ConsentRecords,
	{ about, kind }: PermissionAsked,
	told: Told
): Result {
	const allowed = mayWrite(journal, about);
	if (!allowed.ok) return allowed;
	const { context } = journal;
	const { docs, creating } = context;
	const id = newId(context);
	docs.shared.transact(() => {
		if (records.permissions.get(about)) setField(recordOf(docs.shared, 'permissions', about), kind, false);
		markWithdrawal(context, docs.shared, id, { about, kind });
	}, creating);
	docs.personal.transact(() => {
		enterAnswer(context, id, { about, kind, answer: 'withdrawn' }, told);
		markWithdrawal(context, docs.personal, id, { about, kind });
	}, creating);
	return done;
}

/** The log about one talk or person, newest answer first. Only its holder has one. */
export const consentLog = ({ records }: ConsentRecords, about: RecordId): readonly Consent[] =>
	records.consents
		.rows()
		.filter((row) => row.about === about)
		.reverse();

/** What the log says last of one kind. */
export const latestConsent = (practice: ConsentRecords, about: RecordId, kind: ConsentKind): Consent | null =>
	consentLog(practice, about).find((row) => row.kind === kind) ?? null;

/** What counts, on this device. Others have the shared flags alone; for the holder their own word must say so too. */
export function agreedTo(
	{ tables }: Pick<Journal, 'tables'>,
	practice: ConsentRecords,
	{ about, kind }: Asked
): boolean {
	if (kind === 'naming') {
		const [person, identity] = [tables.people.get(about), tables.identities.get(about)];
		return person?.named === true && (identity === null || identity.named);
	}
	const talk = tables.talks.get(about);
	if (!talk) return false;
	const own = tables.personalNotes.get(about);
	if (kind === 'notes' || kind === 'sharing') return agreedOn(talk, own)[kind];
	const permitted = practice.records.permissions.get(about)?.[kind] === true;
	return permitted && (own === null || latestConsent(practice, about, kind)?.answer === 'yes');
}

/** Marked as agreed by somebody else, against the holder's own log. */
export function disputedPermissions(
	journal: Pick<Journal, 'tables'>,
	practice: ConsentRecords,
	talk: RecordId
): readonly Permission[] {
	if (!journal.tables.personalNotes.get(talk)) return [];
	const flags = practice.records.permissions.get(talk);
	return PERMISSIONS.filter(
		(kind) => flags?.[kind] === true && !agreedTo(journal, practice, { about: talk, kind })
	);
}

/** Sets the flag back to what the log says: not agreed. */
export const setPermissionBack = ({ records }: ConsentRecords, talk: RecordId, kind: Permission): Result =>
	records.permissions.set(talk, { [kind]: false });
