import type { InviteRole, Role } from '#lib/state/contract.ts';
import { problemWords } from '#lib/state/problem-words.ts';
import type { Problem } from '#lib/state/problems.ts';

export const memberWords: Readonly<Record<Role, string>> = {
	owner: 'Started this journal',
	editor: 'Can edit',
	viewer: 'Can read'
};

/** The options of "Role", and what each lets somebody do. */
export const inviteRoles: readonly {
	readonly role: InviteRole;
	readonly label: string;
	readonly may: string;
}[] = [
	{ role: 'editor', label: 'Editor', may: 'Reads and changes the shared notes and the plan.' },
	{ role: 'viewer', label: 'Viewer', may: 'Reads the shared notes and the plan, changes nothing.' }
];

/** How long an invite can stay open, in days. */
export const inviteDays: readonly { readonly days: number; readonly label: string }[] = [
	{ days: 1, label: 'One day' },
	{ days: 7, label: 'A week' },
	{ days: 30, label: 'A month' }
];

/** An invite is the one thing here that cannot wait on this device until the relay answers. */
export function inviteHelp(problem: Problem): string {
	if (problem === 'relay-unreachable' || problem === 'relay-busy')
		return 'An invite can be made or taken back only with a connection. Try again when you are online.';
	if (problem === 'relay-closed') return 'Enter it at the top of the page, then make the invite.';
	return problemWords[problem].helps;
}
