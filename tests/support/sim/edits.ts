// What people do to a document, at random: typing, deleting, setting and clearing fields, new records, large pastes, and
// taking something back.

import * as Y from 'yjs';
import type { Random } from './random.ts';

const WORDS = ['salary', 'team', 'why', 'mentor', 'Tuesday', 'asked', 'felt', '🌊 sounding', 'next', 'deep'];
const FIELDS = ['title', 'status', 'when', 'where', 'mood'];

export type EditKind = 'insert' | 'delete' | 'field' | 'record' | 'paste' | 'several';

const WEIGHTS: Readonly<Record<EditKind, number>> = {
	insert: 10,
	delete: 6,
	field: 5,
	record: 3,
	paste: 1.5,
	several: 2
};

/** Edits the document once. @returns what was done */
export function editAtRandom(doc: Y.Doc, random: Random): EditKind {
	const kind = random.weighted(WEIGHTS);
	if (kind === 'several') doc.transact(() => times(random.int(2, 5), () => editAtRandom(doc, random)));
	else edit(kind, doc, random);
	return kind;
}

function edit(kind: Exclude<EditKind, 'several'>, doc: Y.Doc, random: Random): void {
	const text = doc.getText('text');
	switch (kind) {
		case 'insert':
			return text.insert(random.int(0, text.length), `${random.pick(WORDS)} ${random.int(0, 999)} `);
		case 'paste':
			return text.insert(random.int(0, text.length), paste(random));
		case 'delete': {
			if (text.length === 0) return;
			const at = random.int(0, text.length - 1);
			return text.delete(at, Math.min(random.int(1, 60), text.length - at));
		}
		case 'field': {
			const map = doc.getMap<string>('map');
			const field = random.pick(FIELDS);
			if (random.chance(0.3)) return map.delete(field);
			map.set(field, random.pick(WORDS));
			return;
		}
		case 'record':
			return editRecord(doc.getMap<Y.Map<unknown>>('records'), random);
	}
	kind satisfies never;
}

function editRecord(records: Y.Map<Y.Map<unknown>>, random: Random): void {
	const known = [...records.values()];
	if (known.length > 0 && random.chance(0.6)) {
		const body = random.pick(known).get('body');
		if (body instanceof Y.Text) body.insert(random.int(0, body.length), random.pick(WORDS));
		return;
	}
	const record = new Y.Map<unknown>();
	record.set('body', new Y.Text(random.pick(WORDS)));
	records.set(`r${random.int(0, 2 ** 40)}`, record);
}

/** Writes a lot, or deletes that much: the log grows, and the document does not. */
export function scribble(doc: Y.Doc, random: Random): void {
	const scraps = doc.getText('scraps');
	if (scraps.length > 0) scraps.delete(0, scraps.length);
	else scraps.insert(0, paste(random));
}

const TAKEN_BACK = 'taken back';

/** Deletes something that the relay is to forget. @param now the device's clock, ms */
export function takeBack(doc: Y.Doc, now: number): void {
	const text = doc.getText('text');
	text.delete(0, Math.min(20, text.length));
	doc.getMap<number>('marks').set(TAKEN_BACK, now);
}

/** When something was last taken back; null: never. */
export const takenBackAt = (doc: Y.Doc): number | null => doc.getMap<number>('marks').get(TAKEN_BACK) ?? null;

/** Text that no compression makes small, larger than one entry. */
function paste(random: Random): string {
	let out = '';
	const length = random.int(3000, 14_000);
	while (out.length < length) out += `${random.int(0, 1e9).toString(36)} `;
	return out;
}

function times(count: number, run: () => void): void {
	for (let i = 0; i < count; i++) run();
}
