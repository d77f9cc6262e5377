// The relay of this project over its embedded store: a disk sync before every acknowledgement. Its limits are the product's,
// but for those on one address and on one device: all of the load comes from one machine, as fast as it can.

import { createServer } from 'node:http';
import { attachRelay } from '../../../../server/relay/attach.ts';
import { openSqliteStore } from '../../../../server/store/sqlite.ts';
import { dataFolder, hostAt, listen } from './host.ts';

const MANY = 1e9;

const server = createServer();
attachRelay(server, {
	store: openSqliteStore(dataFolder()),
	publicOrigin: null,
	log: () => undefined,
	limits: {
		addressConnections: MANY,
		addressHellos: MANY,
		addressRooms: MANY,
		deviceFrames: MANY,
		deviceBytes: MANY
	}
});
hostAt(await listen(server));
