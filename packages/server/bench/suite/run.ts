/**
 * The whole suite on one server and one PostgreSQL: every operation in a closed loop beside its rivals,
 * then latencies in an open loop.
 *
 *   npm run bench [-- --rounds 5 --payments 20000 --profile --json FILE --svg FILE --markdown FILE]
 *   npm run bench -- quick
 */
import { writeFile } from 'node:fs/promises';
import { median } from '../figures.ts';
import { budgetMarkdown, budgetText } from '../profile/report.ts';
import { profilePayments } from '../profile/run.ts';
import { markdownOf } from '../report/markdown.ts';
import { renderSvg } from '../report/svg.ts';
import { textOf } from '../report/text.ts';
import { openWorld } from '../system/world.ts';
import { type Contender, openContenders } from './contenders.ts';
import { measureLatencies } from './latencies.ts';
import { warmUp } from './pay-load.ts';
import { figuresOf, machine, type Results, type Sample } from './results.ts';
import { readSettings, type Settings } from './settings.ts';

export async function run(args: readonly string[]): Promise<void> {
  const settings = readSettings(args, false);
  const results = await measureSuite(settings);
  console.log(textOf(results));
  const found = settings.profile
    ? await profilePayments(2 * settings.payments, settings.warmUp)
    : undefined;
  if (found) console.log(budgetText(found));
  await writeReports(results, settings, found && budgetMarkdown(found));
}

export async function measureSuite(settings: Settings): Promise<Results> {
  const world = await openWorld();
  try {
    const contenders = await openContenders(world, settings);
    await warmUp(world, settings.warmUp);
    const rounds = await alternate(contenders.each, settings.rounds);
    const figures = contenders.each.map((contender, index) =>
      figuresOf(contender, rounds[index] ?? []),
    );
    const latencies = await measureLatencies(world, settings, figures);
    await contenders.close();
    await world.audit();
    const { rounds: count, payments } = settings;
    const neighbours = median(
      rounds
        .flat()
        .flatMap((sample) => (sample.neighbours === undefined ? [] : [sample.neighbours])),
    );
    return { machine: machine(), rounds: count, payments, neighbours, figures, latencies };
  } finally {
    await world.close();
  }
}

/**
 * Each round measures everything once, every second round backwards, so that a machine whose speed drifts
 * slows all of them alike.
 */
async function alternate(
  contenders: readonly Contender[],
  rounds: number,
): Promise<readonly (readonly Sample[])[]> {
  const samples: Sample[][] = contenders.map(() => []);
  for (let round = 0; round < rounds; round++) {
    const order = contenders.map((_, index) => index);
    for (const index of round % 2 === 0 ? order : order.reverse()) {
      const contender = contenders[index];
      if (contender) samples[index]?.push(await contender.round());
    }
  }
  return samples;
}

export async function writeReports(
  results: Results,
  { json, svg, markdown }: Pick<Settings, 'json' | 'svg' | 'markdown'>,
  budget = '',
): Promise<void> {
  if (json !== undefined) await writeFile(json, `${JSON.stringify(results, null, 2)}\n`);
  if (svg !== undefined) await writeFile(svg, renderSvg(results));
  if (markdown !== undefined) await writeFile(markdown, `${markdownOf(results)}\n${budget}`);
}
