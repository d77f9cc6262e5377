// The servers that are measured, each with its script and its devices.

import type { Network } from './devices/device.ts';
import { forwarded, hocuspocus, yWebsocket } from './devices/dialects.ts';
import { type Kept, soundingsNetwork } from './devices/soundings.ts';
import { yjsNetwork } from './devices/yjs.ts';

export interface Peer {
	/** Script in hosts/, and what it is told besides its folder. */
	readonly host: string;
	readonly arguments: readonly string[];
	/** Milliseconds after a change until it is stored. */
	readonly putsOff: number;
	readonly network: (port: number, kept: Kept) => Network;
}

export const PEERS = {
	bare: {
		host: 'bare',
		arguments: [],
		putsOff: 0,
		network: (port) => yjsNetwork(port, forwarded)
	},
	ywebsocket: {
		host: 'ywebsocket',
		arguments: [],
		putsOff: 0,
		network: (port) => yjsNetwork(port, yWebsocket)
	},
	'ywebsocket-memory': {
		host: 'ywebsocket',
		arguments: ['memory'],
		putsOff: 0,
		network: (port) => yjsNetwork(port, yWebsocket)
	},
	hocuspocus: {
		host: 'hocuspocus',
		arguments: [],
		putsOff: 2000,
		network: (port) => yjsNetwork(port, hocuspocus)
	},
	soundings: { host: 'soundings', arguments: [], putsOff: 0, network: soundingsNetwork }
} as const satisfies Readonly<Record<string, Peer>>;

export type PeerName = keyof typeof PEERS;
export const PEER_NAMES = Object.keys(PEERS) as readonly PeerName[];
/** Measured unless others are asked for; the first is the floor. */
export const USUAL: readonly PeerName[] = ['bare', 'ywebsocket', 'hocuspocus', 'soundings'];
export const FLOOR: PeerName = 'bare';
