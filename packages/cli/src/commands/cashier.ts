import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  completeSettings,
  demoCashiers,
  type GivenSettings,
  readSettings,
  SettingsError,
  type StartedTill,
  startDemoTill,
  startTill,
  stopAsked,
  TakenError,
} from '@sampan/cashier';
import { findCast } from '@sampan/demo';
import { type Input, UsageError } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { pairs, print } from '../output.ts';
import { dataFolderPath, readRunning } from '../running-server.ts';

/** Runs until it is stopped. */
export async function run(input: Input): Promise<undefined> {
  const isDemo = input.option('gateway') === undefined;
  const starting = isDemo ? ofTheSandbox(input) : ofSettings(input);
  const till = await starting.catch((error) => advised(input, error));
  const { url, firstPin } = till;
  const people = isDemo ? demoCashiers.map(({ name, role, pin }) => ({ name, role, pin })) : [];
  const rows: readonly (readonly [string, string])[] = [
    ['till', url],
    ...people.map(({ name, role, pin }) => [role, `${name}, PIN ${pin}`] as const),
    ...(firstPin === undefined ? [] : [['first supervisor', `PIN ${firstPin}`] as const]),
  ];
  print(input, { url, firstPin, cashiers: people }, () => pairs(rows));
  await stopAsked();
  await till.stop();
}

const advice = {
  port: 'choose another with --port, or 0 for any free one',
  folder: 'give this one a --code of its own, such as --code T2, and a --port',
} as const;

/** `npm start` has a till already; who starts another one reads where the first is. */
async function advised(input: Input, error: unknown): Promise<never> {
  if (!(error instanceof TakenError)) throw error;
  const running = await readRunning(dataFolderPath(input.option('data')));
  const where = error.what === 'folder' && running?.till ? `, at ${running.till}` : '';
  throw new Error(`${error.message}${where}; ${advice[error.what]}`, { cause: error });
}

const usualPort = 8_790;

function place(input: Input) {
  const code = input.option('code');
  const folder = code === undefined || code === 'T1' ? 'till' : `till-${code}`;
  const host = input.option('host');
  return {
    data: join(dataFolderPath(input.option('data')), folder),
    port: input.count('port') ?? usualPort,
    isHttps: input.flag('https'),
    ...(host !== undefined && { host }),
    onError: (error: unknown) =>
      input.stderr.write(`${error instanceof Error ? error.message : error}\n`),
  };
}

/** Of the demo partner of the sandbox that runs here. */
async function ofTheSandbox(input: Input): Promise<StartedTill> {
  const alone = ['partner', 'md5-key', 'settings', 'contract', 'currency'];
  const without = alone.find((name) => input.option(name) !== undefined);
  if (without !== undefined) throw new UsageError(`--${without} goes with --gateway`);
  const operations = await findOperations(input);
  const { sandbox, gateway } = await operations.call('GET /admin/server');
  if (!sandbox) throw new UsageError('the server here is no sandbox: name a --gateway');
  const { hongKong } = await findCast(operations);
  const printer = input.option('printer');
  return startDemoTill({
    ...place(input),
    partner: { gateway, id: hongKong.partnerId, sign: { type: 'MD5', key: hongKong.md5Key } },
    ...(printer !== undefined && { printer }),
  });
}

async function ofSettings(input: Input): Promise<StartedTill> {
  const id = input.option('partner');
  const key = input.option('md5-key') ?? input.environment['SAMPAN_TILL_KEY'];
  if (id === undefined) throw new UsageError('--partner is missing');
  if (!key) throw new UsageError('--md5-key is missing; SAMPAN_TILL_KEY may have it');
  try {
    const settings = completeSettings({ ...(await fileSettings(input)), ...said(input) });
    const { contract } = settings;
    const gateway = input.option('gateway') ?? 'test';
    return await startTill({
      ...place(input),
      settings,
      partner: { gateway, id, contract, sign: { type: 'MD5', key } },
    });
  } catch (error) {
    // Wrong settings, and options of the SDK that are none.
    if (error instanceof SettingsError || error instanceof TypeError) {
      throw new UsageError(error.message);
    }
    throw error;
  }
}

async function fileSettings(input: Input): Promise<GivenSettings> {
  const path = input.option('settings');
  return path === undefined ? {} : readSettings(await readFile(path, 'utf8'));
}

/** What the command line says goes before the file. */
function said(input: Input): GivenSettings {
  const words = {
    contract: input.option('contract'),
    currency: input.option('currency'),
    till: input.option('name'),
    code: input.option('code'),
    printer: input.option('printer'),
    notifyUrl: input.option('notify-url'),
  };
  const given = Object.entries(words).filter(([, value]) => value !== undefined);
  return readSettings(JSON.stringify(Object.fromEntries(given)));
}
