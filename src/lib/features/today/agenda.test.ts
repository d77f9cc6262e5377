import { expect, test } from 'vitest';
import type { RecordId } from '../../core/ids.ts';
import type { CivilDate } from '../../core/schema/civil-date.ts';
import type { Milestone } from '../../core/schema/milestone.ts';
import type { Talk } from '../../core/schema/talk.ts';
import { agendaOf, dueWords } from './agenda.ts';

const TUESDAY = '2025-11-18' as CivilDate;
const talk = (id: string, date: string) => ({ id: id as RecordId, date: date as CivilDate }) as Talk;
const milestone = (id: string, due: string | null, done = false) =>
	({ id: id as RecordId, due: due as CivilDate | null, done }) as Milestone;
const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id);

test('due and overdue is now, the longest due first; what is done or has no date is not asked for', () => {
	const milestones = [
		milestone('today', '2025-11-18'),
		milestone('over', '2025-11-10'),
		milestone('done', '2025-11-10', true),
		milestone('never', null)
	];
	expect(ids(agendaOf([talk('past', '2025-11-17')], milestones, TUESDAY).now)).toEqual(['over', 'today']);
});

test('the coming six days are soon, later is not yet', () => {
	const talks = [talk('next', '2025-11-25'), talk('monday', '2025-11-24'), talk('tomorrow', '2025-11-19')];
	expect(ids(agendaOf(talks, [], TUESDAY).soon)).toEqual(['tomorrow', 'monday']);
});

test('a talk that is over is not ahead, on its own day neither', () => {
	const talks = [talk('over', '2025-11-18'), talk('tonight', '2025-11-18')];
	expect(ids(agendaOf(talks, [], TUESDAY, ({ id }) => id === 'over').now)).toEqual(['tonight']);
});

test('due dates are said in neutral words', () => {
	const words = (day: string) => dueWords(day as CivilDate, TUESDAY);
	expect([words('2025-11-18'), words('2025-11-17'), words('2025-11-10')]).toEqual([
		'due today',
		'due yesterday',
		'due 8 days ago'
	]);
});
