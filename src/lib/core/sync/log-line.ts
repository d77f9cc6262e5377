// A log's running hash, and the log ids that it began under: a relay that was restored from a backup goes on under a new
// id where the old one ends, so that nobody takes the one history for the other.

import { equal } from '../bytes.ts';
import type { LogId, RoomId } from '../ids.ts';
import type { Verifier } from '../protocol/crypto.ts';
import { logContinueBytes, logNextBytes, logStartBytes } from '../protocol/entry.ts';
import type { FormerLog, LogPosition } from '../protocol/messages.ts';
import type { Cursor } from './ports.ts';

export class LogLine {
	readonly #room: RoomId;
	readonly #verifier: Pick<Verifier, 'sha256'>;
	/** Oldest first; the last one goes on. */
	readonly #logs: readonly FormerLog[];

	/**
	 * @param former logs under which this one began, oldest first
	 * @param logId under which it goes on
	 */
	constructor(room: RoomId, former: readonly FormerLog[], logId: LogId, verifier: Pick<Verifier, 'sha256'>) {
		this.#room = room;
		this.#verifier = verifier;
		this.#logs = [...former, { logId, until: Infinity }];
	}

	/** Whether it once went under this id. */
	wasNamed(logId: LogId): boolean {
		return this.#logs.slice(0, -1).some((log) => log.logId === logId);
	}

	/** Before the first entry. */
	async start(): Promise<Cursor> {
		const { logId } = this.#logs[0]!;
		const hash = await this.#verifier.sha256(logStartBytes(this.#room, logId));
		return this.#pass({ logId, seq: 0, hash });
	}

	/** Where reading goes on behind a position that somebody names; null when this line has none such. */
	async at({ logId, seq, hash }: LogPosition): Promise<Cursor | null> {
		return this.has(logId, seq) ? this.#pass({ logId, seq, hash }) : null;
	}

	/** Whether there can be such an entry under that id. */
	has(logId: LogId, seq: number): boolean {
		const index = this.#logs.findIndex((log) => log.logId === logId);
		return index >= 0 && seq <= this.#logs[index]!.until && seq >= (this.#logs[index - 1]?.until ?? 0);
	}

	/** One entry further. The entry is to carry the log id of the cursor given. */
	async next({ logId, seq, hash }: Cursor, entry: Uint8Array): Promise<Cursor> {
		return this.#pass({ logId, seq: seq + 1, hash: await this.#verifier.sha256(logNextBytes(hash, entry)) });
	}

	/** Over the ends of former logs. */
	async #pass(at: Cursor): Promise<Cursor> {
		let { logId, hash } = at;
		for (let i = this.#logs.findIndex((log) => log.logId === logId); this.#logs[i]!.until === at.seq; i++) {
			logId = this.#logs[i + 1]!.logId;
			hash = await this.#verifier.sha256(logContinueBytes(this.#room, logId, hash));
		}
		return { logId, seq: at.seq, hash };
	}
}

export const samePosition = (a: LogPosition, b: LogPosition): boolean =>
	a.logId === b.logId && a.seq === b.seq && equal(a.hash, b.hash);
