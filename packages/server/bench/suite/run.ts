/**
 * What `npm run bench` does: the suite, the budget when it is asked for, and what is to be reached.
 *
 *   npm run bench [-- --profile --rounds 5 --json FILE --markdown FILE --svg FILE]    everything; exits 1 when a figure falls short
 *   npm run bench -- suite                                                         without what is to be reached
 *   npm run bench -- quick                                                         the suite, small, in under a minute
 *   npm run bench -- reach [NAME …]                                                only what is to be reached
 */
import { writeFile } from 'node:fs/promises';
import { budgetMarkdown, budgetText } from '../profile/report.ts';
import { profilePayments } from '../profile/run.ts';
import { allReached, type MeasuredFigure } from '../reach/figure.ts';
import { reachMarkdown, reachPlain, reachText } from '../reach/report.ts';
import { measureReach, type Scenario, scenariosNamed } from '../reach/scenarios.ts';
import { reachSettings } from '../reach/settings.ts';
import { markdownOf } from '../report/markdown.ts';
import { renderSvg } from '../report/svg.ts';
import { textOf } from '../report/text.ts';
import { type Options, readOptions } from './options.ts';
import { settingsOf } from './settings.ts';
import { measureSuite } from './suite.ts';

export async function runAll(args: readonly string[]): Promise<void> {
  await measureAndReport(readOptions(args), { suite: true, reach: scenariosNamed([]) });
}

export async function runSuite(args: readonly string[]): Promise<void> {
  await measureAndReport(readOptions(args), { suite: true, reach: [] });
}

export async function runQuick(args: readonly string[]): Promise<void> {
  await measureAndReport(readOptions(args, true), { suite: true, reach: [] });
  console.log('\nOne short round: these figures show only that everything runs.');
}

export async function runReach(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  await measureAndReport(options, { suite: false, reach: scenariosNamed(options.positionals) });
}

interface Wanted {
  readonly suite: boolean;
  readonly reach: readonly Scenario[];
}

async function measureAndReport(options: Options, { suite, reach }: Wanted): Promise<void> {
  const settings = settingsOf(options);
  const parts: string[] = [];
  const results = suite ? await measureSuite(settings) : undefined;
  if (results) {
    console.log(textOf(results));
    parts.push(markdownOf(results));
    if (options.svg !== undefined) await writeFile(options.svg, renderSvg(results));
  }
  if (options.profile) {
    const found = await profilePayments(2 * settings.payments, settings.warmUp);
    console.log(budgetText(found));
    parts.push(budgetMarkdown(found));
  }
  const figures: readonly MeasuredFigure[] = await measureReach(reach, reachSettings(options));
  if (figures.length > 0) {
    console.log(reachText(figures));
    parts.push(reachMarkdown(figures));
  }
  const { markdown, json } = options;
  if (markdown !== undefined) await writeFile(markdown, parts.join('\n'));
  const plain = { ...results, reach: reachPlain(figures) };
  if (json !== undefined) await writeFile(json, `${JSON.stringify(plain, null, 2)}\n`);
  if (!allReached(figures)) process.exitCode = 1;
}
