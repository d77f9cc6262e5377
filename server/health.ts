// A check that anybody can ask for, and that costs something, done at most so often.

/** The same answer for everybody who asks within `ms` of the last check's start. */
export function atMostEvery(
	ms: number,
	check: () => Promise<void>,
	now: () => number = () => performance.now()
): () => Promise<void> {
	let last: { readonly at: number; readonly answer: Promise<void> } | null = null;
	return () => {
		if (!last || now() - last.at >= ms) last = { at: now(), answer: check() };
		return last.answer;
	};
}
