// What a build of years from now could leave: documents with kinds, fields, values and versions that nobody knows yet.
// The numbers are far off, so that they stay unknown for good.

import * as Y from 'yjs';
import type { MemberId } from '../../src/lib/core/ids.ts';
import { idOf, must } from '../../src/lib/core/journal/testing.ts';
import { startJournal } from '../../src/lib/core/journal/start.ts';
import { addAim } from './freeze-practice.ts';
import { addHeard } from './freeze-heard.ts';
import { type Page, Pages, type State, stateOf } from './freeze-pages.ts';

/** Nothing else is written under this client id. */
export const LATER_CLIENT = 4_000_000_007;
export const LATER = 1000;

/** A small journal of today's that a later build has written into, and the same one after it raised the schema. */
export function leaveNewer(me: MemberId): { later: State; raised: State } {
	const pages = new Pages(Date.UTC(2026, 10, 22, 9));
	const ports = pages.ports(me, 6_000);
	must(startJournal(ports, { title: 'Read by two builds', name: 'Sam' }));
	const page = pages.open(ports);
	addToday(page);
	const later = pages.ports(me, LATER_CLIENT, stateOf(page));
	later.shared.transact(() => writeShared(later.shared));
	later.personal.transact(() => writePersonal(later.personal));
	const state = stateOf(later);
	later.shared.transact(() => later.shared.getMap('meta').set('schema', LATER));
	later.personal.transact(() => later.personal.getMap('meta').set('schema', LATER));
	return { later: state, raised: stateOf(later) };
}

function addToday(page: Page): void {
	const { commands } = page.journal;
	const { records } = page.practice;
	addAim(page);
	const person = must(
		commands.addPerson({
			name: 'Maren',
			email: 'm@example.org',
			employer: 'Harbour',
			alias: 'Lead',
			named: false
		})
	);
	must(records.profiles.open(person, { role: 'Leads', level: 'senior', stage: 'met' }));
	must(records.dossiers.open(person, { why: 'Was a nurse.' }));
	const talk = must(commands.addTalk({ person, date: '2026-10-05', agreedNotes: true, agreedSharing: true }));
	must(records.forecasts.add({ talk, expects: 'supports', before: 70 }));
	addHeard(page, talk);
	const phase = must(commands.addPhase({ title: 'Listen' }));
	must(commands.addMilestone({ phase, title: 'Six conversations' }));
}

/** The first record of a table. */
const first = (doc: Y.Doc, table: string): Y.Map<unknown> => {
	const [record] = doc.getMap<Y.Map<unknown>>(table).values();
	if (!record) throw new Error(`no record in ${table}`);
	return record;
};

const record = (fields: Readonly<Record<string, unknown>>) => new Y.Map<unknown>(Object.entries(fields));

function writeShared(doc: Y.Doc): void {
	doc.getMap('constellations').set(
		idOf('orion'),
		record({
			v: 3,
			name: new Y.Text('Orion'),
			stars: Y.Array.from([1, 2.5, null, 'Rigel']),
			raw: Uint8Array.of(0, 255)
		})
	);
	doc.getArray('ribbons').push([{ nested: [true] }, record({ colour: 'green' })]);
	doc.getText('banner').insert(0, 'set in bold', { bold: true });
	doc.getXmlFragment('page').insert(0, [new Y.XmlElement('figure')]);
	for (const table of [
		'members',
		'people',
		'talks',
		'notes',
		'phases',
		'milestones',
		'aims',
		'paths',
		'profiles'
	])
		first(doc, table).set(
			'later',
			record({ table, deep: Y.Array.from([record({ text: new Y.Text('kept') })]) })
		);
	// Where the notes are, so it moves with them; such records are flat in every build.
	const mention = first(doc, 'mentions');
	mention.set('later', 'moves along');
	mention.set('laterWords', new Y.Text('and these'));
	doc.getMap('meta').set('theme', 'dusk');
	const notes = first(doc, 'notes');
	const culture = notes.get('culture') as Y.Text;
	culture.insertEmbed(culture.length, { image: 'sketch' });
	culture.insert(culture.length, ' In italics.', { italic: true });
	// A choice, a stage and a level that came later.
	first(doc, 'profiles').set('stage', 'sabbatical');
	doc.getMap('questions').set(
		idOf('levels'),
		record({
			question: new Y.Text('For whom?'),
			because: new Y.Text(),
			kind: 'riddle',
			levels: ['mid', 'emeritus'],
			createdAt: 1_790_000_000_000,
			createdBy: first(doc, 'talks').get('heldBy')
		})
	);
	// Known kinds in a version that came later.
	doc.getMap('phases').set(idOf('phase-later'), record({ v: LATER, title: { rich: 'title' }, order: 17 }));
	doc.getMap('goals').set(idOf('goal-later'), record({ v: LATER, goal: 'no text' }));
	doc
		.getMap('stamps')
		.set(idOf('stamp-later'), record({ v: LATER, talk: first(doc, 'forecasts').get('talk') }));
}

function writePersonal(doc: Y.Doc): void {
	doc.getMap('diaries').set(idOf('diary'), record({ words: new Y.Text('Mine alone') }));
	for (const table of ['identities', 'notes', 'dossiers']) first(doc, table).set('later', record({ table }));
	doc.getMap('messages').set(idOf('msg-later'), record({ v: LATER, voice: Uint8Array.of(1, 2, 3) }));
}
