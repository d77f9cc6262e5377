// How often what happened in a world: what nobody counts may stop being simulated without anybody noticing.

export class Tally {
	readonly #counts = new Map<string, number>();

	count(what: string): void {
		this.#counts.set(what, this.of(what) + 1);
	}

	of(what: string): number {
		return this.#counts.get(what) ?? 0;
	}

	/** Everything that happened, by name. */
	get all(): ReadonlyMap<string, number> {
		return this.#counts;
	}
}
