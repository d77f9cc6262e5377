// What the fixtures of one device are made of.

import { type JournalId, newMemberId } from '../../src/lib/core/ids.ts';
import type { Crypto } from '../../src/lib/core/protocol/crypto.ts';
import { type Chain, foundRoom } from '../../src/lib/core/protocol/membership.ts';
import { type FrozenAuthor, type FrozenRoom, newAuthor } from './freeze-room.ts';
import type { Story } from './freeze-story.ts';

/** Sam's own, with a name of its own in it. */
export interface PersonalRoom {
	readonly author: FrozenAuthor;
	readonly chain: Chain;
	readonly epochKey: Uint8Array;
}

export async function personalRoom(crypto: Crypto): Promise<PersonalRoom> {
	const author = await newAuthor(
		crypto,
		newMemberId((length) => crypto.random(length))
	);
	const chain = await foundRoom(crypto, author.device, author.member);
	return { author, chain, epochKey: crypto.random(32) };
}

export interface Kept {
	readonly room: FrozenRoom;
	readonly personal: PersonalRoom;
	readonly journal: JournalId;
	readonly story: Story;
}
