/** Figures that compare one shape of business with another: hot rows, history, files, memory. */
import { addDays, businessDate } from '@sampan/primitives';
import { systemClock } from '@sampan/primitives/node';
import { median } from '../figures.ts';
import type { BenchPartner } from '../requests/signed-request.ts';
import { closeSeededDay, seedDay } from '../seed/day.ts';
import { addWallets } from '../seed/wallets.ts';
import { filesAreMade, paymentsBesideFile } from '../suite/beside-file.ts';
import { type Measurement, measure } from '../suite/measure.ts';
import { payments } from '../suite/operations.ts';
import { pay } from '../suite/pay-load.ts';
import { residentMb } from '../system/memory.ts';
import type { World } from '../system/world.ts';
import type { ReachFigure } from './figure.ts';
import { inWorld, pairs } from './paired.ts';
import { grouped, type Rounds, ratio, type Scenario } from './scenario.ts';

type Payers = Parameters<typeof payments>[2];

const load = async (world: World, count: number, of: Payers): Promise<Measurement> =>
  measure(world, { ...(await payments(world, count, of)), connections: 64 });

/** Rates are judged. CPU is shown beside them, since neighbours hardly change it: also more is better. */
const byCpu = (id: string): ReachFigure =>
  ratio(`${id}-cpu`, '… the same by CPU, the other way round', undefined);

async function compared(
  rounds: number,
  over: () => Promise<Measurement>,
  under: () => Promise<Measurement>,
): Promise<Rounds> {
  const found = await pairs(rounds, over, under);
  const cpu = ({ serverUs, postgresUs }: Measurement): number => serverUs + postgresUs;
  return [
    found.map((pair) => pair.over.perSecond / pair.under.perSecond),
    found.map((pair) => cpu(pair.under) / cpu(pair.over)),
  ];
}

export const partners: Scenario = {
  name: 'partners',
  figures: ({ manyPartners }) => [
    ratio('partners', `one partner takes all ÷ ${grouped(manyPartners)} share`, ['≥', 0.95]),
    byCpu('partners'),
  ],
  measure: ({ rounds, payments: count, warmUp, manyPartners }) =>
    inWorld(warmUp, async (world) => {
      const many: BenchPartner[] = [];
      for (let made = 0; made < manyPartners; made++) many.push(await world.newPartner('MD5'));
      const all = () => load(world, count, {});
      const shared = () => load(world, count, { partners: many });
      await shared();
      return compared(rounds, all, shared);
    }),
};

export const wallets: Scenario = {
  name: 'wallets',
  figures: ({ manyWallets }) => [
    ratio('wallets', `one wallet pays everything ÷ ${grouped(manyWallets)} do`, ['≥', 0.5]),
    byCpu('wallets'),
  ],
  measure: ({ rounds, payments: count, warmUp, manyWallets }) =>
    inWorld(warmUp, async (world) => {
      const walletIds = await addWallets(world.owner, manyWallets);
      const one = () => load(world, count, { walletIds: walletIds.slice(0, 1) });
      const many = () => load(world, count, { walletIds });
      await many();
      return compared(rounds, one, many);
    }),
};

/** Worker processes have lanes of their own, so batches are smaller; they are for more cores than two. */
export const workers: Scenario = {
  name: 'workers',
  figures: () => [
    ratio('workers', 'two worker processes ÷ one process', undefined),
    byCpu('workers'),
  ],
  measure: ({ rounds, payments: count, warmUp }) =>
    inWorld(warmUp, (one) =>
      inWorld(
        warmUp,
        (two) =>
          compared(
            rounds,
            () => load(two, count, {}),
            () => load(one, count, {}),
          ),
        { workers: 2 },
      ),
    ),
};

const fewTrades = 10_000;

/** Two servers with their databases stand side by side and are loaded in turn. */
export const history: Scenario = {
  name: 'history',
  figures: ({ trades }) => [
    ratio('history', `with ${grouped(trades)} trades ÷ with ${grouped(fewTrades)}`, ['≥', 0.9]),
    byCpu('history'),
  ],
  measure: ({ rounds, payments: count, warmUp, trades }) =>
    inWorld(warmUp, (young) =>
      inWorld(warmUp, async (old) => {
        await seedHistory(young, fewTrades);
        await seedHistory(old, trades);
        return compared(
          rounds,
          () => load(old, count, {}),
          () => load(young, count, {}),
        );
      }),
    ),
};

/** Trades of many days that are over and closed, the last of them the day before yesterday. */
async function seedHistory(world: World, trades: number): Promise<void> {
  const days = Math.min(100, Math.ceil(trades / 10_000));
  const { owner, walletIds } = world;
  const partnerIds = Object.values(world.partners).map(({ id }) => id);
  const last = addDays(businessDate(systemClock.now()), -2);
  for (let back = days - 1; back >= 0; back--) {
    const day = addDays(last, -back);
    await seedDay(owner, { partnerIds, walletIds, day, rows: Math.ceil(trades / days / 0.9) });
    await closeSeededDay(owner, { partnerIds, day });
  }
  await owner.query('vacuum analyze');
  // They are made as days are closed, and would be measured beside the payments.
  await filesAreMade(owner, addDays(last, 1 - days), last);
}

export const file: Scenario = {
  name: 'file',
  figures: ({ fileRows }) => [
    ratio('file', `payments beside a file of ${grouped(fileRows)} rows ÷ alone`, ['≥', 0.85]),
  ],
  async measure({ rounds, fileRows, warmUp }) {
    const found: number[] = [];
    for (let round = 0; round < Math.min(rounds, 3); round++) {
      const { alone, beside } = await paymentsBesideFile(fileRows, warmUp);
      found.push(median(beside) / median(alone));
    }
    return [found];
  },
};

export const memory: Scenario = {
  name: 'memory',
  figures: ({ manyPayments }) => [
    ratio('memory', `server's memory after ${grouped(manyPayments)} payments ÷ after 10,000`, [
      '≤',
      1.2,
    ]),
  ],
  measure: ({ manyPayments }) =>
    inWorld(10_000, async (world) => {
      const before = await residentMb(world.serverPid);
      const each = 20_000;
      for (let paid = 0; paid < manyPayments; paid += each) {
        await pay(world, 'MD5', Math.min(each, manyPayments - paid));
      }
      return [[(await residentMb(world.serverPid)) / before]];
    }),
};
