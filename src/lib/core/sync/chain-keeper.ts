// Keeping the membership chain: the longest valid one wins, nothing is ever taken back, two branches are a fork.

import type { Verifier } from '../protocol/crypto.ts';
import { type Chain, compareChains, extendChain } from '../protocol/membership.ts';

/**
 * What the relay's chain means for ours: the same or a longer chain; `'unknown'` when it goes on in a way this build
 * cannot read; `'fork'` when it contradicts ours or does not hold.
 */
export async function adoptChain(
	ours: Chain,
	theirs: readonly Uint8Array[],
	verifier: Verifier
): Promise<{ chain: Chain } | 'fork' | 'unknown'> {
	const order = compareChains(ours.statements, theirs);
	if (order === 'fork') return 'fork';
	let chain = ours;
	for (const statement of theirs.slice(ours.statements.length)) {
		const result = await extendChain(chain, statement, verifier);
		if (!result.ok) return result.fault === 'unknown' ? 'unknown' : 'fork';
		chain = result.chain;
	}
	return { chain };
}

/** A statement the relay announced: the chain with it, the same chain when it is known, or why it does not fit. */
export async function adoptStatement(
	chain: Chain,
	statement: Uint8Array,
	verifier: Verifier
): Promise<Chain | 'unknown' | 'other'> {
	const known = chain.statements.some((own) => compareChains([own], [statement]) === 'same');
	if (known) return chain;
	const result = await extendChain(chain, statement, verifier);
	if (result.ok) return result.chain;
	return result.fault === 'unknown' ? 'unknown' : 'other';
}
