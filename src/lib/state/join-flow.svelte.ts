// A link being opened, as the screen sees it. The steps themselves are fetched when somebody does open one.

import type { Registry } from '../platform/registry.ts';
import { problemOf } from './attempt.ts';
import type { JoinFlow } from './contract.ts';
import { fetchPart } from './fetch-part.ts';

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
			const { joinWith } = await fetchPart(() => import('./join-steps.ts'));
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
			const { look } = await fetchPart(() => import('./join-steps.ts'));
			return look(await this.#registry(), this.#fragment);
		});
	}

	async #do(step: () => Promise<JoinFlow['state']>): Promise<void> {
		try {
			this.#show(await step());
		} catch (error) {
			this.#show({ step: 'refused', problem: problemOf(error) });
		}
	}

	#show(state: JoinFlow['state']): void {
		if (!this.#over) this.#state = state;
	}
}
