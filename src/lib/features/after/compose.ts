// The way to the composer, with what the message is for.

import { resolve } from '$app/paths';
import type { ResolvedPathname } from '$app/types';
import type { JournalId, RecordId } from '#lib/core/ids.ts';
import type { MESSAGE_KINDS } from '#lib/core/rules/lists.ts';

interface Compose {
	readonly journal: JournalId;
	readonly person: RecordId;
	readonly kind: (typeof MESSAGE_KINDS)[number];
	/** What a thank-you is for. */
	readonly talk?: RecordId;
}

export function composeHref({ journal, person, kind, talk }: Compose): ResolvedPathname {
	const search = `kind=${kind}${talk ? `&talk=${talk}` : ''}`;
	return resolve(`/j/[journal]/people/[person]/message?${search}`, { journal, person });
}
