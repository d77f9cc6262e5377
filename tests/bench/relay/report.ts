// The figures as a table for people, or as lines of JSON.

import type { Figures, Measure } from './measure.ts';
import { FLOOR, type PeerName } from './peers.ts';

/** One scenario's medians for each server. */
export type Column = ReadonlyMap<PeerName, Figures>;

const TITLES: Readonly<Record<Measure, string>> = {
	updatesPerSec: 'updates/s',
	serverCpuUsPerUpdate: 'CPU µs/update',
	p50ms: 'p50 ms',
	p99ms: 'p99 ms',
	ackP50ms: 'ack p50 ms',
	serverCpuMsPerJoin: 'CPU ms/join',
	kbPerRoom: 'kB/room',
	kbPerIdleRoom: 'kB/idle room',
	stormSeconds: 'storm s'
};
const TITLE_WIDTH = 16;
const WIDTH = 20;

/** Rows are measures, columns servers; behind a figure, in brackets, how many times the floor's it is. */
export function table(scenario: string, column: Column, ratio: (peer: PeerName, measure: Measure) => number) {
	const peers = [...column.keys()];
	const lines = [scenario.padEnd(TITLE_WIDTH) + peers.map((peer) => peer.padStart(WIDTH)).join('')];
	for (const [measure, title] of Object.entries(TITLES) as [Measure, string][]) {
		if (peers.every((peer) => column.get(peer)?.[measure] === undefined)) continue;
		const cell = (peer: PeerName): string => {
			const value = column.get(peer)?.[measure];
			if (value === undefined) return '–';
			const times = peer === FLOOR ? Number.NaN : ratio(peer, measure);
			return Number.isNaN(times) ? short(value) : `${short(value)} (${times.toFixed(1)}×)`;
		};
		lines.push(title.padEnd(TITLE_WIDTH) + peers.map((peer) => cell(peer).padStart(WIDTH)).join(''));
	}
	return `${lines.join('\n')}\n`;
}

export const jsonLines = (scenario: string, column: Column): string =>
	[...column].map(([peer, figures]) => `${JSON.stringify({ peer, scenario, ...figures })}\n`).join('');

/** Three digits that mean something. */
const short = (value: number): string =>
	value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
