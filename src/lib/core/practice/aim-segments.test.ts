import { expect, test } from 'vitest';
import { must, seeker } from '../journal/testing.ts';
import { facetsOf, findOrAddSegment, segmentNamed } from './aim-segments.ts';
import { openPractice } from './practice.ts';

test('an industry is made while choosing it, and made once', () => {
	const { records } = openPractice(seeker().journal);
	const fintech = must(findOrAddSegment(records, 'industry', ' Fintech '));
	expect(must(findOrAddSegment(records, 'industry', 'FINTECH'))).toBe(fintech);
	expect(must(findOrAddSegment(records, 'function', 'Fintech'))).not.toBe(fintech);
	expect(findOrAddSegment(records, 'industry', ' ')).toEqual({ ok: false, reason: 'empty' });
	expect(segmentNamed(records.segments.rows(), 'industry', 'fintech')).toMatchObject({
		titleText: 'Fintech',
		emerging: false
	});
});

test('R0-48: what is not said of itself is as on its path', () => {
	const { records } = openPractice(seeker().journal);
	const [fintech, schools] = ['Fintech', 'Schools'].map((title) =>
		must(findOrAddSegment(records, 'industry', title))
	);
	const path = records.paths.get(must(records.paths.add({ industry: fintech!, size: 'small' })));
	const nothing = { industry: null, function: null, size: null };
	expect(facetsOf(nothing, path)).toEqual({ industry: fintech, function: null, size: 'small' });
	expect(facetsOf({ ...nothing, industry: schools! }, path).industry).toBe(schools);
	expect(facetsOf(nothing, null)).toEqual(nothing);
});
