// The commands that read or replace a store. What they print is for a person; what a relay's store holds is told in
// numbers alone.

import { backupStore } from '../store/backup.ts';
import type { Contents } from '../store/backup-verify.ts';
import { restoreStore } from '../store/restore.ts';
import type { Command } from './command.ts';
import { readStats, statsText } from './stats.ts';

export type KeepCommand = Extract<Command, { kind: 'stats' | 'backup' | 'restore' }>;

/**
 * @returns what to print when it is done
 * @throws StoreFileError
 */
export async function keep(command: KeepCommand): Promise<string> {
	switch (command.kind) {
		case 'stats': {
			const stats = readStats(command.dataDir);
			return command.json ? `${JSON.stringify(stats)}\n` : statsText(stats);
		}
		case 'backup': {
			const contents = await backupStore(command.dataDir, command.file);
			return `Backed up ${contentsText(contents)} to ${command.file}. Every hash in it was checked.\n`;
		}
		case 'restore': {
			const { dataDir, file, replace } = command;
			const { contents, aside } = await restoreStore(dataDir, file, replace, new Date());
			const before = aside === null ? '' : `The store that was there is now ${aside}.\n`;
			return (
				`Restored ${contentsText(contents)} to ${dataDir}.\n${before}` +
				'Every room has a new log id: devices notice, read again, and send back what this backup lacks.\n'
			);
		}
	}
	return command satisfies never;
}

const contentsText = ({ rooms, entries, snapshots }: Contents): string =>
	`${rooms} rooms, ${entries} entries and ${snapshots} snapshots`;
