// One table from every expected failure to what the person reads and can do about it. The sync engine, the storage
// and the relay speak in codes; nothing but this file turns a code into a sentence. Import it lazily on the way to
// Today: most people never need a word of it.

import type { Problem } from './problems.ts';

export interface ProblemWords {
	/** What happened, a plain sentence. */
	readonly says: string;
	/** What it means for what was written, or what to do; may be empty. */
	readonly helps: string;
	/** `alert` interrupts; `notice` waits to be read. */
	readonly severity: 'notice' | 'alert';
	/** What a button beside the words offers. */
	readonly offers: 'save-copy' | 'retry' | 'reload' | 'start' | null;
}

/** Beside every offer to download a copy. */
export const COPY_IS =
	'A copy is one readable file, not encrypted. It contains the names and your private notes.';

/** When a copy went to the browser's downloads. */
export const copiedWords = (file: string): string => `Downloading ${file}, not encrypted.`;

export const problemWords: Readonly<Record<Problem, ProblemWords>> = {
	'insecure-context': {
		says: 'This address is not secure, so the browser withholds the encryption that Soundings needs.',
		helps: 'Open it over https, or on this machine as localhost.',
		severity: 'alert',
		offers: null
	},
	'no-indexeddb': {
		says: 'This browser lets Soundings store nothing.',
		helps:
			'Private windows and some settings do that. Open it in an ordinary window, or allow site data for this address.',
		severity: 'alert',
		offers: null
	},
	'no-ed25519': {
		says: 'This browser is too old for the signatures that Soundings uses.',
		helps: 'Any Chrome, Edge, Firefox or Safari of the last year has them.',
		severity: 'alert',
		offers: null
	},
	'no-locks': {
		says: 'This browser cannot keep two tabs of one journal in step.',
		helps: 'Any Chrome, Edge, Firefox or Safari of the last years can.',
		severity: 'alert',
		offers: null
	},
	'storage-full': {
		says: 'Could not save on this device: its storage is full.',
		helps:
			'Download a copy now. What you wrote is kept while this page stays open; free some space and it will be saved.',
		severity: 'alert',
		offers: 'save-copy'
	},
	'storage-gone': {
		says: 'Could not save on this device: the stored journal was removed.',
		helps: 'Another tab or the browser cleared it. Download a copy now, before you close this page.',
		severity: 'alert',
		offers: 'save-copy'
	},
	'storage-unavailable': {
		says: 'This journal could not be opened: the browser’s storage does not answer.',
		helps: 'Close other tabs of this address, then try again.',
		severity: 'alert',
		offers: 'retry'
	},
	'storage-failed': {
		says: 'Could not save on this device.',
		helps: 'Download a copy now. Soundings keeps trying while this page stays open.',
		severity: 'alert',
		offers: 'save-copy'
	},
	'storage-may-be-cleared': {
		says: 'The browser may clear what is stored here when space runs low.',
		helps: 'Share the journal or save a copy now and then.',
		severity: 'notice',
		offers: 'save-copy'
	},
	'not-read': {
		says: 'This tab does not sync: what is stored on this device could not be read just now.',
		helps: 'Nothing was changed by that. It is tried again by itself.',
		severity: 'notice',
		offers: 'retry'
	},
	'not-fetched': {
		says: 'A part of the app could not be fetched.',
		helps: 'Reload the page when you are online; what was saved is kept on this device.',
		severity: 'notice',
		offers: 'reload'
	},
	unexpected: {
		says: 'Something went wrong that Soundings did not expect.',
		helps: 'What was saved is kept on this device. Reload the page to go on.',
		severity: 'alert',
		offers: 'reload'
	},
	'relay-unreachable': {
		says: 'The relay cannot be reached.',
		helps: 'Keep writing: everything is kept on this device and goes out when the relay answers.',
		severity: 'notice',
		offers: 'retry'
	},
	'relay-busy': {
		says: 'The relay asks to try later.',
		helps: 'Keep writing: it is tried again by itself.',
		severity: 'notice',
		offers: 'retry'
	},
	'relay-full': {
		says: 'The relay has no room left for this journal.',
		helps: 'Everything is kept on this device. Whoever runs the relay can give it more space.',
		severity: 'alert',
		offers: 'save-copy'
	},
	'relay-lost-room': {
		says: 'The relay lost this journal, or was restored from an older copy.',
		helps: 'What this device holds is being sent again. Nothing on this device is missing.',
		severity: 'notice',
		offers: null
	},
	'relay-fork': {
		says: 'The relay shows two different histories of who belongs to this journal.',
		helps:
			'Sending has stopped so that nothing reaches the wrong person. Save a copy and ask the other member.',
		severity: 'alert',
		offers: 'save-copy'
	},
	'relay-bad-message': {
		says: 'This device and the relay do not understand each other.',
		helps: 'Reload to get the newest version. What you wrote is kept on this device.',
		severity: 'alert',
		offers: 'reload'
	},
	'not-authenticated': {
		says: 'The relay does not accept this device.',
		helps: 'What you wrote is kept on this device. Reload; if that does not help, ask for a new invite.',
		severity: 'alert',
		offers: 'reload'
	},
	removed: {
		says: 'You are no longer a member of this journal.',
		helps: 'What was delivered before stays on this device. Changes you make now reach nobody.',
		severity: 'alert',
		offers: 'save-copy'
	},
	'client-too-old': {
		says: 'The relay needs a newer version of this app.',
		helps: 'Reload to get it. What you wrote is kept on this device.',
		severity: 'alert',
		offers: 'reload'
	},
	'change-too-big': {
		says: 'One change is too large for the relay.',
		helps: 'It is kept on this device. Save a copy, then split the text into smaller parts.',
		severity: 'alert',
		offers: 'save-copy'
	},
	'clock-wrong': {
		says: 'This device’s clock differs from the relay’s by more than a day.',
		helps:
			'Times shown here are wrong, and an invite may seem expired. Set the clock in the system’s settings.',
		severity: 'notice',
		offers: null
	},
	viewer: {
		says: 'You can read this journal, not change it.',
		helps: '',
		severity: 'notice',
		offers: null
	},
	'newer-journal': {
		says: 'This journal was written by a newer version of the app.',
		helps: 'You can read what this version understands; nothing is changed. Reload to get the newer version.',
		severity: 'notice',
		offers: 'reload'
	},
	'unreadable-records': {
		says: 'Some records cannot be read by this version.',
		helps: 'They are kept as they are and never overwritten.',
		severity: 'notice',
		offers: null
	},
	unfinished: {
		says: 'Something was interrupted half way.',
		helps: 'Nothing is lost. Finish it now.',
		severity: 'notice',
		offers: null
	},
	'entries-held': {
		says: 'Some changes of the others cannot be read yet.',
		helps: 'They are kept and read as soon as this device can.',
		severity: 'notice',
		offers: null
	},
	'not-owner': {
		says: 'Only the person who started this journal can do that.',
		helps: '',
		severity: 'notice',
		offers: null
	},
	'invite-broken': {
		says: 'This invite link is not complete.',
		helps: 'Copy the whole link again, or ask for a new one.',
		severity: 'alert',
		offers: null
	},
	'invite-used': {
		says: 'This invite was already used on another device.',
		helps: 'An invite works once. Ask for a new one.',
		severity: 'alert',
		offers: null
	},
	'invite-expired': {
		says: 'This invite has expired.',
		helps: 'Ask for a new one.',
		severity: 'alert',
		offers: null
	},
	'invite-revoked': {
		says: 'This invite was taken back.',
		helps: 'Ask for a new one.',
		severity: 'alert',
		offers: null
	},
	'invite-foreign': {
		says: 'The relay at this address does not know this invite.',
		helps: 'Open the link at the address it was made for, exactly as you received it.',
		severity: 'alert',
		offers: 'retry'
	},
	'invite-offline': {
		says: 'The relay cannot be reached, and joining needs it once.',
		helps: 'The link stays good. Try again when you are online.',
		severity: 'notice',
		offers: 'retry'
	},
	'journal-missing': {
		says: 'This journal is not on this device.',
		helps: 'Start one, or open the invite link you were sent.',
		severity: 'notice',
		offers: 'start'
	}
};
