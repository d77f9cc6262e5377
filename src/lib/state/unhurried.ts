// Long work in slices, so that the page answers while it is done.

/** Milliseconds: below what is felt as a stutter. */
const SLICE_MS = 12;

/** Runs a generator to its end; whenever it yields and the slice is over, everything else comes first. */
export async function unhurried<Value>(work: Generator<void, Value>): Promise<Value> {
	for (;;) {
		const until = performance.now() + SLICE_MS;
		do {
			const step = work.next();
			if (step.done) return step.value;
		} while (performance.now() < until);
		await new Promise((resolve) => setTimeout(resolve));
	}
}
