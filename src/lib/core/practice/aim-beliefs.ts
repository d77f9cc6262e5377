// Beliefs under test: what each is about, what it still lacks, how it was reworded, and what has been said to it.

import type { RecordId } from '../ids.ts';
import type { Journal } from '../journal/journal.ts';
import { done, refused, type Result } from '../journal/result.ts';
import type { SCOPES } from '../rules/lists.ts';
import type { Assumption, Rewording } from './kinds/aim.ts';
import { latestOutcomes } from './outcomes.ts';
import type { Practice } from './practice.ts';

export type Scope = (typeof SCOPES)[number];

/** Those about one thing (R0-02); null: all of them. */
export const beliefsAbout = (beliefs: readonly Assumption[], scope: Scope | null): readonly Assumption[] =>
	scope === null ? beliefs : beliefs.filter((belief) => belief.scope === scope);

const LACKS = [
	{ what: 'statement', practice: 'R0-01', when: (belief: Assumption) => belief.statementText.trim() === '' },
	{ what: 'scope', practice: 'R0-02', when: (belief: Assumption) => belief.scope === null },
	{
		what: 'alternative',
		practice: 'R0-40',
		when: (belief: Assumption) => belief.alternativeText.trim() === ''
	}
] as const;

export type Lack = (typeof LACKS)[number]['what'];

/** What a belief needs before a talk can speak for or against it. */
export const lacksOf = (belief: Assumption): readonly Lack[] =>
	LACKS.filter(({ when }) => when(belief)).map(({ what }) => what);

/** The beliefs that some talk has spoken for or against (R0-01): only that tests a belief, not how often it was planned. */
export function testedBeliefs({ bound }: Pick<Practice, 'bound'>): ReadonlySet<RecordId> {
	const said = [
		...latestOutcomes(bound.outcomes.rows()).filter(
			({ came }) => came === 'supports' || came === 'challenges'
		),
		...bound.stamps.rows().filter(({ stamp }) => stamp === 'confirms' || stamp === 'challenges')
	];
	return new Set(said.flatMap(({ assumption }) => assumption ?? []));
}

/** Whether anything refers to the belief as it is worded now: then a change of it is a rewording. */
export function isRelied({ records, bound }: Pick<Practice, 'records' | 'bound'>, belief: RecordId): boolean {
	const { goals, asks, forecasts, rewordings } = records;
	return [goals, asks, forecasts, rewordings, bound.stamps, bound.outcomes].some((table) =>
		[...table.rows()].some(({ assumption }) => assumption === belief)
	);
}

/** Earlier wordings, the latest first. */
export const rewordingsOf = (rewordings: readonly Rewording[], belief: RecordId): readonly Rewording[] =>
	rewordings.filter(({ assumption }) => assumption === belief).toReversed();

export interface Rewords {
	readonly to: string;
	readonly because: string;
	/** A slip of the pen is put right without a trace. */
	readonly slip: boolean;
}

/** Changes what a belief says; the earlier wording stays with it, with why (R2-50). One step of undo. */
export function rewordBelief(
	journal: Pick<Journal, 'edit'>,
	{ records, group }: Pick<Practice, 'records' | 'group'>,
	id: RecordId,
	{ to, because, slip }: Rewords
): Result {
	const belief = records.assumptions.get(id);
	if (belief === null) return refused('no-such-record');
	const after = to.trim();
	if (after === '') return refused('empty');
	const before = belief.statementText;
	if (before === after) return done;
	return group(() => {
		if (!slip && before.trim() !== '') {
			const kept = records.rewordings.add({ assumption: id, before, after, because });
			if (!kept.ok) return kept;
		}
		journal.edit(belief.statement, after);
		return done;
	});
}
