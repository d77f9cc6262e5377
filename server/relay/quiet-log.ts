// A stranger can be refused as often as a network allows. What is written about that must not fill a disk.

import type { Log, LogEvent } from '../log.ts';
import type { Clock } from './ports.ts';

const WINDOW_MS = 1000;
/** Lines of one kind in one window. */
const MOST_LINES = 10;
const LIMITED: ReadonlySet<LogEvent['event']> = new Set(['refused', 'origin-refused', 'failed']);

/** The same log, in which lines about refusals are at most ten per second and kind, then one that says how many were not written. */
export function quietLog(log: Log, { after }: Pick<Clock, 'after'>): Log {
	const counts = new Map<LogEvent['event'], number>();
	return (event) => {
		const kind = event.event;
		if (!LIMITED.has(kind)) return log(event);
		const count = (counts.get(kind) ?? 0) + 1;
		counts.set(kind, count);
		if (count <= MOST_LINES) log(event);
		if (count !== 1) return;
		after(WINDOW_MS, () => {
			const lines = (counts.get(kind) ?? 0) - MOST_LINES;
			counts.delete(kind);
			if (lines > 0) log({ event: 'suppressed', of: kind, lines });
		});
	};
}
