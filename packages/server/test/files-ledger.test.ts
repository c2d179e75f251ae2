/**
 * Goal: the files add up to the ledger, and every item is in exactly one transaction file and, once
 * paid out, in exactly one settlement file.
 * Method: days of random business, closed, settled and filed day by day as by the scheduler; the
 * files are read by the protocol's readers and summed beside the transfers.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  businessDate,
  type Currency,
  instant,
  type Money,
  money,
  type PartnerId,
  rate,
  seededRandom,
  type WalletId,
  zero,
} from '@sampan/primitives';
import {
  type FileRecord,
  readSettlementFile,
  readTransactionFile,
  type SettlementRecord,
} from '@sampan/protocol';
import type { Files, PartnerFile } from '#statement';
import { fileWriterHere, time } from '#test-kit';
import { type SettlementWorld, settlementWorld } from './settlement-world.ts';

/** Hong Kong and standard, with and without decimals, prices in the settlement currency or not. */
const contracts: readonly {
  readonly contract: 'hk' | 'global';
  readonly settlement: Currency;
  readonly prices: readonly Currency[];
  readonly fee: string;
  readonly returnsFee: boolean;
}[] = [
  { contract: 'hk', settlement: 'HKD', prices: ['HKD'], fee: '0.006', returnsFee: true },
  { contract: 'global', settlement: 'USD', prices: ['USD'], fee: '0.012', returnsFee: false },
  { contract: 'global', settlement: 'JPY', prices: ['JPY'], fee: '0.01', returnsFee: true },
  { contract: 'global', settlement: 'CNY', prices: ['THB', 'EUR'], fee: '0.006', returnsFee: true },
];

for (const seed of [1, 2]) {
  test(`ten days of business, seed ${seed}`, { timeout: 240_000 }, async (context) => {
    const world = await settlementWorld({ startAt: '2026-12-17 10:00' });
    const folder = await mkdtemp(join(tmpdir(), 'sampan-files-'));
    context.after(async () => {
      await world.close();
      await rm(folder, { recursive: true, force: true });
    });
    const files = world.platform.files({ folder, writer: fileWriterHere(world.url) });

    const partners = await openPartners(world);
    await doBusiness(world, files, seed, partners);
    assert.deepEqual(await world.broken(), []);
    const told: FileRecord[] = [];
    for (const partner of partners) told.push(...(await checkFiles(world, files, partner)));
    for (const kind of ['payment', 'refund', 'cancel', 'reversal'] as const) {
      assert.ok(told.filter((record) => record.kind === kind).length > 1, kind);
    }
  });
}

async function openPartners(world: SettlementWorld): Promise<PartnerId[]> {
  return Promise.all(
    contracts.map(({ contract, settlement, fee, returnsFee }) =>
      world.partner({
        contract,
        currency: settlement,
        fee: { by: 'rate', rate: rate(fee), minimum: zero(settlement) },
        refundReturnsFee: returnsFee,
      }),
    ),
  );
}

/** Ten days with weekends and Christmas; the hours pass from one due time to the next. */
async function doBusiness(
  world: SettlementWorld,
  files: Files,
  seed: number,
  partners: readonly PartnerId[],
): Promise<void> {
  const random = seededRandom(seed);
  const below = (bound: number): number => Number(BigInt(random.digits(9)) % BigInt(bound));
  const one = <Value>(of: readonly Value[]): Value => of[below(of.length)] as Value;
  const wallets = {
    hk: await world.wallet('1000000.00'),
    global: await world.wallet('1000000.00', { inst: 'ALIPAYCN', loginId: '13200000001' }),
  };
  const sold: { readonly partnerId: PartnerId; readonly order: string; readonly amount: Money }[] =
    [];

  async function sell(): Promise<void> {
    const index = below(contracts.length);
    const { contract, prices, settlement } = contracts[index] as (typeof contracts)[number];
    const partnerId = partners[index] as PartnerId;
    const wallet: WalletId = contract === 'hk' && below(3) > 0 ? wallets.hk : wallets.global;
    const amount = money(one(prices), BigInt(below(20_000) + 200));
    const order = `sale-${sold.length}`;
    const { outcome } = await world.acquiring.pay({
      partnerId,
      partnerTransId: order,
      amount,
      settlementCurrency: settlement,
      paymentCode: await world.code(wallet),
      subject: 'tea',
      details: {
        secondaryMerchantName: one(['Harbour | Coffee', '茶餐廳 "一"\\', 'Tea\tHouse']),
        storeName: `Store ${below(9)}`,
      },
    });
    assert.equal(outcome, 'paid');
    sold.push({ partnerId, order, amount });
  }
  async function giveBack(): Promise<void> {
    const isCancel = below(2) === 0;
    // Only what was sold today can be cancelled.
    const sale = sold.length > 0 ? one(isCancel ? sold.slice(-3) : sold) : undefined;
    if (!sale) return;
    const { partnerId, order, amount } = sale;
    const request = { partnerId, partnerTransId: order, tradeId: undefined };
    if (isCancel) {
      await world.acquiring.cancel({ ...request, service: one(['cancel', 'reverse']) });
      return;
    }
    // Whatever is refused is as good: then there is nothing to be told of it.
    await world.acquiring.refund({
      ...request,
      partnerRefundId: `${order}-${random.digits(9)}`,
      amount: money(amount.currency, BigInt(below(Number(amount.minor)) + 1)),
      reason: one(['', 'too|cold', '冷\n']),
      mode: 'sync',
      notify: undefined,
    });
  }

  for (let day = 0; day < 10; day++) {
    for (let command = 0; command < 16; command++) {
      await (below(3) > 0 ? sell() : giveBack());
      if (command % 4 === 3) await passTo(instant(world.machine.now() + below(240) * 60_000));
    }
    await passTo(time(`${businessDate(instant(world.machine.now() + 86_400_000))} 10:00`));
  }
  await passTo(time('2027-01-20 10:00'));

  async function passTo(until: number): Promise<void> {
    const jobs = [...world.scheduler.jobs, files.jobs];
    for (;;) {
      const span = { after: world.machine.now(), until: instant(until) };
      const due = await Promise.all(jobs.map((job) => job.nextDue(span)));
      const [next] = due.filter((at) => at !== undefined).sort((left, right) => left - right);
      world.machine.set(next ?? instant(until));
      if (next === undefined) return;
      for (const job of jobs) await job.runDue(world.machine.now());
    }
  }
}

async function checkFiles(
  world: SettlementWorld,
  files: Files,
  partnerId: PartnerId,
): Promise<readonly FileRecord[]> {
  const found = await files.shelf.list(partnerId);
  const told: FileRecord[] = [];
  const settled: SettlementRecord[] = [];
  for (const file of found) {
    assert.equal(file.madeAt, time(`${nextDay(file.day)} 09:00`), file.name);
    const text = await textOf(files, file);
    if (file.kind === 'transaction') {
      const read = readTransactionFile(text);
      assert.ok(read.ok, file.name);
      const { records } = read.value;
      assert.ok(records.every(({ at }) => businessDate(at) === file.day));
      assert.deepEqual(sumsOf(records), await bookedOn(world, partnerId, file.day), file.name);
      told.push(...records);
    } else {
      const read = readSettlementFile(text);
      assert.ok(read.ok, file.name);
      const { records } = read.value;
      const net = records.reduce(
        (sum, record) => sum + (record.kind === 'payment' ? record.net.minor : -record.net.minor),
        0n,
      );
      assert.equal(net, await paidOutOn(world, partnerId, file.day), file.name);
      assert.ok(records.every(({ settledAt }) => businessDate(settledAt) === file.day));
      settled.push(...records);
    }
  }
  const days = await world.sql(
    `select distinct (booked_at at time zone interval '8 hours')::date::text as day
      from entries join trades on trade_id = cause
      where partner_id = $1 and kind in ('payment', 'refund', 'cancel')`,
    [partnerId],
  );
  const dayFiles = found.filter(({ kind }) => kind === 'transaction');
  assert.deepEqual(dayFiles.map(({ day }) => day).sort(), days.map(({ day }) => day).sort());

  // By January every item is paid out, once; in settlement files a cancel has our id.
  const idsOf = (records: readonly FileRecord[], isSettled: boolean) =>
    records
      .map(({ kind, partnerTransactionId: id, transactionId }) => {
        if (kind === 'payment') return `P ${id}`;
        return `R ${kind === 'cancel' && !isSettled ? transactionId : id}`;
      })
      .sort();
  assert.deepEqual(idsOf(settled, true), idsOf(told, false));
  assert.equal(new Set(idsOf(told, false)).size, told.length);
  return told;
}

const nextDay = (day: string): string =>
  businessDate(instant(time(`${day} 12:00`) + 24 * 3_600_000));

async function textOf(files: Files, { partnerId, name }: PartnerFile): Promise<string> {
  const opened = await files.shelf.open(partnerId, name);
  assert.ok(opened);
  const bytes = await opened.read(0, opened.size);
  await opened.close();
  return bytes.toString('utf8');
}

type Totals = Readonly<Record<string, readonly [gross: bigint, fee: bigint]>>;

/** Gross and fee by the kind of entry; the ledger knows a reversal as a cancel. */
function sumsOf(records: readonly FileRecord[]): Totals {
  const sums: Record<string, [bigint, bigint]> = {};
  for (const { kind, amount, fee } of records) {
    const entry = kind === 'reversal' ? 'cancel' : kind;
    const [gross, fees] = sums[entry] ?? [0n, 0n];
    sums[entry] = [gross + amount.minor, fees + fee.minor];
  }
  return sums;
}

/** The same out of the transfers of the partner's account. */
async function bookedOn(
  world: SettlementWorld,
  partnerId: PartnerId,
  day: string,
): Promise<Totals> {
  const rows = await world.sql(
    `select kind, coalesce(sum(amount) filter (where other not like 'fee-income/%'), 0)::bigint as gross,
        coalesce(sum(amount) filter (where other like 'fee-income/%'), 0)::bigint as fee
      from (
        select kind, booked_at, amount,
          case when debit like 'payable/%' then credit else debit end as other
        from entries join transfers using (entry_id)
        where debit like 'payable/' || $1 || '/%' or credit like 'payable/' || $1 || '/%') as moved
      where kind in ('payment', 'refund', 'cancel')
        and (booked_at at time zone interval '8 hours')::date = $2::date
      group by kind`,
    [partnerId, day],
  );
  return Object.fromEntries(
    rows.map(({ kind, gross, fee }) => [String(kind), [gross as bigint, fee as bigint] as const]),
  );
}

async function paidOutOn(world: SettlementWorld, partnerId: PartnerId, day: string) {
  const [row] = await world.sql(
    `select coalesce(sum(amount), 0)::bigint as paid from entries join transfers using (entry_id)
      where kind = 'settlement' and debit like 'payable/' || $1 || '/%'
        and (booked_at at time zone interval '8 hours')::date = $2::date`,
    [partnerId, day],
  );
  return row?.['paid'];
}
