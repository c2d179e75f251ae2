/** Figures that compare one shape of business with another: hot rows, history, files, memory. */
import { addDays, businessDate } from '@sampan/primitives';
import { systemClock } from '@sampan/primitives/node';
import { median } from '../figures.ts';
import type { BenchPartner } from '../requests/signed-request.ts';
import { closeSeededDay, seedDay } from '../seed/day.ts';
import { addWallets } from '../seed/wallets.ts';
import { paymentsBesideFile } from '../suite/beside-file.ts';
import { measure } from '../suite/measure.ts';
import { payments } from '../suite/operations.ts';
import { pay } from '../suite/pay-load.ts';
import { residentMb } from '../system/memory.ts';
import type { World } from '../system/world.ts';
import { inWorld, ratios } from './paired.ts';
import { ratio, type Scenario } from './scenario.ts';

type Payers = Parameters<typeof payments>[2];

const rate = async (world: World, count: number, of: Payers): Promise<number> =>
  (await measure(world, { ...(await payments(world, count, of)), connections: 64 })).perSecond;

export const partners: Scenario = {
  name: 'partners',
  figures: [ratio('partners', 'one partner takes all ÷ 1,000 partners share', ['≥', 0.95])],
  measure: ({ rounds, payments: count, warmUp, manyPartners }) =>
    inWorld(warmUp, async (world) => {
      const many: BenchPartner[] = [];
      for (let made = 0; made < manyPartners; made++) many.push(await world.newPartner('MD5'));
      const all = () => rate(world, count, {});
      const shared = () => rate(world, count, { partners: many });
      await shared();
      return [await ratios(rounds, all, shared)];
    }),
};

export const wallets: Scenario = {
  name: 'wallets',
  figures: [ratio('wallets', 'one wallet pays everything ÷ 100,000 wallets', ['≥', 0.5])],
  measure: ({ rounds, payments: count, warmUp, manyWallets }) =>
    inWorld(warmUp, async (world) => {
      const walletIds = await addWallets(world.owner, manyWallets);
      const one = () => rate(world, count, { walletIds: walletIds.slice(0, 1) });
      const many = () => rate(world, count, { walletIds });
      await many();
      return [await ratios(rounds, one, many)];
    }),
};

const fewTrades = 10_000;

/** Two servers with their databases stand side by side and are loaded in turn. */
export const history: Scenario = {
  name: 'history',
  figures: [ratio('history', 'with 10,000,000 trades ÷ with 10,000', ['≥', 0.9])],
  measure: ({ rounds, payments: count, warmUp, trades }) =>
    inWorld(warmUp, (young) =>
      inWorld(warmUp, async (old) => {
        await seedHistory(young, fewTrades);
        await seedHistory(old, trades);
        const found = await ratios(
          rounds,
          () => rate(old, count, {}),
          () => rate(young, count, {}),
        );
        return [found];
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
}

export const file: Scenario = {
  name: 'file',
  figures: [ratio('file', 'payments beside the writing of a large file ÷ alone', ['≥', 0.85])],
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
  figures: [ratio('memory', "server's memory after 1,000,000 payments ÷ after 10,000", ['≤', 1.2])],
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
