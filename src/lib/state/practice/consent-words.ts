// What is asked of a person and what it is for, in words that can be said aloud; and what taking it back means.

import type { ConsentKind } from '../../core/practice/consent.ts';
import type { Standing } from '../../core/practice/consent-standing.ts';

/** The names of the boxes to tick. */
export const agreedWords: Readonly<Record<ConsentKind, string>> = {
	notes: 'Agreed to notes',
	sharing: 'Agreed to sharing',
	recording: 'Agreed to recording',
	quoting: 'Agreed to being quoted',
	naming: 'Agreed to be named'
};

/** How to ask (R2-33), with the use stated (R2-34). */
export const askWords: Readonly<Record<ConsentKind, string>> = {
	notes: 'May I take notes while we talk?',
	recording: 'May I record this, to listen to it again?',
	sharing: 'May my mentor read the notes?',
	naming: 'May my mentor know your name and where you work?',
	quoting: 'May I repeat a sentence of yours word for word?'
};

/** A sentence to begin with; it can be changed. */
export const useWords: Readonly<Record<ConsentKind, string>> = {
	notes: 'To compare the careers I am considering. Nobody else reads the notes unless you agree to that too.',
	recording: 'To check my notes. I delete the recording once they are written.',
	sharing: 'My mentor reads the notes to advise me. They read a made-up name for you.',
	naming: 'My mentor reads your name and your employer beside the notes.',
	quoting: 'In my own summary. Without your name, unless you agree to that too.'
};

/** Why there are no notes. */
export const notesWords: Readonly<Record<Exclude<Standing, 'agreed'>, string>> = {
	'not-asked': 'They have not been asked about notes yet.',
	'said-no': 'They said no to notes.',
	'took-back': 'They took back their agreement to notes.',
	unset: 'Notes are not agreed to any more.'
};

/** How it stands with notes, for a line with little room. */
export const notesBriefly: Readonly<Record<Standing, string>> = {
	agreed: 'Agreed to notes',
	'not-asked': 'Notes not asked',
	'said-no': 'No to notes',
	'took-back': 'Notes taken back',
	unset: 'No notes agreed'
};

export interface BackWords {
	/** What goes. */
	readonly goes: string;
	/** What stays. */
	readonly stays: string;
}

export const backWords: Readonly<Record<ConsentKind, BackWords>> = {
	notes: {
		goes: 'The notes of this talk, everything captured in it, and what you noted as heard, as an insight, as fitting, as a way over a gap, as an opening, or as an introduction that they offered. What it said of your beliefs no longer counts, and sharing ends.',
		stays:
			'Your own reflections, your own half of the debrief, what you decided and mean to do, and that there was a talk.'
	},
	sharing: {
		goes: 'The notes leave the shared journal. The others can no longer read them here.',
		stays: 'The notes, on your own devices alone.'
	},
	recording: {
		goes: 'The permission. This app keeps no recording: delete yours where it is.',
		stays: 'The notes, as agreed.'
	},
	quoting: {
		goes: 'The permission. Take sentences of theirs out of whatever you wrote elsewhere.',
		stays: 'The notes, as agreed.'
	},
	naming: {
		goes: 'Name and employer leave the shared journal. The others read the alias from now on.',
		stays: 'The name on your own devices. Where it still stands in shared words is listed next.'
	}
};

/** Said of every kind of words that others had. */
export const notRecalled =
	'What somebody has read, copied or saved cannot be recalled. Another device lets go of it when it opens this journal the next time. What was sent to the relay stays there, encrypted, until an editor’s device has replaced its log, which it does by itself. Earlier versions of this journal on this device go, all of them. Backups, copies and exports that you made still have the words: delete those.';

/** The day that is written down with a withdrawal. */
export const dueWords = (by: string): string =>
	`That is due by ${by}; this journal remembers the day and cannot bring it forward.`;
