/**
 * Goal: a sandbox has exchange rates from its first start on, and an operator imports new ones by
 * command.
 * Method: the command as a child process against a server on free ports, started twice on its data.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type RunningSampan, startSampan } from './sampan-process.ts';

let server: RunningSampan;
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sampan-rates-'));
  server = await startSampan();
});
after(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

type Rate = Readonly<Record<'currency' | 'rate' | 'day' | 'time', string>>;
const ratesOf = (answer: Readonly<Record<string, unknown>>) => answer['rates'] as readonly Rate[];
const dayOf = (now: unknown): string => String(now).slice(0, 10);

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

test('the published sample is there from the start, under the day of the start', async () => {
  const { now } = await server.ask('clock', 'show');
  const rates = ratesOf(await server.ask('rates', 'show'));
  assert.equal(rates.length, 15);
  const aud = rates.find(({ currency }) => currency === 'AUD');
  assert.deepEqual(aud, { currency: 'AUD', rate: '4.877600', day: dayOf(now), time: '100030' });
  assert.equal(rates.find(({ currency }) => currency === 'USD')?.time, '090530');
});

test('a file is imported; the same again is known; a later one replaces it', async () => {
  const today = dayOf((await server.ask('clock', 'show'))['now']).replaceAll('-', '');
  const path = await file('first.txt', `${today}|110000|AUD|4.900000|\n${today}|110000|MYR|1.5|\n`);
  const malformed = await server.run('rates', 'import', path);
  assert.equal(malformed.code, 2);
  assert.match(malformed.stderr, /line 2/);

  const good = await file(
    'good.txt',
    `${today}|110000|AUD|4.900000|\n${today}|110000|MYR|1.500000|\n`,
  );
  const first = await server.ask('rates', 'import', good);
  assert.deepEqual([first['added'], first['known']], [2, 0]);
  const again = await server.ask('rates', 'import', good);
  assert.deepEqual([again['added'], again['known']], [0, 2]);
  const shown = await server.run('rates', 'show');
  assert.match(shown.stdout, /1 AUD +4\.900000 CNY +\d{4}-\d{2}-\d{2} 11:00:00/);
  assert.match(shown.stdout, /1 USD +6\.534600 CNY/);

  const other = await file('other.txt', `${today}|110000|AUD|4.910000|\n`);
  const refused = await server.run('rates', 'import', other);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /AUD was published for .* as 4\.900000 already/);
  const absent = await server.run('rates', 'import', join(folder, 'absent.txt'));
  assert.equal(absent.code, 2);
  assert.match(absent.stderr, /absent\.txt cannot be read/);
});
