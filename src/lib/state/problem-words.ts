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
	readonly offers: 'save-copy' | 'retry' | 'reload' | 'start' | 'admission' | null;
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
	'storage-newer': {
		says: 'A newer version of the app has changed how journals are stored here.',
		helps: 'This version leaves them as they are. Reload to get the newer version.',
		severity: 'alert',
		offers: 'reload'
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
		helps:
			'It is busy, or out of space. What you write is kept on this device; it is tried again by itself. If it lasts, tell whoever runs the relay.',
		severity: 'notice',
		offers: 'retry'
	},
	'relay-full': {
		says: 'The relay has no room left for this journal.',
		helps:
			'What you write is kept on this device and sent when there is room. Whoever runs the relay can give it more.',
		severity: 'alert',
		offers: 'save-copy'
	},
	'relay-full-share': {
		says: 'The relay has no room left for what you write in this journal.',
		helps:
			'What is left is kept for the person who started it. What you write is kept on this device and sent when there is room. Tell them: whoever runs the relay can give it more.',
		severity: 'alert',
		offers: 'save-copy'
	},
	'relay-no-rooms': {
		says: 'The relay takes no new journals now.',
		helps:
			'What you write is kept on this device and sent once it does; that is tried again by itself. If it lasts, tell whoever runs the relay.',
		severity: 'notice',
		offers: 'retry'
	},
	'relay-owner-first': {
		says: 'The relay has lost this journal, and takes it back from the person who started it first.',
		helps: 'What you write is kept on this device and sent after that. Ask them to open the journal.',
		severity: 'notice',
		offers: 'retry'
	},
	'relay-closed': {
		says: 'This relay asks for an admission token before it takes a new journal.',
		helps:
			'Whoever runs the relay has it. Until you enter it, what you write is kept on this device and sent nowhere.',
		severity: 'alert',
		offers: 'admission'
	},
	'relay-closed-own': {
		says: 'This relay asks for an admission token before it keeps what is yours alone.',
		helps:
			'What you share is sent. Your own reflections, drafts and notes are kept on this device only, until you enter the token. Whoever runs the relay has it.',
		severity: 'notice',
		offers: 'admission'
	},
	'relay-fork': {
		says: 'The relay shows two different histories of this journal.',
		helps:
			'Syncing has stopped so that nothing reaches the wrong person. What you write is kept on this device. Save a copy and ask the other member.',
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
	'not-a-member': {
		says: 'The relay does not know this device as a member of this journal.',
		helps:
			'What you write is kept on this device and reaches nobody. Try now; if that does not help, ask for a new invite.',
		severity: 'alert',
		offers: 'retry'
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
	'clock-wrong': {
		says: 'This device’s clock differs from the relay’s by more than a day.',
		helps:
			'Times shown here are wrong, and an invite may seem expired. Set the clock in the system’s settings.',
		severity: 'notice',
		offers: null
	},
	'relay-lost-room': {
		says: 'The relay lost this journal.',
		helps: 'This device is giving it back. Nothing on this device is missing.',
		severity: 'notice',
		offers: null
	},
	'relay-given-back': {
		says: 'The relay lost this journal. This device has given it back.',
		helps: 'Nothing on this device is missing. What only others have comes back from theirs.',
		severity: 'notice',
		offers: null
	},
	'relay-has-again': {
		says: 'The relay lost this journal and has it again.',
		helps: 'Everything that is on this device is there.',
		severity: 'notice',
		offers: null
	},
	'relay-set-back': {
		says: 'The relay was set back to an older copy of this journal.',
		helps: 'This device is sending what is missing there. Nothing on this device is missing.',
		severity: 'notice',
		offers: null
	},
	'relay-caught-up': {
		says: 'The relay was set back to an older copy of this journal.',
		helps: 'Everything that is on this device is there again.',
		severity: 'notice',
		offers: null
	},
	'relay-lacked': {
		says: 'The relay lacks something that this device has.',
		helps: 'This device is sending it. Nothing on this device is missing.',
		severity: 'notice',
		offers: null
	},
	'relay-completed': {
		says: 'The relay lacked something that this device has.',
		helps: 'This device has sent it. Nothing on this device is missing.',
		severity: 'notice',
		offers: null
	},
	'relay-lost-viewer': {
		says: 'The relay lost this journal, or a part of it.',
		helps: 'Nothing on this device is missing. Who can edit the journal gives it back by opening it.',
		severity: 'notice',
		offers: null
	},
	viewer: {
		says: 'You can read this journal, not change it.',
		helps: '',
		severity: 'notice',
		offers: null
	},
	'viewer-wrote': {
		says: 'What was written here cannot be sent: you can read this journal, not change it.',
		helps: 'It is kept on this device. Save a copy, or ask the person who started the journal.',
		severity: 'alert',
		offers: 'save-copy'
	},
	'newer-journal': {
		says: 'This journal was written by a newer version of the app.',
		helps: 'You can read what this version understands; nothing is changed. Reload to get the newer version.',
		severity: 'notice',
		offers: 'reload'
	},
	'newer-membership': {
		says: 'A newer version of the app has changed who belongs to this journal.',
		helps:
			'This version cannot read that, so it does not sync. What you write is kept on this device and sent by the newer version. Reload to get it.',
		severity: 'notice',
		offers: 'reload'
	},
	'unreadable-records': {
		says: 'Some records cannot be read by this version.',
		helps: 'They are kept as they are and never overwritten.',
		severity: 'notice',
		offers: null
	},
	'entries-held': {
		says: 'Some changes of the others cannot be read yet.',
		helps:
			'They are kept and read as soon as this device can. A newer version may be needed: reload to get it.',
		severity: 'notice',
		offers: null
	},
	'snapshot-unreadable': {
		says: 'The beginning of this journal cannot be read from the relay.',
		helps:
			'What this device has is sent there. What only another member has comes when they open the journal: ask them to.',
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
	},
	'journal-evicted': {
		says: 'This browser has deleted this journal’s data.',
		helps:
			'This device still has the keys. What was sent can be fetched from the relay; what had not been sent yet is gone.',
		severity: 'alert',
		offers: null
	},
	'journal-keys-gone': {
		says: 'This browser has deleted this journal’s data, and its keys too.',
		helps:
			'Without the keys nobody can read what the relay keeps. If you have a backup, restore it from the start page.',
		severity: 'alert',
		offers: null
	},
	'journal-nowhere': {
		says: 'The relay does not have this journal either.',
		helps:
			'Another member’s device may bring it back to the relay: try again then. Or restore a backup from the start page.',
		severity: 'alert',
		offers: 'retry'
	}
};
