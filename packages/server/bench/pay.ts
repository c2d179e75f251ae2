/**
 * How many barcode payments a second the gateway takes, beside the transactions of pgbench's TPC-B
 * on the same PostgreSQL. Each round runs pgbench, then MD5, then RSA2, so that a machine whose
 * speed drifts slows all three; quote the medians and the ratio.
 *
 *   npm run bench -- pay [--rounds 3] [--payments 20000] [--workers 1]
 */
import { execFile, fork } from 'node:child_process';
import { createHash, createPrivateKey, createSign } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { median, percentile, table } from './figures.ts';
import type { Load, LoadResult } from './load-generator.ts';
import { openWorld, type World } from './world.ts';

const connectionsMax = 64;
const pgbenchClients = 32;
const pgbenchSeconds = 8;

type SignType = 'MD5' | 'RSA2';

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '3' },
      payments: { type: 'string', default: '20000' },
      workers: { type: 'string', default: '1' },
    },
  });
  const rounds = Number(values.rounds);
  const payments = Number(values.payments);
  const world = await openWorld({ workers: Number(values.workers) });
  try {
    const pgbench = await preparePgbench(world);
    await measure(world, 'MD5', Math.ceil(payments / 4));
    const results: { pgbench: number | undefined; MD5: LoadResult; RSA2: LoadResult }[] = [];
    for (let round = 0; round < rounds; round++) {
      results.push({
        pgbench: pgbench ? await runPgbench(world) : undefined,
        MD5: await measure(world, 'MD5', payments),
        RSA2: await measure(world, 'RSA2', Math.ceil(payments / 2)),
      });
    }
    report(results);
  } finally {
    await world.close();
  }
}

function report(
  results: readonly { pgbench: number | undefined; MD5: LoadResult; RSA2: LoadResult }[],
): void {
  const row = (signType: SignType): string[] => {
    const loads = results.map((result) => result[signType]);
    const sorted = loads.map(({ latenciesMs }) => [...latenciesMs].sort((a, b) => a - b));
    return [
      `spot.pay ${signType}, ${connectionsMax} connections`,
      ...loads.map((load) => perSecond(load).toFixed(0)),
      median(loads.map(perSecond)).toFixed(0),
      median(sorted.map((latencies) => percentile(latencies, 0.5))).toFixed(1),
      median(sorted.map((latencies) => percentile(latencies, 0.99))).toFixed(1),
    ];
  };
  const transactions = results.map(({ pgbench }) => pgbench).filter((tps) => tps !== undefined);
  const header = ['per second', ...results.map((_, index) => `round ${index + 1}`)];
  const lines = [[...header, 'median', 'p50 ms', 'p99 ms'], row('MD5'), row('RSA2')];
  if (transactions.length > 0) {
    const tps = transactions.map((each) => each.toFixed(0));
    const label = `pgbench TPC-B, ${pgbenchClients} clients`;
    lines.push([label, ...tps, median(transactions).toFixed(0), '', '']);
  }
  console.log(table(lines));
  if (transactions.length === 0) {
    console.log('pgbench is not installed; there is no comparison.');
    return;
  }
  const ratios = results.map(({ pgbench, MD5 }) => perSecond(MD5) / (pgbench ?? Number.NaN));
  console.log(`MD5 payments for each pgbench transaction, median: ${median(ratios).toFixed(2)}`);
}

export const perSecond = ({ answered, elapsedMs }: LoadResult): number =>
  (answered / elapsedMs) * 1_000;

/** Makes so many payments, from a process of its own. */
export async function measure(
  world: World,
  signType: SignType,
  count: number,
  connections = connectionsMax,
): Promise<LoadResult> {
  const codes = await world.codes(count);
  const requests = codes.map((code) => payRequest(world, signType, code));
  const load: Load = {
    port: world.gatewayPort,
    connections,
    requests,
    expect: '<result_code>SUCCESS</result_code>',
  };
  const child = fork(fileURLToPath(new URL('./load-generator.ts', import.meta.url)), {
    serialization: 'advanced',
  });
  child.send(load);
  const [result] = (await once(child, 'message')) as [LoadResult];
  if (result.unexpected > 0) {
    throw new Error(`${result.unexpected} unexpected replies, first: ${result.firstUnexpected}`);
  }
  return result;
}

/** A spot.pay as an HTTP message, signed. */
function payRequest(world: World, signType: SignType, code: string): string {
  const { id, key } = world.partners[signType];
  const parameters: Record<string, string> = {
    _input_charset: 'UTF-8',
    alipay_seller_id: id,
    biz_product: 'OVERSEAS_MBARCODE_PAY',
    buyer_identity_code: code,
    currency: 'HKD',
    extend_info: JSON.stringify({
      secondary_merchant_id: 'M_0001',
      secondary_merchant_name: 'Harbour Coffee',
      secondary_merchant_industry: '5812',
      store_id: 'S_01',
      store_name: 'Harbour Coffee Central',
    }),
    identity_code_type: 'barcode',
    partner: id,
    partner_trans_id: `bench-${code}`,
    service: 'alipay.acquire.overseas.spot.pay',
    trans_amount: '39.25',
    trans_name: 'Flat white',
  };
  const text = Object.entries(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const sign = signType === 'MD5' ? md5(text + key) : rsa2(text, world.privateKey);
  const body = new URLSearchParams({ ...parameters, sign_type: signType, sign }).toString();
  return [
    'POST /gateway.do?_input_charset=UTF-8 HTTP/1.1',
    'Host: 127.0.0.1',
    'Content-Type: application/x-www-form-urlencoded;charset=UTF-8',
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
}

const md5 = (text: string): string => createHash('md5').update(text, 'utf8').digest('hex');

const rsa2 = (text: string, privateKey: string): string =>
  createSign('RSA-SHA256').update(text, 'utf8').sign(createPrivateKey(privateKey), 'base64');

/** Makes pgbench's tables, 5,000,000 accounts; false when pgbench is not installed. */
async function preparePgbench({ databaseUrl }: World): Promise<boolean> {
  try {
    await promisify(execFile)('pgbench', ['--version']);
  } catch {
    return false;
  }
  await promisify(execFile)('pgbench', ['-i', '-q', '-s', '50', databaseUrl]);
  return true;
}

async function runPgbench({ databaseUrl }: World): Promise<number> {
  const { stdout } = await promisify(execFile)('pgbench', [
    ...['-n', '-M', 'prepared', '-j', '2'],
    ...['-c', String(pgbenchClients), '-T', String(pgbenchSeconds)],
    databaseUrl,
  ]);
  return Number(/tps = ([0-9.]+)/.exec(stdout)?.[1]);
}
