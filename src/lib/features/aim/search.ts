// What a list is narrowed to or ordered by is in the address, so that a reload and a link keep it.

import { goto } from '$app/navigation';
import { resolve } from '$app/paths';
import { page } from '$app/state';

/** The option that the address names, or null. */
export function chosenIn<Option extends string>(name: string, options: readonly Option[]): Option | null {
	const value = page.url.searchParams.get(name);
	return options.find((option) => option === value) ?? null;
}

/** Stays where it is on the page and adds nothing to the way back. */
export async function choose(name: string, option: string | null): Promise<void> {
	const search = new URLSearchParams(page.url.searchParams);
	if (option === null) search.delete(name);
	else search.set(name, option);
	await goto(resolve(`/j/[journal]/aim?${search.toString()}`, { journal: page.params.journal ?? '' }), {
		replaceState: true,
		keepFocus: true,
		noScroll: true
	});
}
