// Writes a log and statements that a later build had a hand in.

import * as Y from 'yjs';
import type { Crypto } from '../../src/lib/core/protocol/crypto.ts';
import { CRITICAL } from '../../src/lib/core/protocol/entry.ts';
import { asJson, type Keep } from './freeze-documents.ts';
import { packed } from './freeze-files.ts';
import { type FrozenRoom, LogWriter, newSession } from './freeze-room.ts';
import { CLIENTS } from './freeze-story.ts';

/** Kind, format and the last byte of the epoch, where they stand in a header. */
const AT = { format: 0, kind: 1, epoch: 53 } as const;

/** Two changes of today's with entries between them that today's build cannot read. */
export async function keepLaterLog(keep: Keep, crypto: Crypto, room: FrozenRoom): Promise<void> {
	const log = await LogWriter.begin(crypto, room);
	const session = newSession(crypto, room.ana);
	const doc = new Y.Doc();
	doc.clientID = CLIENTS.ana;
	const edits: Uint8Array[] = [];
	doc.on('update', (update: Uint8Array) => edits.push(update));
	doc.getText('banner').insert(0, 'before');
	doc.getText('banner').insert(6, ' and after');
	const unread = Uint8Array.of(1, 2, 3);
	const other = (change: Parameters<LogWriter['writeOther']>[3]) =>
		log.writeOther(session, room.chain, unread, change);

	await log.write(session, room.chain, edits[0]!);
	await other({ header: (header) => (header[AT.kind] = 77) });
	await other({ header: (header) => (header[AT.kind] = 77 | CRITICAL) });
	await other({ header: (header) => (header[AT.format] = 200) });
	await other({ content: 200 });
	await other({ header: (header) => (header[AT.epoch] = 99) });
	await log.write(session, room.chain, edits[1]!);
	keep('later.entries.bin', packed(log.entries));
	keep(
		'later.entries.expected.json',
		asJson({
			logId: log.logId,
			readings: ['payload', 'skip', 'hold kind', 'hold format', 'hold format', 'hold epoch', 'payload'],
			banner: 'before and after'
		})
	);
	keep(
		'later.statements.bin',
		packed([statementOf(crypto, room, 1, 200), statementOf(crypto, room, 200, 1)])
	);
}

/** The chain's next statement, in a version or of a kind that came later; its head is as it always is. */
function statementOf(crypto: Crypto, { chain }: FrozenRoom, version: number, kind: number): Uint8Array {
	const bytes = crypto.random(150);
	bytes.set([version, kind]);
	bytes.set(Buffer.from(chain.room, 'base64url'), 2);
	new DataView(bytes.buffer).setUint32(34, chain.statements.length);
	bytes.set(chain.head, 38);
	return bytes;
}
