// The first writes of a journal: by who starts it, and by who joins. Both can be repeated after a crash in between.

import type { MemberId } from '../ids.ts';
import { memberKind } from '../schema/member.ts';
import { META, SCHEMA } from '../schema/meta.ts';
import { addRecord } from './context.ts';
import type { JournalPorts } from './journal.ts';
import { done, refused, type Result } from './result.ts';
import { newText } from './text.ts';

/** Gives both documents their schema number and adds the first member. `name` must not be blank, `title` may. */
export function startJournal(
	ports: JournalPorts,
	fields: { readonly title: string; readonly name: string }
): Result {
	const meta = ports.shared.getMap<unknown>(META);
	if (fields.name.trim() === '') return refused('empty');
	if (meta.size > 0) return refused('exists');
	startPersonal(ports);
	ports.shared.transact(() => {
		meta.set('schema', SCHEMA);
		meta.set('title', newText(fields.title.trim()));
		meta.set('startedBy', ports.me);
		meta.set('createdAt', ports.now());
		addMember(ports, fields.name);
	});
	return done;
}

/** Adds this member to a journal that another one started; its content need not have arrived yet. */
export function joinJournal(ports: JournalPorts, fields: { readonly name: string }): Result {
	if (fields.name.trim() === '') return refused('empty');
	if (ports.shared.getMap(memberKind.table).has(ports.me)) return refused('exists');
	startPersonal(ports);
	ports.shared.transact(() => addMember(ports, fields.name));
	return done;
}

/**
 * Writes down what a member who may not write calls themselves, so that they have a name while they are away. For the
 * journal's owner alone: a record has one author.
 */
export function nameReader({ shared, now }: JournalPorts, reader: MemberId, name: string): Result {
	if (name.trim() === '') return refused('empty');
	if (shared.getMap(memberKind.table).has(reader)) return refused('exists');
	shared.transact(() =>
		addRecord(shared, memberKind.table, reader, { name: newText(name.trim()), joinedAt: now() })
	);
	return done;
}

function startPersonal({ personal }: JournalPorts): void {
	const meta = personal.getMap<unknown>(META);
	if (meta.size === 0) personal.transact(() => meta.set('schema', SCHEMA));
}

function addMember({ shared, me, now }: JournalPorts, name: string): void {
	addRecord(shared, memberKind.table, me, { name: newText(name.trim()), joinedAt: now() });
}
