/** Figures of an installed program that starts: the server to its first payment, commands to their end. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { book, type Entry, transactionText } from '../../../protocol/test/money-files.ts';
import { isSuccess, spotPay } from '../requests/services.ts';
import { newKeys } from '../requests/signed-request.ts';
import { replyTo } from '../rivals/bare-server.ts';
import { install } from '../system/installed.ts';
import { post, requireCleanAudit, startServer } from '../system/server.ts';
import type { Scenario } from './scenario.ts';

async function inFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'sampan-bench-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const start: Scenario = {
  name: 'start',
  figures: () => [
    {
      id: 'start',
      title: 'start on an empty folder to the first answered payment',
      unit: ' s',
      digits: 2,
      reach: ['≤', 1.5],
    },
  ],
  measure: ({ rounds }) =>
    inFolder(async (folder) => {
      const launcher = await install(folder);
      const seconds: number[] = [];
      for (let round = 0; round < rounds; round++) {
        seconds.push(await firstPayment(launcher, join(folder, `data-${round}`)));
      }
      return [seconds];
    }),
};

/** From the call of the command until a partner that has just been made has its first payment. */
async function firstPayment(launcher: string, folder: string): Promise<number> {
  const { publicKey, privateKey } = newKeys();
  const started = performance.now();
  const server = await startServer({ launcher, folder });
  try {
    const partner = await post(`${server.admin}/admin/partners`, { contract: 'hk', publicKey });
    const holder = { inst: 'ALIPAYHK', balance: '100.00' };
    const { walletId } = await post(`${server.admin}/admin/wallets`, holder);
    const { code } = await post(`${server.admin}/admin/wallets/${walletId}/codes`, {});
    const payer = {
      id: String(partner['id']),
      signType: 'MD5',
      key: String(partner['md5Key']),
      privateKey,
    } as const;
    const port = Number(new URL(server.gateway).port);
    const reply = await replyTo(port, spotPay(payer, String(code)));
    const elapsedMs = performance.now() - started;
    if (!reply.includes(isSuccess)) throw new Error(`the first payment failed: ${reply}`);
    await requireCleanAudit(server.admin);
    return elapsedMs / 1_000;
  } finally {
    await server.stop();
  }
}

const rowsOfFile: readonly Entry[] = Array.from({ length: 10 }, (_, index) => ({
  kind: 'payment',
  id: `P-${index}`,
  amount: '39.25',
  fee: '0.24',
}));

export const commands: Scenario = {
  name: 'commands',
  figures: () =>
    ['--help', 'explain', 'reconcile'].map((name) => ({
      id: `command-${name}`,
      title: `sampan ${name === 'reconcile' ? 'reconcile, ten rows' : name}`,
      unit: ' s',
      digits: 2,
      reach: ['≤', 0.2],
    })),
  measure: ({ rounds }) =>
    inFolder(async (folder) => {
      const launcher = await install(folder);
      const [theirs, ours] = [join(folder, 'theirs.txt'), join(folder, 'ours.csv')];
      await writeFile(theirs, transactionText(rowsOfFile));
      await writeFile(ours, book(rowsOfFile));
      const time = async (args: readonly string[]): Promise<number> => {
        const from = performance.now();
        await promisify(execFile)(process.execPath, [launcher, ...args]);
        return (performance.now() - from) / 1_000;
      };
      const repeat = async (args: readonly string[]): Promise<readonly number[]> => {
        await time(args);
        const found: number[] = [];
        for (let round = 0; round < rounds; round++) found.push(await time(args));
        return found;
      };
      const refused = join(folder, 'refused.txt');
      await writeFile(
        refused,
        'partner=2088000000000016&sign=0123&sign_type=MD5&service=alipay.acquire.cancel',
      );
      return [
        await repeat(['--help']),
        await repeat(['explain', refused, '--key', '0123456789abcdef0123456789abcdef']),
        await repeat(['reconcile', theirs, '--against', ours]),
      ];
    }),
};
