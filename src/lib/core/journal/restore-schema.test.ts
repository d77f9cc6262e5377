import * as Y from 'yjs';
import { expect, test } from 'vitest';
import { restoreSchema } from './restore-schema.ts';
import { exchange, idOf, must, pair, PRIYA } from './testing.ts';

test.each([2, 1e9, 'x', undefined])(
	'S18: a schema number %s that nothing stands behind is set back',
	(schema) => {
		const { sam, ana } = pair();
		ana.shared.getMap('meta').set('schema', schema);
		exchange(sam, ana);
		expect(sam.journal.readOnly()).not.toBeNull();
		must(restoreSchema(sam.journal));
		exchange(sam, ana);
		expect([sam.journal.readOnly(), ana.journal.readOnly()]).toEqual([null, null]);
		must(ana.journal.commands.addPerson(PRIYA));
		expect(sam.journal.history.canUndo()).toBe(false);
	}
);

test('S18: it stays while a record of a later version is there', () => {
	const { sam, ana } = pair();
	ana.shared.getMap('meta').set('schema', 2);
	ana.shared.getMap('phases').set(idOf('later'), new Y.Map<unknown>(Object.entries({ v: 2 })));
	exchange(sam, ana);
	expect(restoreSchema(sam.journal)).toEqual({ ok: false, reason: 'unreadable' });
	expect(sam.journal.readOnly()).toBe('newer-schema');
});

test('what is all right, or wrong with the personal document alone, is not written to', () => {
	const { sam } = pair();
	let updates = 0;
	sam.shared.on('update', () => updates++);
	must(restoreSchema(sam.journal));
	sam.personal.getMap('meta').set('schema', 2);
	expect(restoreSchema(sam.journal)).toEqual({ ok: false, reason: 'read-only' });
	expect(updates).toBe(0);
});
