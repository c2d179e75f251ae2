import { cores, cpu } from './cpu.ts';
import type { MeasuredFigure } from './figure.ts';
import { latency, pgbench, query, rsa2 } from './rivals.ts';
import { measured, type Scenario } from './scenario.ts';
import type { ReachSettings } from './settings.ts';
import { file, history, memory, partners, wallets, workers } from './shapes.ts';
import { commands, start } from './start.ts';
import { worlds } from './worlds.ts';

export type { Scenario } from './scenario.ts';

const scenarios: readonly Scenario[] = [
  cpu,
  pgbench,
  rsa2,
  query,
  latency,
  partners,
  wallets,
  history,
  cores,
  workers,
  file,
  memory,
  start,
  commands,
  worlds,
];

/** The scenarios of these names; all of them without a name. */
export function scenariosNamed(names: readonly string[]): readonly Scenario[] {
  const known = scenarios.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`there is no figure ${unknown.join(', ')}; there are ${known.join(' ')}`);
  }
  return scenarios.filter(({ name }) => names.length === 0 || names.includes(name));
}

export async function measureReach(
  chosen: readonly Scenario[],
  settings: ReachSettings,
): Promise<readonly MeasuredFigure[]> {
  const figures: MeasuredFigure[] = [];
  for (const scenario of chosen) {
    console.error(`Measuring ${scenario.name}`);
    figures.push(...(await measured(scenario, settings)));
  }
  return figures;
}
