/**
 * What the system is meant to reach beside what it does; exits 1 when a figure falls short.
 *
 *   npm run bench -- reach [NAME …] [--rounds 5 --trades 10000000 --json FILE --markdown FILE]
 */
import { writeFile } from 'node:fs/promises';
import { table } from '../figures.ts';
import { markdownTable } from '../report/markdown.ts';
import { cores, cpu } from './cpu.ts';
import { allReached, judge, type MeasuredFigure, reachRows } from './figure.ts';
import { latency, pgbench, query, rsa2 } from './rivals.ts';
import { measured, type Scenario } from './scenario.ts';
import { type ReachSettings, readReach } from './settings.ts';
import { file, history, memory, partners, wallets } from './shapes.ts';
import { commands, start } from './start.ts';

export const scenarios: readonly Scenario[] = [
  cpu,
  pgbench,
  rsa2,
  query,
  latency,
  partners,
  wallets,
  history,
  cores,
  file,
  memory,
  start,
  commands,
];

export async function run(args: readonly string[]): Promise<void> {
  const { names, settings } = readReach(args);
  const unknown = names.filter((name) => !scenarios.some((scenario) => scenario.name === name));
  if (unknown.length > 0) {
    console.error(`There is no figure ${unknown.join(', ')}; there are:`);
    console.error(scenarios.map(({ name }) => name).join(' '));
    process.exitCode = 2;
    return;
  }
  const chosen = scenarios.filter(({ name }) => names.length === 0 || names.includes(name));
  const figures = await measureReach(chosen, settings);
  console.log(table(reachRows(figures)));
  await write(figures, settings);
  if (!allReached(figures)) process.exitCode = 1;
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

async function write(
  figures: readonly MeasuredFigure[],
  { json, markdown }: ReachSettings,
): Promise<void> {
  if (markdown !== undefined) await writeFile(markdown, `${markdownTable(reachRows(figures))}\n`);
  if (json === undefined) return;
  const plain = figures.map(([figure, found]) => {
    return { ...figure, measured: found, verdict: judge([figure, found]) };
  });
  await writeFile(json, `${JSON.stringify(plain, null, 2)}\n`);
}
