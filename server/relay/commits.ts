// Group commit: all appends that wait, of every room, become one transaction and so one disk sync, and what devices report
// of themselves rides along. What they lead to (acks, forwarding) happens strictly after it. While a commit runs, the next
// group gathers.

import type { Log } from '../log.ts';
import type { Appended, NewEntry, RelayStore, Report } from '../store/store.ts';

/** An append that waits, and whom to tell. */
export interface Pending<Author> {
	readonly entry: NewEntry;
	readonly author: Author;
}

/** A report that waits, and whose it is. */
export interface Reported<Author> {
	readonly report: Report;
	readonly author: Author;
}

export interface CommitPorts<Author> {
	readonly store: RelayStore;
	readonly defer: (run: () => void) => void;
	readonly log: Log;
	/** On disk; in the order of the log, one result for each append. */
	readonly onCommitted: (
		pending: readonly Pending<Author>[],
		results: readonly Appended[],
		reports: readonly Reported<Author>[]
	) => void;
	/** The store failed: nothing of this was kept. */
	readonly onFailed: (pending: readonly Pending<Author>[], reports: readonly Reported<Author>[]) => void;
}

export class Commits<Author> {
	readonly #ports: CommitPorts<Author>;
	#waiting: Pending<Author>[] = [];
	#reports: Reported<Author>[] = [];
	#busy = false;
	#idle: (() => void)[] = [];

	constructor(ports: CommitPorts<Author>) {
		this.#ports = ports;
	}

	add(pending: Pending<Author>): void {
		this.#waiting.push(pending);
		this.#start();
	}

	report(reported: Reported<Author>): void {
		this.#reports.push(reported);
		this.#start();
	}

	/** Resolves when nothing waits any more. */
	settled(): Promise<void> {
		if (!this.#busy) return Promise.resolve();
		return new Promise((resolve) => this.#idle.push(resolve));
	}

	#start(): void {
		if (this.#busy) return;
		this.#busy = true;
		this.#ports.defer(() => void this.#commit());
	}

	async #commit(): Promise<void> {
		const batch = this.#waiting;
		const reports = this.#reports;
		this.#waiting = [];
		this.#reports = [];
		const results = await this.#ports.store
			.append(
				batch.map(({ entry }) => entry),
				reports.map(({ report }) => report)
			)
			.catch((error: unknown) => {
				this.#ports.log({ event: 'store-failed', doing: 'append', error: String(error) });
				return null;
			});
		if (results) this.#ports.onCommitted(batch, results, reports);
		else this.#ports.onFailed(batch, reports);
		this.#busy = false;
		if (this.#waiting.length > 0 || this.#reports.length > 0) return this.#start();
		const idle = this.#idle;
		this.#idle = [];
		for (const resolve of idle) resolve();
	}
}
