// Who restores a backup holds this lock from the first note of it to the last: a page that is gone holds none, and one
// whose device slept for a night still does. A clock tells neither.

const NAME = 'soundings-restore';

/** Runs while no other page restores or clears up, waiting for that; what `run` rejects with comes back. */
export const whileRestoring = <Value>(run: () => Promise<Value>): Promise<Value> =>
	navigator.locks.request(NAME, run);

/** Runs unless a page, this one too, restores just now: then null, at once. Nobody begins to restore meanwhile. */
export const unlessRestoring = <Value>(run: () => Promise<Value>): Promise<Value | null> =>
	navigator.locks.request(NAME, { ifAvailable: true }, (lock) => (lock ? run() : null));
