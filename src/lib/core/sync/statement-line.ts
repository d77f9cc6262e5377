// One connection's part in the membership chain: takes over what the relay knows more of it, and offers it statements of
// this device. A chain is stored before anything counts that depends on it.

import { equal } from '../bytes.ts';
import type { Denial } from '../protocol/close.ts';
import { type Chain, currentRole } from '../protocol/membership.ts';
import type { ClientMessage } from '../protocol/messages.ts';
import { adoptChain, adoptStatement } from './chain-keeper.ts';
import type { ConnectionHost, Submitted } from './connection-host.ts';

export interface StatementLinePorts {
	readonly sync: ConnectionHost;
	readonly send: (message: Extract<ClientMessage, { type: 'statement' }>) => void;
}

/** `newer-chain`: it goes on in a way that this build cannot read. `fork`: it contradicts the one that is here. */
export type ChainProblem = 'newer-chain' | 'fork';

export class StatementLine {
	readonly #ports: StatementLinePorts;
	#submitted: { readonly statement: Uint8Array; readonly settle: (how: Submitted) => void } | null = null;

	constructor(ports: StatementLinePorts) {
		this.#ports = ports;
	}

	/** Offers a statement to the relay. One at a time. */
	submit(statement: Uint8Array, box: Uint8Array | null): Promise<Submitted> {
		if (this.#submitted) return Promise.resolve('offline');
		return new Promise((settle) => {
			this.#submitted = { statement, settle };
			this.#ports.send({ type: 'statement', statement, box });
		});
	}

	/** The relay did not take it. */
	denied(code: Denial): void {
		this.#settle(code);
	}

	/** The connection is over. */
	stop(): void {
		this.#settle('offline');
	}

	/**
	 * The chain that a welcome brings.
	 * @returns the longer one, stored and not in effect yet; `behind`: the relay was set back, and has to be shown this one
	 */
	async welcomed(theirs: readonly Uint8Array[]): Promise<Chain | ChainProblem | 'behind'> {
		const { options, status, presentChain } = this.#ports.sync;
		const adopted = await adoptChain(status.chain, theirs, options.crypto);
		if (typeof adopted === 'string') return adopted === 'unknown' ? 'newer-chain' : 'fork';
		if (adopted.chain !== status.chain) await options.store.write({ chain: adopted.chain.statements });
		// It takes an invite without its box only as part of a whole chain.
		return theirs.length < status.chain.statements.length && !presentChain ? 'behind' : adopted.chain;
	}

	/**
	 * A statement that the relay has taken.
	 * @param grown awaited when the chain that is in effect has it now and had not before
	 * @returns null, or why the connection has to end; `other`: it does not follow, so something was missed
	 */
	async announced(
		statement: Uint8Array,
		grown: (chain: Chain) => Promise<void>
	): Promise<ChainProblem | 'other' | null> {
		const { sync } = this.#ports;
		const { options, status, deviceId } = sync;
		const adopted = await adoptStatement(status.chain, statement, options.crypto);
		if (adopted === 'unknown') return 'newer-chain';
		if (adopted === 'other') return 'other';
		if (adopted !== status.chain) {
			await options.store.write({ chain: adopted.statements });
			sync.update({ chain: adopted, role: currentRole(adopted, deviceId) });
			await grown(adopted);
		}
		const submitted = this.#submitted;
		if (submitted && adopted.statements.some((known) => equal(known, submitted.statement)))
			this.#settle('done');
		return null;
	}

	#settle(how: Submitted): void {
		this.#submitted?.settle(how);
		this.#submitted = null;
	}
}
