/** Throws an error again on its own: it must be seen, and whoever caught it goes on. */
export function surface(error: unknown): void {
	void Promise.resolve().then(() => {
		throw error;
	});
}
