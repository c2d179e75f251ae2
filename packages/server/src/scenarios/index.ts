/** What a sandbox pretends: scenarios at the gateway and at the notifier. */
export { magicScenarios } from './magic.ts';
export type { ScenarioFault } from './misread.ts';
export { type NearMiss, readNearMiss } from './near-misses.ts';
export { readScenario } from './read-scenario.ts';
export {
  endOf,
  type NotAdded,
  type NotReplaced,
  Scenarios,
  type ScenariosOptions,
  scenariosMax,
} from './scenarios.ts';
export type { ScenarioRow } from './store.postgres.ts';
