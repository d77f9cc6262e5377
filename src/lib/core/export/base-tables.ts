// The tables of the journal itself: members, people, talks, notes and plan.

import type { Journal } from '../journal/journal.ts';
import { NOTE_FIELDS } from '../schema/notes.ts';
import { agreement, everyRow, moment, type ExportTable } from './table.ts';

export function* baseTables({
	tables,
	queries
}: Pick<Journal, 'tables' | 'queries'>): Generator<ExportTable> {
	yield {
		name: 'members',
		home: 'shared',
		columns: ['id', 'name', 'joinedAt'],
		words: [],
		rows: tables.members.rows().map(({ id, nameText, joinedAt }) => ({
			id,
			name: nameText,
			joinedAt: moment(joinedAt)
		}))
	};
	// Names and addresses are put in by who may have them (names.ts).
	yield {
		name: 'people',
		home: 'shared',
		columns: ['id', 'number', 'named', 'createdAt', 'createdBy', 'archived'],
		words: [],
		rows: everyRow(tables.people).map(({ id, number, named, createdAt, createdBy, archived }) => ({
			id,
			number,
			named,
			createdAt: moment(createdAt),
			createdBy,
			archived
		}))
	};
	const talks = everyRow(tables.talks);
	yield {
		name: 'talks',
		home: 'shared',
		columns: ['id', 'person', 'date', 'notes', 'sharing', 'heldBy', 'createdAt', 'archived'],
		words: [],
		rows: talks.map((talk) => ({
			id: talk.id,
			person: talk.person,
			date: talk.date,
			...agreement(talk, tables),
			heldBy: talk.heldBy,
			createdAt: moment(talk.createdAt),
			archived: talk.archived
		}))
	};
	yield {
		name: 'notes',
		home: 'with-talk',
		columns: ['id', 'place', ...NOTE_FIELDS],
		words: NOTE_FIELDS,
		rows: talks.flatMap((talk) => {
			const notes = queries.notesOf(talk);
			if (notes.place !== 'shared' && notes.place !== 'personal') return [];
			const said = NOTE_FIELDS.map((field) => [field, notes.fields[field].toString()] as const);
			return [{ id: talk.id, place: notes.place, ...Object.fromEntries(said) }];
		})
	};
	yield {
		name: 'reflections',
		home: 'personal',
		columns: ['id', 'reflections'],
		words: ['reflections'],
		rows: talks.flatMap((talk) => {
			const words = queries.reflectionsOf(talk)?.toString() ?? '';
			return words.trim() === '' ? [] : [{ id: talk.id, reflections: words }];
		})
	};
	yield {
		name: 'phases',
		home: 'shared',
		columns: ['id', 'title', 'archived'],
		words: ['title'],
		rows: everyRow(tables.phases).map(({ id, titleText: title, archived }) => ({ id, title, archived }))
	};
	yield {
		name: 'milestones',
		home: 'shared',
		columns: ['id', 'phase', 'title', 'due', 'done', 'archived'],
		words: ['title'],
		rows: everyRow(tables.milestones).map(({ id, phase, titleText: title, due, done, archived }) => ({
			id,
			phase,
			title,
			due,
			done,
			archived
		}))
	};
}
