// What only the seeker keeps about somebody, in the order of the page. Relevance stands above how one knows them: whom
// to ask is decided by the first (R2-04).

import type { Dossier } from '#lib/core/practice/kinds/people.ts';

type WordsOf<Row> = {
	[Name in keyof Row]: `${Extract<Name, string>}Text` extends keyof Row ? Name : never;
}[keyof Row];

export type DossierField =
	| {
			readonly kind: 'relevance' | 'closeness' | 'mentor';
			readonly practice?: string;
			readonly label: string;
			readonly hint?: string;
	  }
	| {
			readonly kind: 'words';
			readonly field: WordsOf<Dossier>;
			readonly practice?: string;
			readonly label: string;
			readonly hint: string;
	  };

export const DOSSIER_FIELDS: readonly DossierField[] = [
	{
		kind: 'relevance',
		practice: 'R2-04',
		label: 'Relevance',
		hint: 'How close their work is to what you want to find out.'
	},
	{ kind: 'closeness', practice: 'R2-04', label: 'How you know them' },
	{
		kind: 'words',
		field: 'why',
		practice: 'R3-07',
		label: 'Why this person',
		hint: 'Their job, their way there, their company: what fits what you consider?'
	},
	{
		kind: 'words',
		field: 'hook',
		label: 'Something of theirs to refer to',
		hint: 'A recent project, talk or article.'
	},
	{
		kind: 'words',
		field: 'value',
		practice: 'R3-06',
		label: 'What they may value',
		hint: 'Recognition, somebody to hire, somebody to teach.'
	},
	{
		kind: 'words',
		field: 'research',
		practice: 'R3-08',
		label: 'Research',
		hint: 'Articles, podcasts, posts, with their addresses.'
	},
	{
		kind: 'words',
		field: 'common',
		practice: 'R3-08',
		label: 'Common ground',
		hint: 'What you share: a school, a town, a change of field.'
	},
	{
		kind: 'words',
		field: 'constraints',
		label: 'Constraints',
		hint: 'Hours, travel, what they cannot talk about.'
	},
	{
		kind: 'mentor',
		practice: 'R3-18',
		label: 'Would be a mentor: ask first',
		hint: 'A thought of yours, until they agreed to it.'
	}
];
