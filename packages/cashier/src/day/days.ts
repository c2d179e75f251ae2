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
import { fetchFile, MoneyFileError, readMoneyFile, reconcile, SftpError } from '@sampan/sdk/files';
import type { DayView, VerdictView } from '../api/index.ts';
import type { OrderBook } from '../order/order-book.ts';
import type { TillParts } from '../parts.ts';
import { amountOf, hasOpenDiscrepancy, type Payment } from '../payment/payment.ts';
import { refundAmount } from '../refund/refund.ts';
import { Refusal, refuseUnless } from '../refusal.ts';
import { dayText, timeText } from '../times.ts';

export interface Days {
  view(day: string): DayView;
  verdict(day: string): VerdictView;
  /** Compares the day with its file. */
  compare(day: string, file: AsyncIterable<Uint8Array>): Promise<DayView>;
  compareText(day: string, text: string): Promise<DayView>;
  /** The same, with the file of the SFTP server. */
  fetch(day: string): Promise<DayView>;
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
    const { comparedAt, rows, breaks } = kept;
    return {
      is: breaks.length === 0 ? 'equal' : 'breaks',
      comparedAt: timeText(comparedAt),
      rows,
      breaks,
    };
  }

  const isOurs = (id: string): boolean => id.startsWith(`${idPrefix}-`);

  async function compare(day: string, file: AsyncIterable<Uint8Array>): Promise<DayView> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of file) chunks.push(chunk);
    const reconciled = await reconcile({ store, partner: partnerId, file: stream(chunks) }).catch(
      unreadable,
    );
    refuseUnless(
      reconciled.days.every((each) => each === day),
      'other-day',
      `The file is of ${reconciled.days.join(', ')}`,
    );
    const ids: string[] = [];
    for await (const row of readMoneyFile(stream(chunks))) ids.push(row.partnerTransactionId);
    const breaks = reconciled.breaks
      .filter(({ id }) => isOurs(id))
      .map(({ kind, id, here, there }) => ({
        kind,
        id,
        ...(here !== undefined && { here }),
        ...(there !== undefined && { there }),
      }));
    records.verdicts.put({
      id: day,
      comparedAt: time.now(),
      rows: ids.filter(isOurs).length,
      breaks,
    });
    clear(day);
    parts.hub.changed();
    return view(day);
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
    async fetch(day) {
      const { sftp } = settings;
      if (!sftp) throw new Refusal('no-sftp', 'The settings name no SFTP server');
      const { folder, ...access } = sftp;
      const name = `${partnerId}_transaction_${day.replaceAll('-', '')}.txt`;
      try {
        return await compare(day, fetchFile(access, `${folder}/${name}`));
      } catch (error) {
        if (error instanceof SftpError) throw new Refusal('file-not-there', error.message);
        throw error;
      }
    },
  };
}

/** The day before the present one. */
export const yesterday = (now: number): string =>
  addDays(required(parseBusinessDate(dayText(now)), 'a day'), -1);

function unreadable(error: unknown): never {
  if (error instanceof MoneyFileError) throw new Refusal('file-unreadable', error.message);
  throw error;
}

async function* stream(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
