import { join } from './join.ts';
import { pairs } from './pairs.ts';
import { quietRooms } from './rooms.ts';
import type { Scenario } from './scenario.ts';
import { storm } from './storm.ts';

export const SCENARIOS = { pairs, join, rooms: quietRooms, storm } as const satisfies Record<
	string,
	Scenario
>;

export type ScenarioName = keyof typeof SCENARIOS;
export const SCENARIO_NAMES = Object.keys(SCENARIOS) as readonly ScenarioName[];
