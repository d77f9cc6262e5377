// The tables of the embedded store. Ids are kept as their base64url text; a room is its row number elsewhere.

/** Raised with every change of the tables; a store of another version is refused, never guessed at. */
export const SCHEMA_VERSION = 1;

export const SCHEMA = `
CREATE TABLE rooms (
	id INTEGER PRIMARY KEY,
	room TEXT NOT NULL UNIQUE,
	log_id TEXT NOT NULL,
	created INTEGER NOT NULL,
	-- The log's end and size, written in the transaction that appends.
	seq INTEGER NOT NULL DEFAULT 0,
	hash BLOB NOT NULL,
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
INSERT INTO health VALUES (1, 0)`;
