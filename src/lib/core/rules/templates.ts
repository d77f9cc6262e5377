// What a message can begin with: our own wordings, short and humane, one for each kind and a second for the request.
// A person copies one and makes it theirs.

import type { MESSAGE_KINDS } from './lists.ts';

export type MessageKind = (typeof MESSAGE_KINDS)[number];

export interface StartingTemplate {
	readonly id: string;
	readonly kind: MessageKind;
	readonly title: string;
	readonly subject: string;
	/** With slots (slots.ts). */
	readonly body: string;
}

/**
 * A request says what it is for, a few questions and how long it takes (R2-42); that the time is theirs and what the
 * talk is to teach (R1-10); what will be done with it (R2-10); that the plan may change (R1-08); and why it goes to
 * this person (R2-43).
 */
export const STARTING_TEMPLATES: readonly StartingTemplate[] = [
	{
		id: 'request',
		kind: 'request',
		title: 'A first request',
		subject: 'A few questions about your work',
		body: `Hello {{name}},

{{personal}}

{{purpose}} I would like to learn from somebody who does the work. Would you have {{minutes}} minutes for a call in the next weeks? I would ask:

{{questions}}

{{use}} {{alternatives}}

If it does not suit, please do not feel obliged to answer at length. A line is enough.

With thanks,
{{my name}}`
	},
	{
		id: 'request-finding',
		kind: 'request',
		title: 'A request that builds on earlier talks',
		subject: 'What I heard, and what you make of it',
		body: `Hello {{name}},

{{personal}}

{{purpose}} {{finding}} I would like to hear whether that is how you see it, and above all where you see it differently. Would you have {{minutes}} minutes for a call? I would ask:

{{questions}}

{{use}} {{alternatives}}

With thanks for considering it,
{{my name}}`
	},
	{
		id: 'nudge',
		kind: 'nudge',
		title: 'One gentle reminder',
		subject: 'My note from last week',
		body: `Hello {{name}},

I wrote to you a little while ago and know how full a week can be. If {{minutes}} minutes to hear about your work would fit, I would be glad; if not, that is quite all right, and I will not write about it again.

With thanks,
{{my name}}`
	},
	{
		id: 'thanks',
		kind: 'thanks',
		title: 'A thank-you',
		subject: 'Thank you for our talk',
		body: `Hello {{name}},

Thank you for the time you took. {{takeaway}}

{{use}} I will let you know what came of it.

With thanks,
{{my name}}`
	},
	{
		id: 'update',
		kind: 'update',
		title: 'News of what came of it',
		subject: 'What came of our talk',
		body: `Hello {{name}},

{{personal}}

{{use}} You need not answer; I wanted you to know that it helped.

Best wishes,
{{my name}}`
	},
	{
		id: 'reconnect',
		kind: 'reconnect',
		title: 'After a long time',
		subject: 'Since we last spoke',
		body: `Hello {{name}},

{{personal}}

{{purpose}} Much may have changed in your field since we spoke. I would like to learn what you see differently now. Would {{minutes}} minutes suit you some time?

Best wishes,
{{my name}}`
	},
	{
		id: 'introduction',
		kind: 'introduction',
		title: 'On an introduction',
		subject: 'An introduction, if you think it fits',
		body: `Hello {{name}},

{{personal}}

{{purpose}} If somebody comes to mind whose view would differ from yours, I would be glad of an introduction. If not, please let it be; what you told me was worth a lot by itself.

With thanks,
{{my name}}`
	}
];

export const startingTemplatesFor = (kind: MessageKind): readonly StartingTemplate[] =>
	STARTING_TEMPLATES.filter((template) => template.kind === kind);
