/** Plays one day at all shops, moving the sandbox's clock. */
import type { BusinessDate } from '@sampan/primitives';
import { type AcceptedRefund, dayPlan, type ShopDay } from './day-plan.ts';
import { moveTo, readNow, type Sandbox, type TimeOfDay } from './sandbox.ts';
import type { Shop } from './shop.ts';

export interface DayToPlay {
  readonly shops: readonly Shop[];
  readonly day: BusinessDate;
  /** Counted from 0, over all played days. */
  readonly index: number;
  readonly isLast: boolean;
  readonly buyers: { readonly hongKong: string; readonly mainland: string };
  /** Also past midnight. */
  readonly awaited: AcceptedRefund[];
}

/** What was done, and at which shop. */
export interface Done {
  readonly at: TimeOfDay;
  readonly shop: Shop;
  readonly what: string;
}

export async function* playDay(
  sandbox: Sandbox,
  { shops, buyers, ...today }: DayToPlay,
): AsyncGenerator<Done> {
  for (const { at, deed } of dayPlan) {
    await moveTo(sandbox, today.day, at);
    await bookDone(sandbox, today.awaited);
    for (const shop of shops) {
      const what = await deed({ ...today, sandbox, shop, buyers: buyersOf(shop, buyers) });
      if (what !== undefined) yield { at, shop, what };
    }
  }
}

/** The shops receive notifications of executed refunds and book them. */
async function bookDone(sandbox: Sandbox, awaited: AcceptedRefund[]): Promise<void> {
  if (awaited.length === 0) return;
  const now = await readNow(sandbox);
  const done = awaited.filter(({ from }) => from <= now);
  awaited.splice(0, awaited.length, ...awaited.filter(({ from }) => from > now));
  for (const { book } of done) await book();
}

/** A standard partner accepts the mainland wallet only (16 §4). */
const buyersOf = (
  { contract }: Shop,
  { hongKong, mainland }: DayToPlay['buyers'],
): ShopDay['buyers'] => (contract === 'hk' ? [hongKong, mainland] : [mainland, mainland]);
