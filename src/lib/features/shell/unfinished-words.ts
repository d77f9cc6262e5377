import type { Unfinished } from '#lib/core/journal/unfinished.ts';
import { agreedOn } from '#lib/core/journal/sharing.ts';
import type { Tables } from '#lib/core/journal/tables.ts';

interface Words {
	readonly says: string;
	readonly helps: string;
	readonly button: string;
}

const begun = {
	'add-person': 'Adding a person',
	'add-talk': 'Adding a talk',
	'agree-notes': 'Setting what was agreed to for a talk',
	'share-notes': 'Sharing the notes of a talk',
	'withdraw-notes': 'Taking back the notes of a talk',
	'edit-person': 'Changing what is known of a person',
	name: 'Naming a person',
	unname: 'Taking back the name of a person'
} as const;

/**
 * What to say of something that the two documents do not agree on.
 * @param name what to call a person here
 */
export function unfinishedWords(
	{ kind, about, intent }: Unfinished,
	tables: Tables,
	name: (person: string) => string
): Words {
	switch (kind) {
		case 'disputed-name':
			return disputed(
				`${name(about)} may be named to the others`,
				tables.people.get(about)?.named === true,
				'No change of yours shares the name or the employer.'
			);
		case 'disputed-notes':
		case 'disputed-sharing': {
			const talk = tables.talks.get(about);
			const withWhom = `the talk with ${name(talk?.person ?? '')}`;
			if (talk && agreedOn(talk, tables.personalNotes.get(about)).sharing) {
				return {
					says: `Some notes of ${withWhom} are on this device alone, although its notes are shared.`,
					helps: 'Bring all of them here to read them together. You can share them again.',
					button: 'Bring them here'
				};
			}
			const notes = kind === 'disputed-notes';
			return disputed(
				`Notes of ${withWhom} may be ${notes ? 'kept' : 'shared'}`,
				(notes ? talk?.agreedNotes : talk?.agreedSharing) === true,
				'Nothing that you write in them is shared.'
			);
		}
		case 'unname':
			return intent === null
				? {
						says: `Others can read a name or an employer of ${name(about)}, who has not agreed to be named.`,
						helps: 'Somebody wrote it there meanwhile. It is removed for everybody.',
						button: 'Remove it'
					}
				: halfWay(begun[kind]);
		case 'forget-notes': {
			const withWhom = name(tables.talks.get(about)?.person ?? '');
			return intent === null
				? {
						says: `Words arrived for the notes of the talk with ${withWhom}, which were taken back.`,
						helps: 'They were not agreed to. They are removed for everybody, and do not come to you either.',
						button: 'Remove them'
					}
				: {
						says: `Removing the notes of the talk with ${withWhom} was interrupted half way.`,
						helps: 'They count as taken back already. What is left of them is removed for everybody.',
						button: 'Finish'
					};
		}
		default:
			return halfWay(begun[kind]);
	}
}

const halfWay = (what: string): Words => ({
	says: `${what} was interrupted half way.`,
	helps: 'Nothing is lost.',
	button: 'Finish'
});

const disputed = (what: string, marked: boolean, nothing: string): Words =>
	marked
		? {
				says: `“${what}” was marked as agreed, and not by you.`,
				helps: `It counts as not agreed to. ${nothing}`,
				button: 'Set it back'
			}
		: {
				says: `“${what}” was marked as no longer agreed, and not by you.`,
				helps: `It counts as taken back. ${nothing} If it was agreed to after all, tick it again.`,
				button: 'Take it back'
			};
