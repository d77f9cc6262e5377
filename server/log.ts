// Structured lines on standard output. What may be logged is this closed union: counts, codes and a short hash of
// a room id. There is no field for a URL, a room id, an address or a frame, so none can slip in (S13).

export type LogEvent =
	| { readonly event: 'listening'; readonly host: string; readonly port: number }
	| { readonly event: 'stopping'; readonly signal: string }
	| { readonly event: 'stopped' }
	| {
			readonly event: 'connected';
			readonly room: string;
			readonly role: string;
			readonly connections: number;
	  }
	| {
			readonly event: 'disconnected';
			readonly room: string;
			readonly code: number;
			readonly connections: number;
	  }
	| { readonly event: 'refused'; readonly code: number; readonly why: string }
	| { readonly event: 'origin-refused'; readonly remedy: string }
	/** Somebody in between says who has called it, and nobody was told to believe it. At most once. */
	| { readonly event: 'proxy-not-trusted'; readonly remedy: string }
	/** Lines of one kind that were too many to write. */
	| { readonly event: 'suppressed'; readonly of: string; readonly lines: number }
	| { readonly event: 'room-created'; readonly room: string }
	| { readonly event: 'store-failed'; readonly doing: string; readonly error: string }
	| { readonly event: 'failed'; readonly doing: string; readonly error: string };

export type Log = (event: LogEvent) => void;

/** One JSON object per line, with the time first. */
export const logTo =
	(out: { write(line: string): unknown }, now: () => Date = () => new Date()): Log =>
	(event) =>
		void out.write(`${JSON.stringify({ time: now().toISOString(), ...event })}\n`);
