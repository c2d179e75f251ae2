/**
 * What one MD5 payment costs, line by line: the server's main thread by a profile, PostgreSQL by statement.
 *
 *   npm run bench -- profile [--payments 40000] [--warm-up 15000] [--markdown FILE]
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Measurement, measure } from '../suite/measure.ts';
import { payments } from '../suite/operations.ts';
import { warmUp } from '../suite/pay-load.ts';
import { openWorld } from '../system/world.ts';
import { budgetOf } from './budget.ts';
import { budgetMarkdown, budgetText, type Profiled } from './report.ts';
import { profiled, profileWhile } from './server-profile.ts';
import { countingStatements, countStatements } from './statements.postgres.ts';

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      payments: { type: 'string', default: '40000' },
      'warm-up': { type: 'string', default: '15000' },
      markdown: { type: 'string' },
    },
  });
  const found = await profilePayments(Number(values.payments), Number(values['warm-up']));
  console.log(budgetText(found));
  if (values.markdown !== undefined) await writeFile(values.markdown, budgetMarkdown(found));
}

export async function profilePayments(count: number, warmUps: number): Promise<Profiled> {
  const folder = await mkdtemp(join(tmpdir(), 'sampan-profile-'));
  const world = await openWorld({ ...profiled(folder), settings: countingStatements });
  try {
    await warmUp(world, warmUps);
    const requests = await payments(world, count);
    const counter = await countStatements(world.folder, world.databaseUrl);
    let measurement: Measurement | undefined;
    const profile = await profileWhile({ pid: world.serverPid, folder }, async () => {
      measurement = await measure(world, { ...requests, connections: 64 });
    });
    if (!measurement) throw new Error('nothing was measured');
    const statements = await counter?.read(count);
    await counter?.close();
    await world.audit();
    return { budget: budgetOf(profile, count), statements, measurement };
  } finally {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  }
}
