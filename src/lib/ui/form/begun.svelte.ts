// What is typed into a form and not saved yet, kept with the tab: a reload, or a dialog closed by mistake, loses nothing.
// It is gone once it is saved or discarded.

const keyOf = (key: string): string => `begun.${key}`;

/** A tab whose room is used up keeps what it has; the form has the words. */
function keep(key: string, words: Readonly<Record<string, string>>): void {
	try {
		sessionStorage.setItem(keyOf(key), JSON.stringify(words));
	} catch (error) {
		if (!(error instanceof DOMException && error.name === 'QuotaExceededError')) throw error;
	}
}

function kept(key: string): object {
	const words: unknown = JSON.parse(sessionStorage.getItem(keyOf(key)) ?? '{}');
	return typeof words === 'object' && words !== null ? words : {};
}

/**
 * The words of a form by field, to be bound to. To be called while its component is made.
 * @param key of this form and what it is about, in this journal
 * @param first what the fields begin with
 */
export function begun<Name extends string>(
	key: string,
	first: Readonly<Record<Name, string>>
): Record<Name, string> {
	const words: Record<Name, string> = $state({ ...first, ...kept(key) });
	let seen = false;
	$effect(() => {
		const now = { ...words };
		if (seen) keep(key, now);
		seen = true;
	});
	return words;
}

/** Saved, or discarded. */
export const forgetBegun = (key: string): void => sessionStorage.removeItem(keyOf(key));
