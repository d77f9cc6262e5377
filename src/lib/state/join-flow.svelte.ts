// A link being opened, as the screen sees it. The steps themselves are fetched when somebody does open one.

import { StorageError } from '../core/sync/ports.ts';
import type { Registry } from '../platform/registry.ts';
import type { JoinFlow } from './contract.ts';
import { type Problem, storageProblem } from './problems.ts';

export class InviteJoin implements JoinFlow {
	#state: JoinFlow['state'] = $state.raw({ step: 'reading' });
	readonly #fragment: string;
	readonly #registry: () => Promise<Registry>;
	#over = false;

	constructor(fragment: string, registry: () => Promise<Registry>) {
		this.#fragment = fragment;
		this.#registry = registry;
		void this.#look();
	}

	get state(): JoinFlow['state'] {
		return this.#state;
	}

	join(name: string): Promise<void> {
		const { state } = this;
		if (state.step !== 'asking' || name.trim() === '') return Promise.resolve();
		this.#show({ step: 'joining', role: state.role });
		return this.#do(async () => {
			const { joinWith } = await import('./join-steps.ts');
			return joinWith(await this.#registry(), this.#fragment, name.trim());
		});
	}

	again(): void {
		this.#show({ step: 'reading' });
		void this.#look();
	}

	close(): void {
		this.#over = true;
	}

	#look(): Promise<void> {
		return this.#do(async () => {
			const { look } = await import('./join-steps.ts');
			return look(await this.#registry(), this.#fragment);
		});
	}

	async #do(step: () => Promise<JoinFlow['state']>): Promise<void> {
		try {
			this.#show(await step());
		} catch (error) {
			if (error instanceof StorageError) this.#refuse(storageProblem(error.fault));
			// Without a network the steps may not be fetched; without one there is no joining either.
			else if (error instanceof TypeError) this.#refuse('invite-offline');
			else throw error;
		}
	}

	#refuse(problem: Problem): void {
		this.#show({ step: 'refused', problem });
	}

	#show(state: JoinFlow['state']): void {
		if (!this.#over) this.#state = state;
	}
}
