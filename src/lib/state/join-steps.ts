// Joining with a link. Nothing is redeemed before a name is given, and before the relay is asked to redeem, this device's
// keys and the link's secret are stored: a lost answer can be asked for again, also after a reload (S16).

import { type JournalId, type MemberId, newJournalId } from '../core/ids.ts';
import { decodeInviteFragment, inviteKeys, type InviteLink } from '../core/sync/invite.ts';
import { type JoinFault, type JoinPorts, lookAtInvite, redeemInvite } from '../core/sync/redeem.ts';
import type { JoinRow, JournalRow, Registry, RoomRow } from '../platform/registry.ts';
import { deviceFrom, generateDevice, webCrypto } from '../platform/webcrypto.ts';
import type { InviteRole, JoinFlow } from './contract.ts';
import { JOINED_NAME } from './journal-names.ts';
import type { Problem } from './problems.ts';
import { browserClock, random } from './here.ts';
import { openRelay, relayOrigin } from './relay-ports.ts';
import { joinJournal, newRoom, storeChain, writeFirst } from './room/found-journal.ts';

type State = JoinFlow['state'];

const refused = (problem: Problem): State => ({ step: 'refused', problem });

/** What the link offers; redeems nothing. */
export async function look(registry: Registry, fragment: string): Promise<State> {
	const link = decodeInviteFragment(fragment);
	if (!link) return refused('invite-broken');
	const known = await journalOf(registry, link);
	if (known) return { step: 'member', journal: known };
	const { id } = await inviteKeys(webCrypto, link.secret);
	const begun = await registry.join(id);
	const device = begun ? deviceFrom(begun.device) : (await generateDevice()).device;
	const view = await lookAtInvite(ports(), link, device);
	if (!view.ok) return refused(joinProblem(view.fault));
	return { step: 'asking', role: view.invite.role, expiresAt: view.invite.expires };
}

/** Redeems the link and makes the journal on this device. */
export async function joinWith(registry: Registry, fragment: string, name: string): Promise<State> {
	const link = decodeInviteFragment(fragment);
	if (!link) return refused('invite-broken');
	const known = await journalOf(registry, link);
	if (known) return { step: 'member', journal: known };
	const pending = await beginJoin(registry, link, name);
	const redeemed = await redeemInvite(ports(), link, deviceFrom(pending.device));
	if (!redeemed.ok) {
		if (isFinal(redeemed.fault)) await registry.deleteJoin(pending.invite);
		return refused(joinProblem(redeemed.fault));
	}
	await storeChain(link.room, redeemed.chain.statements);
	const shared: RoomRow = { room: link.room, device: pending.device, epochs: [redeemed.epochKey] };
	return { step: 'joined', journal: await keep(registry, pending, shared, redeemed.invite) };
}

/** There will be no other answer: keeping the secret and the keys for it would help nobody. */
const isFinal = (fault: JoinFault): boolean =>
	fault === 'invite-used' || fault === 'invite-expired' || fault === 'invite-revoked';

async function journalOf(registry: Registry, link: InviteLink): Promise<JournalId | null> {
	const journals = await registry.journals();
	return journals.find((journal) => journal.shared === link.room)?.id ?? null;
}

/** The join that was begun with this link, or a new one; durable when this resolves. */
async function beginJoin(registry: Registry, link: InviteLink, memberName: string): Promise<JoinRow> {
	const { id } = await inviteKeys(webCrypto, link.secret);
	const begun = await registry.join(id);
	const row: JoinRow = {
		invite: id,
		room: link.room,
		secret: link.secret,
		device: begun?.device ?? (await generateDevice()).stored,
		memberName,
		startedAt: begun?.startedAt ?? browserClock.now()
	};
	await registry.putJoin(row);
	return row;
}

async function keep(
	registry: Registry,
	{ invite, memberName }: JoinRow,
	shared: RoomRow,
	{ member, role }: { member: MemberId; role: InviteRole }
): Promise<JournalId> {
	const personal = await newRoom();
	const rooms = { shared: shared.room, personal: personal.room };
	// A viewer may not write to the shared document; the owner's device writes their name down when it sees them.
	if (role === 'editor') await writeFirst(rooms, member, (docs) => joinJournal(docs, { name: memberName }));
	const now = browserClock.now();
	const journal: JournalRow = {
		id: newJournalId(random),
		name: JOINED_NAME,
		memberName,
		me: member,
		role,
		...rooms,
		createdAt: now,
		openedAt: now
	};
	await registry.addJournal(journal, [shared, personal], { settlesJoin: invite });
	return journal.id;
}

const ports = (): JoinPorts => ({
	crypto: webCrypto,
	clock: browserClock,
	open: openRelay,
	origin: relayOrigin(),
	token: ''
});

/** What a person is told of a link that leads nowhere. */
export function joinProblem(fault: JoinFault): Problem {
	switch (fault) {
		case 'invite-used':
		case 'invite-expired':
		case 'invite-revoked':
			return fault;
		case 'invite-unknown':
		case 'no-such-room':
			return 'invite-foreign';
		case 'offline':
			return 'invite-offline';
		case 'box-gone':
			return 'invite-used';
		case 'not-a-member':
		case 'removed':
		case 'admission':
			return 'not-authenticated';
		case 'bad-answer':
			return 'relay-bad-message';
		case 'too-old':
			return 'client-too-old';
		case 'try-later':
			return 'relay-busy';
	}
	return fault satisfies never;
}
