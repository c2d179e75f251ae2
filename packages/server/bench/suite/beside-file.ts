import { addDays, type BusinessDate, businessDate, seconds } from '@sampan/primitives';
import { systemClock, systemTimers } from '@sampan/primitives/node';
import type pg from 'pg';
import { closeSeededDay, seedDay } from '../seed/day.ts';
import { openWorld, type World } from '../system/world.ts';
import { pay, warmUp } from './pay-load.ts';

/** Payments a second, in short loads. */
export interface BesideFile {
  /** Before and after. */
  readonly alone: readonly number[];
  readonly beside: readonly number[];
}

const payments = 5_000;
const times = 4;
const patience = seconds(900);
const lookEvery = seconds(0.2);

/** A day whose files are due, whatever the hour. */
export const dayDue = (): BusinessDate => addDays(businessDate(systemClock.now()), -2);

/** Payments go on while the server that takes them makes the file of a large day, as soon as it sees that it is due. */
export async function paymentsBesideFile(rows: number, warmUps = 15_000): Promise<BesideFile> {
  const world = await openWorld();
  const day = dayDue();
  const business = { partnerIds: [world.partners.MD5.id], day };
  try {
    await warmUp(world, warmUps);
    const before = await payTimes(world, times);
    await seedDay(world.owner, { ...business, walletIds: world.walletIds, rows });
    await closeSeededDay(world.owner, business);
    const beside = await payWhile(world, filesAreMade(world.owner, day, day));
    const after = await payTimes(world, times);
    await world.audit();
    return { alone: [...before, ...after], beside };
  } finally {
    await world.close();
  }
}

const rate = async (world: World): Promise<number> => (await pay(world, 'MD5', payments)).perSecond;

async function payTimes(world: World, count: number): Promise<readonly number[]> {
  const rates: number[] = [];
  for (let time = 0; time < count; time++) rates.push(await rate(world));
  return rates;
}

/** A load in which it came to its end counts only when there is no other. */
async function payWhile(world: World, end: Promise<void>): Promise<readonly number[]> {
  const rates: number[] = [];
  let over = false;
  const ended = end.finally(() => {
    over = true;
  });
  // Reported below, when the running load has ended.
  ended.catch(() => undefined);
  while (!over) {
    const measured = await rate(world);
    if (!over || rates.length === 0) rates.push(measured);
  }
  await ended;
  return rates;
}

/** Resolves when the server has made the files of all these days: it makes them as soon as they are due. */
export async function filesAreMade(
  owner: pg.Client,
  from: BusinessDate,
  until: BusinessDate,
): Promise<void> {
  const endMs = systemTimers.monotonicMs() + patience;
  while (systemTimers.monotonicMs() < endMs) {
    const found = await owner.query(
      `select from business_days where day between $1 and $2
        and not exists (select from partner_files where partner_files.day = business_days.day)`,
      [from, until],
    );
    if (found.rowCount === 0) return;
    await systemTimers.sleep(lookEvery);
  }
  throw new Error(`the files were not made in ${patience / 1_000} s`);
}
