// What a check of a question's wording is made of.

export type QuestionRuleId =
	'pay' | 'personal' | 'introduction' | 'leading' | 'judging' | 'basic' | 'abstract';

export interface QuestionRule {
	readonly id: QuestionRuleId;
	readonly says: string;
	/** Whether the words do what the rule is about. */
	readonly found: (words: string) => boolean;
	/** The same question in better words, or another one that asks for what can be told. */
	readonly better: (words: string) => string;
}
