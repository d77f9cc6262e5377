import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { parsePlace } from './place.ts';

const RECORD = 'AAAAAAAAAAAA';

test('a caret survives the way through JSON', () => {
	const text = new Y.Text();
	new Y.Doc().getMap('notes').set('culture', text);
	text.insert(0, 'a long day');
	const anchor: unknown = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, 2));
	const end: unknown = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, text.length));
	const place = { record: RECORD, field: 'culture', selection: { anchor, head: end } };
	expect(parsePlace(JSON.parse(JSON.stringify(place)))).toEqual(JSON.parse(JSON.stringify(place)));
});

test('S10: a place that is not well formed is no place', () => {
	for (const value of [null, 7, 'x', [], {}, { record: 'short', field: 'a' }, { record: RECORD, field: 7 }]) {
		expect(parsePlace(value), JSON.stringify(value)).toBeNull();
	}
});

test('S10: a caret that is not a position is dropped, the row somebody edits is still known', () => {
	const broken = [
		7,
		{},
		{ item: 5 },
		{ item: { client: -1, clock: 0 } },
		{ tname: 'people' },
		{ type: { client: 1 } }
	];
	for (const anchor of broken) {
		expect(parsePlace({ record: RECORD, field: 'title', selection: { anchor, head: anchor } })).toEqual({
			record: RECORD,
			field: 'title',
			selection: null
		});
	}
});
