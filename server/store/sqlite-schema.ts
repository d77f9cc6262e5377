// The tables of the embedded store. Ids are kept as their base64url text; a room is its row number elsewhere. A store of
// an older version goes through the steps that it lacks, so that an old one and a new one end up the same.

const VERSION_1 = `
CREATE TABLE rooms (
	id INTEGER PRIMARY KEY,
	room TEXT NOT NULL UNIQUE,
	log_id TEXT NOT NULL,
	created INTEGER NOT NULL,
	-- The log's end and the size of what is kept of it, written in the transaction that appends.
	seq INTEGER NOT NULL DEFAULT 0,
	hash BLOB NOT NULL,
	-- The running hash before the first entry that is kept.
	start_hash BLOB NOT NULL,
	bytes INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE chain (
	room INTEGER NOT NULL REFERENCES rooms,
	number INTEGER NOT NULL,
	statement BLOB NOT NULL,
	PRIMARY KEY (room, number)
) STRICT;

CREATE TABLE entries (
	room INTEGER NOT NULL REFERENCES rooms,
	seq INTEGER NOT NULL,
	device TEXT NOT NULL,
	session TEXT NOT NULL,
	counter INTEGER NOT NULL,
	bytes BLOB NOT NULL,
	hash BLOB NOT NULL,
	PRIMARY KEY (room, seq),
	UNIQUE (room, device, session, counter)
) STRICT;

CREATE TABLE boxes (
	room INTEGER NOT NULL REFERENCES rooms,
	invite TEXT NOT NULL,
	box BLOB NOT NULL,
	taken_by TEXT,
	PRIMARY KEY (room, invite)
) STRICT;

CREATE TABLE health (id INTEGER PRIMARY KEY CHECK (id = 1), checks INTEGER NOT NULL) STRICT;
INSERT INTO health VALUES (1, 0);`;

const VERSION_2 = `
-- Entries up to this one are gone: the snapshots stand for them.
ALTER TABLE rooms ADD COLUMN cut INTEGER NOT NULL DEFAULT 0;
-- Bytes of the entries behind the newest snapshot.
ALTER TABLE rooms ADD COLUMN tail INTEGER NOT NULL DEFAULT 0;
UPDATE rooms SET tail = bytes;

-- Who an entry is by, so that not every entry, and every line of an index, holds these names.
CREATE TABLE writers (
	id INTEGER PRIMARY KEY,
	room INTEGER NOT NULL REFERENCES rooms,
	device TEXT NOT NULL,
	session TEXT NOT NULL,
	UNIQUE (room, device, session)
) STRICT;
INSERT INTO writers (room, device, session) SELECT DISTINCT room, device, session FROM entries ORDER BY room, seq;

ALTER TABLE entries RENAME TO entries_1;
CREATE TABLE entries (
	room INTEGER NOT NULL REFERENCES rooms,
	seq INTEGER NOT NULL,
	writer INTEGER NOT NULL REFERENCES writers,
	counter INTEGER NOT NULL,
	bytes BLOB NOT NULL,
	hash BLOB NOT NULL,
	PRIMARY KEY (room, seq),
	UNIQUE (writer, counter)
) STRICT;
INSERT INTO entries (room, seq, writer, counter, bytes, hash)
	SELECT room, seq, writers.id, counter, bytes, hash FROM entries_1 JOIN writers USING (room, device, session)
	ORDER BY room, seq;
DROP TABLE entries_1;

-- Names of entries that are gone, so that a late retry is still known: runs of one writer's counters without a gap.
CREATE TABLE cut_names (
	writer INTEGER NOT NULL REFERENCES writers,
	first INTEGER NOT NULL,
	last INTEGER NOT NULL,
	PRIMARY KEY (writer, first)
) STRICT, WITHOUT ROWID;

-- Two generations at most.
CREATE TABLE snapshots (
	room INTEGER NOT NULL REFERENCES rooms,
	generation INTEGER NOT NULL,
	upload TEXT NOT NULL UNIQUE,
	log_id TEXT NOT NULL,
	seq INTEGER NOT NULL,
	hash BLOB NOT NULL,
	digest BLOB NOT NULL,
	chunks INTEGER NOT NULL,
	bytes INTEGER NOT NULL,
	made INTEGER NOT NULL,
	PRIMARY KEY (room, generation)
) STRICT;

-- Stored as they come, under the name of their upload. Those that no snapshot names are of one that is not whole.
CREATE TABLE chunks (
	upload TEXT NOT NULL,
	number INTEGER NOT NULL,
	chunk BLOB NOT NULL,
	PRIMARY KEY (upload, number)
) STRICT;

-- Log ids that came before the room's own: its store was restored from a backup. Read by until, then by rowid.
CREATE TABLE formers (
	room INTEGER NOT NULL REFERENCES rooms,
	log_id TEXT NOT NULL,
	until INTEGER NOT NULL,
	-- The running hash at "until" from which the log that followed goes on.
	hash BLOB NOT NULL,
	PRIMARY KEY (room, log_id)
) STRICT;

CREATE TABLE delivered (
	room INTEGER NOT NULL REFERENCES rooms,
	device TEXT NOT NULL,
	log_id TEXT NOT NULL,
	seq INTEGER NOT NULL,
	statement BLOB NOT NULL,
	PRIMARY KEY (room, device)
) STRICT;

CREATE TABLE receipts (
	room INTEGER NOT NULL REFERENCES rooms,
	device TEXT NOT NULL,
	entry BLOB NOT NULL,
	PRIMARY KEY (room, device)
) STRICT;`;

const VERSION_3 = `
-- Names of entries, also of those that are gone, so that a late retry is known: runs of one writer's counters without a gap.
CREATE TABLE names (
	writer INTEGER NOT NULL REFERENCES writers,
	first INTEGER NOT NULL,
	last INTEGER NOT NULL,
	-- Sequence number of the first, which the others follow without a gap; NULL: they are gone.
	seq INTEGER,
	PRIMARY KEY (writer, first)
) STRICT, WITHOUT ROWID;
INSERT INTO names SELECT writer, first, last, NULL FROM cut_names;
DROP TABLE cut_names;
-- Neighbours have the same distance to their sequence numbers, and to their place among those who have it too.
INSERT INTO names SELECT writer, min(counter), max(counter), min(seq) FROM (
	SELECT writer, counter, seq,
		counter - row_number() OVER (PARTITION BY writer, counter - seq ORDER BY counter) AS gap
	FROM entries
) GROUP BY writer, counter - seq, gap;

-- Without an index of names, which every commit had to write into.
ALTER TABLE entries RENAME TO entries_2;
CREATE TABLE entries (
	room INTEGER NOT NULL REFERENCES rooms,
	seq INTEGER NOT NULL,
	writer INTEGER NOT NULL REFERENCES writers,
	counter INTEGER NOT NULL,
	bytes BLOB NOT NULL,
	hash BLOB NOT NULL,
	PRIMARY KEY (room, seq)
) STRICT;
INSERT INTO entries (room, seq, writer, counter, bytes, hash)
	SELECT room, seq, writer, counter, bytes, hash FROM entries_2 ORDER BY room, seq;
DROP TABLE entries_2;`;

const STEPS = [VERSION_1, VERSION_2, VERSION_3] as const;

/** Raised with every change of the tables. A newer store than this is refused, never guessed at. */
export const SCHEMA_VERSION = STEPS.length;

/** What turns a store of this version (0: an empty one) into one of `SCHEMA_VERSION`; to be run in one transaction. */
export const schemaFrom = (version: number): string => STEPS.slice(version).join('\n');
