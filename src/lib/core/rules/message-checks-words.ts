// Words as a reader counts them, in any script: also where no spaces stand between them.

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });
/** "well-known" reads as one. */
const JOINT = /(?<=[\p{L}\p{M}\p{N}])[-'’](?=[\p{L}\p{M}\p{N}])/gu;

export function wordCount(text: string): number {
	let count = 0;
	for (const { isWordLike } of segmenter.segment(text.replace(JOINT, ''))) if (isWordLike) count += 1;
	return count;
}
