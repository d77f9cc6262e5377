// How each thing on a line of time reads, and which page it leads to.

import type { Entry } from '#lib/core/practice/timeline.ts';
import {
	declineWords,
	directionWords,
	favourWords,
	messageWords,
	replyWords,
	stageWords,
	touchWords
} from '#lib/state/practice/words.ts';

export interface EntryWords {
	readonly title: string;
	/** What a person wrote. */
	readonly detail: string;
}

const joined = (...parts: readonly (string | null | false)[]): string =>
	parts.filter((part) => part !== null && part !== false && part !== '').join(': ');

/** `ahead`: its day lies ahead. */
export function entryWords(entry: Entry, ahead: boolean): EntryWords {
	switch (entry.kind) {
		case 'step':
			return {
				title: entry.row.stage ? stageWords[entry.row.stage] : 'A stage of a later version',
				detail: ''
			};
		case 'talk':
			return { title: ahead ? 'Talk planned' : 'Talk', detail: '' };
		case 'message':
			return {
				title: joined('Message sent', entry.row.kind && messageWords[entry.row.kind]),
				detail: entry.row.subjectText
			};
		case 'reply':
			return {
				title: joined(
					'Reply',
					entry.row.outcome && replyWords[entry.row.outcome],
					entry.row.outcome === 'no' && entry.row.reason && declineWords[entry.row.reason]
				),
				detail: entry.row.learnedText
			};
		case 'favour':
			return {
				title: joined(
					entry.row.direction ? `Favour ${directionWords[entry.row.direction].toLowerCase()}` : 'Favour',
					entry.row.kind && favourWords[entry.row.kind]
				),
				detail: entry.row.favourText
			};
		case 'touch':
			return {
				title: joined('In touch', entry.row.kind && touchWords[entry.row.kind]),
				detail: entry.row.noteText
			};
		case 'introduction':
			return {
				title: entry.row.way === 'asked' ? 'Asked for an introduction' : 'Introduction offered',
				detail: entry.row.toText
			};
	}
	return entry satisfies never;
}
