// What a person reads when a backup could not be made or opened.

import type { BackupReason } from './backup.ts';
import { problemWords } from './problem-words.ts';
import type { Problem } from './problems.ts';
import type { Merged } from './restore.ts';

interface Words {
	/** What happened, a plain sentence. */
	readonly says: string;
	/** What to do about it; may be empty. */
	readonly helps: string;
}

const words: Readonly<Record<Exclude<BackupReason, Problem>, Words>> = {
	foreign: {
		says: 'This is not a backup of Soundings.',
		helps: 'A backup’s name ends in .soundings.'
	},
	copy: {
		says: 'This is a readable copy, not a backup.',
		helps: 'It has your words, to be read with any editor; Soundings cannot open it again.'
	},
	newer: {
		says: 'A newer version of Soundings made this backup.',
		helps: 'Reload this page to get the newest version, then open it again. The file is fine.'
	},
	truncated: {
		says: 'The end of this file is missing.',
		helps: 'It was not downloaded or copied as a whole. Look for another copy of it.'
	},
	'wrong-passphrase': {
		says: 'This passphrase does not open the backup.',
		helps: 'Of one that you thought up, capitals, blanks and dashes count.'
	},
	damaged: {
		says: 'This file was changed or damaged since it was made.',
		helps: 'Nothing in it can be relied on. Look for another copy of it.'
	},
	unverified: {
		says: 'The backup did not hold everything when it was opened again, so it was not downloaded.',
		helps: 'Nothing in the journal was changed. Try again.'
	},
	'file-unreadable': {
		says: 'The file could not be read.',
		helps: 'It may have been moved. Choose it again.'
	},
	here: {
		says: 'This journal is on this device already.',
		helps: 'Open the backup again to merge it.'
	},
	joining: {
		says: 'You have begun to join this journal in this browser, with an invite.',
		helps:
			'Open the invite link again and join, or restore the backup in another browser: here it would take the place of what you join.'
	}
};

export const backupWords = (reason: BackupReason): Words =>
	reason in words ? words[reason as keyof typeof words] : problemWords[reason as Problem];

/** "9 talks, 12 people" */
export const countWords = ({ talks, people }: { readonly talks: number; readonly people: number }): string =>
	`${String(talks)} ${talks === 1 ? 'talk' : 'talks'}, ${String(people)} ${people === 1 ? 'person' : 'people'}`;

/** What a merge brought, a sentence or two. */
export function mergedWords({ news, talks, people, milestones }: Merged): string {
	if (!news) return 'This journal had all that is in the backup already.';
	const added = [
		[talks, talks === 1 ? 'talk' : 'talks'],
		[people, people === 1 ? 'person' : 'people'],
		[milestones, milestones === 1 ? 'milestone' : 'milestones']
	] as const;
	const records = added.filter(([count]) => count > 0).map(([count, what]) => `${String(count)} ${what}`);
	if (records.length === 0) return 'Merged: words that only the backup had are in the journal now.';
	return `Merged. Added from the backup: ${records.join(', ')}.`;
}
