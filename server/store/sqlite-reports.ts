// What devices report of themselves, in the embedded store.

import type { DatabaseSync } from 'node:sqlite';
import { blob } from './sqlite-rows.ts';
import type { RoomRows } from './sqlite-rows.ts';
import type { RelayStore, Report } from './store.ts';

type Reports = Pick<RelayStore, 'reports'> & {
	/** To be called inside a transaction. */
	readonly keep: (report: Report) => void;
};

export function sqliteReports(db: DatabaseSync, rooms: RoomRows): Reports {
	const sql = prepareAll(db);
	return {
		keep: (report) => {
			const { id } = rooms.mustFind(report.room);
			switch (report.kind) {
				case 'delivered':
					sql.deliver.run(id, report.device, report.logId, report.seq, report.bytes);
					return;
				case 'receipt':
					sql.receipt.run(id, report.device, report.bytes);
					return;
			}
			report satisfies never;
		},
		reports: async (id) => {
			const room = rooms.mustFind(id);
			return {
				delivered: sql.delivered.all(room.id, room.logId).map((row) => blob(row, 'statement')),
				receipts: sql.receipts.all(room.id).map((row) => blob(row, 'entry'))
			};
		}
	};
}

function prepareAll(db: DatabaseSync) {
	return {
		deliver: db.prepare(
			`INSERT INTO delivered (room, device, log_id, seq, statement) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (room, device) DO UPDATE
			SET log_id = excluded.log_id, seq = excluded.seq, statement = excluded.statement
			WHERE excluded.log_id <> delivered.log_id OR excluded.seq > delivered.seq`
		),
		receipt: db.prepare('INSERT OR REPLACE INTO receipts (room, device, entry) VALUES (?, ?, ?)'),
		delivered: db.prepare('SELECT statement FROM delivered WHERE room = ? AND log_id = ? ORDER BY device'),
		receipts: db.prepare('SELECT entry FROM receipts WHERE room = ? ORDER BY device')
	};
}
