/** What `sampan demo --days N --json` says, and what the ledger says of the same business. */
import type { BusinessDate, Currency, Money } from '@sampan/primitives';
import { sql } from './shop.ts';

export interface DemoDays {
  readonly days: readonly BusinessDate[];
  readonly partners: readonly DaysPartner[];
  readonly files: readonly DaysFile[];
  readonly books: readonly string[];
  readonly breaks: number;
}

export interface DaysPartner {
  readonly id: string;
  readonly contract: 'hk' | 'global';
  readonly currency: Currency;
  readonly sftpPassword: string;
  readonly sftpCommand: string;
}

export interface DaysFile {
  readonly partner: string;
  readonly name: string;
  readonly kind: 'transaction' | 'settlement';
  readonly day: BusinessDate;
  readonly rows: number;
  readonly size: number;
}

/** What transfers say of a partner: one cause of one day. In minor units. */
export interface Booked {
  readonly day: BusinessDate;
  readonly kind: 'payment' | 'refund' | 'cancel' | 'settlement';
  readonly entries: number;
  /** Into or out of what the partner is owed, fees left out. */
  readonly gross: bigint;
  readonly fee: bigint;
}

/** From entries and transfers alone: neither items nor days nor batches are asked. */
export async function readBooked(
  ownerUrl: string,
  { id, currency }: Pick<DaysPartner, 'id' | 'currency'>,
): Promise<readonly Booked[]> {
  const rows = await sql(
    ownerUrl,
    `select to_char(booked_at at time zone 'Asia/Hong_Kong', 'YYYY-MM-DD') as day, kind,
        count(distinct entry_id) as entries,
        coalesce(sum(amount) filter (where $2 not in (debit, credit)), 0)::text as gross,
        coalesce(sum(amount) filter (where $2 in (debit, credit)), 0)::text as fee
      from entries join transfers using (entry_id)
      where $1 in (debit, credit)
      group by day, kind order by day, kind`,
    [`payable/${id}/${currency}`, `fee-income/${currency}`],
  );
  return rows.map(({ day, kind, entries, gross, fee }) => ({
    day: day as BusinessDate,
    kind: kind as Booked['kind'],
    entries: Number(entries),
    gross: BigInt(String(gross)),
    fee: BigInt(String(fee)),
  }));
}

/** A row as in files; the direction is separate from a sign. */
export interface Said {
  readonly kind: string;
  readonly amount: Money;
  readonly fee: Money;
}

/** The same sums of the rows of a file. A reversal is booked as a cancel. */
export function sumsOf(records: readonly Said[]): readonly Omit<Booked, 'day'>[] {
  return (['cancel', 'payment', 'refund'] as const).flatMap((kind) => {
    const of = records.filter((row) => (row.kind === 'reversal' ? 'cancel' : row.kind) === kind);
    if (of.length === 0) return [];
    const gross = of.reduce((sum, { amount }) => sum + amount.minor, 0n);
    const fee = of.reduce((sum, { fee: { minor } }) => sum + minor, 0n);
    return [{ kind, entries: of.length, gross, fee }];
  });
}

/** What the rows come to: payments less fees, less what was given back with its fees. */
export const netOf = (records: readonly Said[]): bigint =>
  records.reduce((sum, { kind, amount, fee }) => {
    const net = amount.minor - fee.minor;
    return kind === 'payment' ? sum + net : sum - net;
  }, 0n);
