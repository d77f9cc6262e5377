// Runs the scenarios against each server in turn and says what came out.

import { loadavg } from 'node:os';
import { type Figures, type Measure, median, medians } from './measure.ts';
import type { Options } from './options.ts';
import { FLOOR, type Peer, type PeerName, PEERS } from './peers.ts';
import { jsonLines, table } from './report.ts';
import { SCENARIOS, type ScenarioName } from './scenarios/index.ts';
import { ServerProcess } from './server-process.ts';

export async function bench(options: Options): Promise<void> {
	for (const scenario of options.scenarios) {
		const runs = new Map<PeerName, Figures[]>(options.peers.map((peer) => [peer, []]));
		// Every server in every round, so that what else the machine does meets all of them.
		for (let run = 1; run <= options.runs; run++)
			for (const [peer, figures] of runs) {
				const load = loadavg()[0]!.toFixed(1);
				process.stderr.write(`${scenario} ${run}/${options.runs} ${peer} (load ${load})\n`);
				figures.push(await once(scenario, peer, options));
			}
		const column = new Map([...runs].map(([peer, figures]) => [peer, medians(figures)]));
		const ratio = (peer: PeerName, measure: Measure): number =>
			timesFloor(runs.get(peer) ?? [], runs.get(FLOOR) ?? [], measure);
		process.stdout.write(options.json ? jsonLines(scenario, column) : `\n${table(scenario, column, ratio)}`);
	}
}

async function once(scenario: ScenarioName, name: PeerName, options: Options): Promise<Figures> {
	const peer: Peer = PEERS[name];
	const server = await ServerProcess.start({ ...peer, profile: options.profile });
	const network = peer.network(server.port, options.kept);
	try {
		return await SCENARIOS[scenario]({
			server,
			network,
			scaled: (count) => Math.max(1, Math.round(count * options.scale))
		});
	} finally {
		network.close();
		await server.stop();
	}
}

/** The median of the ratios of the same round. */
function timesFloor(runs: readonly Figures[], floor: readonly Figures[], measure: Measure): number {
	const ratios = runs.map((run, i) => (run[measure] ?? Number.NaN) / (floor[i]?.[measure] ?? Number.NaN));
	return median(ratios.filter((ratio) => Number.isFinite(ratio)));
}
