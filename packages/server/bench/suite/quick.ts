/** `npm run bench -- quick`: the whole suite, small, in under a minute. It shows that it runs, and judges nothing. */

import { textOf } from '../report/text.ts';
import { measureSuite, writeReports } from './run.ts';
import { readSettings } from './settings.ts';

export async function run(args: readonly string[]): Promise<void> {
  const settings = readSettings(args, true);
  const results = await measureSuite(settings);
  console.log(textOf(results));
  console.log('One short round: these figures show only that everything runs.');
  await writeReports(results, settings);
}
