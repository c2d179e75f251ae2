/**
 * Days of the gateway, GMT+8: what wallets paid at this till, and whether the transaction file says the
 * same. Other tills of the merchant are in the same file; the prefix of the ids tells which rows are ours.
 */
import {
  add,
  addDays,
  formatAmount,
  instant,
  parseBusinessDate,
  required,
  startOfDay,
  subtract,
  zero,
} from '@sampan/primitives';
import type { StoreReader } from '@sampan/sdk';
import {
  fetchFile,
  MoneyFileError,
  type MoneyFileRow,
  readMoneyFile,
  reconcile,
  SftpError,
} from '@sampan/sdk/files';
import type { DayView, VerdictView } from '../api/index.ts';
import type { OrderBook } from '../order/order-book.ts';
import type { TillParts } from '../parts.ts';
import { amountOf, hasOpenDiscrepancy, type Payment } from '../payment/payment.ts';
import { refundAmount } from '../refund/refund.ts';
import { known, Refusal, refuseUnless } from '../refusal.ts';
import { dayText, timeText } from '../times.ts';
import { deskBreaks, isDesk } from './desk-rows.ts';
import { payoutOf, settlementDays } from './payouts.ts';

export interface Days {
  view(day: string): DayView;
  verdict(day: string): VerdictView;
  /** Compares the day with its file. */
  compare(day: string, file: AsyncIterable<Uint8Array>): Promise<DayView>;
  compareText(day: string, text: string): Promise<DayView>;
  /** The same, with the file of the SFTP server; the settlement file too, as soon as it is there. */
  fetch(day: string): Promise<DayView>;
  /** The day before, until it is compared, and days whose payout is not known. */
  toFetch(): readonly string[];
}

export interface DaysParts extends TillParts {
  readonly book: OrderBook;
  readonly store: StoreReader;
  readonly partnerId: string;
  readonly idPrefix: string;
  readonly change: (id: string, how: (payment: Payment, now: number) => Payment) => Payment;
}

/** When the file of a day is there: the next morning. */
const hoursAfterDay = 24 + 9;

export function createDays(parts: DaysParts): Days {
  const { records, currency, time, settings, store, partnerId, idPrefix, change } = parts;

  function view(day: string): DayView {
    const payments = records.payments.find({ paid_day: day });
    const refunds = records.refunds.find({ day });
    const paid = payments.map((each) => amountOf(each, currency)).reduce(add, zero(currency));
    const returned = refunds
      .map((each) => refundAmount(each, currency))
      .reduce(add, zero(currency));
    const insts = [...new Set(payments.map(({ wallet = '' }) => wallet))];
    return {
      day,
      payments: { count: payments.length, amount: formatAmount(paid) },
      refunds: { count: refunds.length, amount: formatAmount(returned) },
      net: formatAmount(subtract(paid, returned)),
      wallets: insts.map((inst) => {
        const some = payments.filter(({ wallet = '' }) => wallet === inst);
        const amount = some.map((each) => amountOf(each, currency)).reduce(add, zero(currency));
        return { inst, count: some.length, amount: formatAmount(amount) };
      }),
      verdict: verdict(day),
    };
  }

  function verdict(day: string): VerdictView {
    const kept = records.verdicts.get(day);
    if (!kept) {
      const start = startOfDay(required(parseBusinessDate(day), 'the route takes days only'));
      const expectedAt = timeText(instant(start + hoursAfterDay * 3_600_000));
      return { is: 'awaited', expectedAt, breaks: [] };
    }
    const { comparedAt, rows, breaks, payout } = kept;
    return {
      is: breaks.length === 0 ? 'equal' : 'breaks',
      comparedAt: timeText(comparedAt),
      rows,
      breaks,
      ...(payout && { payout: { ...payout, settledAt: timeText(payout.settledAt) } }),
    };
  }

  const isOurs = (id: string): boolean => id.startsWith(`${idPrefix}-`);
  const isOfDesk = (id: string): boolean => isDesk(parts, id);

  async function compare(day: string, file: AsyncIterable<Uint8Array>): Promise<DayView> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of file) chunks.push(chunk);
    const reconciled = await reconcile({ store, partner: partnerId, file: stream(chunks) }).catch(
      unreadable,
    );
    const rows: MoneyFileRow[] = [];
    for await (const row of readMoneyFile(stream(chunks))) {
      const { partnerTransactionId: id } = row;
      const isOfRefund = records.refunds.get(id) !== undefined;
      if (isOurs(id) || isOfDesk(id) || isOfRefund || row.kind === 'cancel') rows.push(row);
    }
    if (reconciled.from === 'settlement') return keepPayout(day, rows);
    refuseUnless(
      reconciled.days.every((each) => each === day),
      'other-day',
      `The file is of ${reconciled.days.join(', ')}`,
    );
    const breaks = reconciled.breaks
      .filter(({ id }) => isOurs(id) || (records.refunds.get(id) !== undefined && !isOfDesk(id)))
      .map(({ kind, id, here, there }) => ({
        kind,
        id,
        ...(here !== undefined && { here }),
        ...(there !== undefined && { there }),
      }));
    records.verdicts.put({
      ...records.verdicts.get(day),
      id: day,
      comparedAt: time.now(),
      rows: rows.filter(({ partnerTransactionId: id }) => !isOfOthers(id)).length,
      breaks: [...breaks, ...deskBreaks(parts, day, rows)],
    });
    clear(day);
    parts.hub.changed();
    return view(day);
  }

  const isOfOthers = (id: string): boolean =>
    !isOurs(id) && !isOfDesk(id) && records.refunds.get(id) === undefined;

  /** Of a day that was compared; the settlement file has its fees. */
  function keepPayout(day: string, rows: readonly MoneyFileRow[]): DayView {
    const payout = payoutOf(parts, day, rows);
    refuseUnless(payout, 'other-day', 'The settlement file has no payment of the day');
    const compared = known(records.verdicts.get(day), 'other-day', 'Compare the day first');
    records.verdicts.put({ ...compared, payout });
    parts.hub.changed();
    return view(day);
  }

  function fetchNamed(kind: 'transaction' | 'settlement', day: string) {
    const { sftp } = settings;
    if (!sftp) throw new Refusal('no-sftp', 'The settings name no SFTP server');
    const { folder, ...access } = sftp;
    const name = `${partnerId}_${kind}_${day.replaceAll('-', '')}.txt`;
    return fetchFile(access, `${folder}/${name}`);
  }

  /** The first of the following settlement files that has the day; it may be there days later. */
  async function fetchPayout(day: string): Promise<void> {
    for (const each of settlementDays(day, time.now())) {
      try {
        await compare(day, fetchNamed('settlement', each));
        return;
      } catch (error) {
        const isOther = error instanceof Refusal && error.code === 'other-day';
        if (!isOther && !(error instanceof SftpError)) throw error;
      }
    }
  }

  /** The file has or has not the payment: either way the discrepancy is explained. */
  function clear(day: string): void {
    for (const payment of records.payments.find({ is_open: '1' })) {
      if (!hasOpenDiscrepancy(payment) || dayText(payment.at) !== day) continue;
      change(payment.id, (before, now) => ({
        ...before,
        ...(before.discrepancy && {
          discrepancy: { ...before.discrepancy, clearedAt: now, clearedBy: 'file' as const },
        }),
      }));
    }
  }

  return {
    view,
    verdict,
    compare,
    compareText: (day, text) => compare(day, stream([new TextEncoder().encode(text)])),
    toFetch() {
      const today = required(parseBusinessDate(dayText(time.now())), 'a day');
      return [1, 2, 3, 4]
        .map((ago) => addDays(today, -ago))
        .filter((day, index) => {
          const kept = records.verdicts.get(day);
          return kept ? kept.rows > 0 && !kept.payout : index === 0;
        });
    },
    async fetch(day) {
      try {
        // A file that was equal stays so; it may be gone when the payout comes.
        if (verdict(day).is !== 'equal') await compare(day, fetchNamed('transaction', day));
        await fetchPayout(day);
      } catch (error) {
        if (error instanceof SftpError) throw new Refusal('file-not-there', error.message);
        throw error;
      }
      return view(day);
    },
  };
}

function unreadable(error: unknown): never {
  if (error instanceof MoneyFileError) throw new Refusal('file-unreadable', error.message);
  throw error;
}

async function* stream(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
