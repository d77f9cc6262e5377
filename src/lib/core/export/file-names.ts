// Names of files that every system takes and that say no more than they should: letters of ASCII, digits, dashes.

const LONGEST = 40;

/** The part of a file's name that some words give; '' when nothing of them can be written so. */
export const slug = (words: string): string =>
	words
		.normalize('NFKD')
		.toLowerCase()
		.replaceAll(/\p{M}+/gu, '')
		.replaceAll(/[^a-z0-9]+/g, '-')
		.replaceAll(/^-+|-+$/g, '')
		.slice(0, LONGEST)
		.replace(/-+$/, '');

/** Gives each path once: the second of a name has a 2 behind it. */
export function pathGiver(): (folder: string, name: string, ending: string) => string {
	const given = new Set<string>();
	return (folder, name, ending) => {
		for (let n = 1; ; n += 1) {
			const path = `${folder}${name}${n === 1 ? '' : `-${String(n)}`}.${ending}`;
			if (given.has(path)) continue;
			given.add(path);
			return path;
		}
	};
}
