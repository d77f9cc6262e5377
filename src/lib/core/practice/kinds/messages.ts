// Messages name people, so they are personal. A mentor gets a copy of a draft, under the alias.

import * as list from '../../rules/lists.ts';
import { at, choice, day, definePractice, flag, label, ref, whole, words, type Rows } from '../define.ts';

const RULE_ID = /^[a-z][a-z-]{1,39}$/;

export const templates = definePractice({
	table: 'templates',
	home: 'personal',
	ordered: true,
	/** Without a kind: a few words that fit into any message. */
	fields: { title: words, subject: words, body: words, kind: choice(list.MESSAGE_KINDS) }
});
export type Template = Rows<typeof templates>;

export const messages = definePractice({
	table: 'messages',
	home: 'personal',
	fields: {
		person: ref,
		/** What a thank-you is for. */
		talk: ref,
		template: ref,
		kind: choice(list.MESSAGE_KINDS),
		subject: words,
		body: words,
		/** Minutes asked for. */
		minutes: whole(1, 480),
		/** A thank-you: its sender says that it restates something specific (R2-37). */
		takeaway: flag,
		channel: choice(list.CHANNELS),
		/** The day it was sent by the sender's word; null: a draft. */
		sentOn: day,
		sentAt: at
	}
});
export type Message = Rows<typeof messages>;

/** A check that was overruled, and why. `about`: a message or a question of a talk. */
export const overrules = definePractice({
	table: 'overrules',
	home: 'personal',
	fields: { about: ref, rule: label((value) => RULE_ID.test(value)), reason: words }
});
export type Overrule = Rows<typeof overrules>;

export const replies = definePractice({
	table: 'replies',
	home: 'personal',
	fields: {
		person: ref,
		message: ref,
		on: day,
		outcome: choice(list.REPLY_OUTCOMES),
		reason: choice(list.DECLINE_REASONS),
		/** What there is to learn from it (R2-49). */
		learned: words
	}
});
export type Reply = Rows<typeof replies>;

/** A copy for the mentor: no name in it. */
export const drafts = definePractice({
	table: 'drafts',
	home: 'shared',
	fields: { person: ref, kind: choice(list.MESSAGE_KINDS), subject: words, body: words }
});
export type Draft = Rows<typeof drafts>;
