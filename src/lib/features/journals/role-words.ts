import type { Role } from '#lib/state/contract.ts';

/** What this person may do in a journal, for the list on the start page. */
export const roleWords: Readonly<Record<Role, string>> = {
	owner: 'You started it',
	editor: 'You can edit',
	viewer: 'You can read'
};
