import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { exchange, must, pair, PRIYA } from '../../journal/testing.ts';
import { openPractice } from '../practice.ts';

const KEPT = {
	why: 'She changed from teaching',
	hook: 'Her talk on onboarding',
	value: 'Somebody to teach',
	research: 'https://example.org/podcast',
	common: 'The same school',
	constraints: 'Not in school holidays'
} as const;

test('what is known of a person stays with who holds their identity; the profile does not', () => {
	const { sam, ana } = pair();
	const person = must(sam.journal.commands.addPerson(PRIYA));
	const own = openPractice(sam.journal).records;
	must(own.dossiers.open(person, { ...KEPT, relevance: 5, closeness: 'stranger', mentorCandidate: true }));
	must(
		own.profiles.open(person, { role: 'Product lead', level: 'senior', switcher: true, source: 'alumni' })
	);
	exchange(sam, ana);
	const theirs = openPractice(ana.journal).records;
	expect(theirs.dossiers.get(person)).toBeNull();
	expect(theirs.profiles.get(person)).toMatchObject({ roleText: 'Product lead', level: 'senior' });
	const theirDocument = new TextDecoder().decode(Y.encodeStateAsUpdate(ana.shared));
	expect(theirDocument).toContain('Product lead');
	for (const words of Object.values(KEPT)) expect(theirDocument).not.toContain(words);
	expect(own.dossiers.get(person)).toMatchObject({ whyText: KEPT.why, researchText: KEPT.research });
});
