/** The entries of an account, newest first (keyset pagination). */
import {
  type BusinessDate,
  type Currency,
  type Instant,
  type Money,
  money,
  parseBusinessDate,
  type TradeId,
} from '@sampan/primitives';
import {
  bigint,
  boolean,
  type Connection,
  instant,
  optional,
  statement,
  table,
  text,
} from '#database';
import type { EntryKind } from '#ledger';
import type { AccountName } from './account-name.ts';
import { oursNow, readSummedDay, sinceParameters } from './sums.postgres.ts';

/** What an entry did to an account. */
export interface AccountLine {
  readonly entryId: TradeId;
  readonly kind: EntryKind;
  readonly cause: string;
  readonly bookedAt: Instant;
  /** Credits less debits of the entry. */
  readonly change: Money;
  /** Of the account, with this entry and all before it, in the order of their ids. */
  readonly balance: Money;
}

/** Where the next page begins: before an entry, with the balance that the account had by then. */
export interface LinePlace {
  readonly before: string;
  readonly balance: bigint;
}

export interface Lines {
  readonly lines: readonly AccountLine[];
  readonly next: LinePlace | undefined;
  /** The day back to which was looked, when that is not back to the first entry. */
  readonly lookedBackTo: BusinessDate | undefined;
}

/** Transfers that are scanned for a page: some 50 ms. */
const scannedUsual = 100_000;

const rows = table({
  entry_id: optional(text<TradeId>()),
  kind: optional(text<EntryKind>()),
  cause: optional(text()),
  booked_at: optional(instant),
  change: optional(bigint),
  balance: optional(bigint),
  lowest: optional(text()),
  ends: boolean,
});

/**
 * The balance is of the same moment as the lines. Of an entry that is not scanned as a whole nothing is answered; it is
 * the next page's first. One row always comes, for the balance and how far was scanned.
 */
const selectLines = statement({
  name: 'select-account-lines',
  text: `with ${oursNow},
    seen as materialized (
      select entry_id, debit, credit, amount from transfers
      where entry_id < $5 order by entry_id desc, position desc limit $6),
    edge as (select min(entry_id) as lowest, count(*) < $6 as ends from seen),
    found as (
      select entry_id, sum(case when credit = $4 then amount else -amount end)::bigint as change
      from seen, edge where (debit = $4 or credit = $4) and (ends or entry_id > lowest)
      group by entry_id order by entry_id desc limit $7),
    held as (
      select (select balance from wallets where 'wallet/' || wallet_id = $4 and wallet_id = $8) as wallet,
        (select sum(balance)::bigint from partner_funds
          where partner_id = $9 and currency = $10) as payable,
        (select credit - debit from ours where account = $4 and $11) as own)
    select found.entry_id, kind, cause, booked_at, change, lowest, ends,
      coalesce(wallet, payable, own) as balance
    from edge cross join held left join found on true left join entries using (entry_id)
    order by found.entry_id desc`,
});

/** A page of an account's entries, at most `limit`; fewer when it has scanned enough. */
export async function readAccountLines(
  connection: Connection,
  name: AccountName,
  currency: Currency,
  place: LinePlace | undefined,
  { limit, scanned = scannedUsual }: { limit: number; scanned?: number },
): Promise<Lines> {
  const found = await connection.run(selectLines, [
    ...sinceParameters(await readSummedDay(connection)),
    name.account,
    place?.before ?? ':',
    scanned,
    limit + 1,
    name.kind === 'wallet' ? name.walletId : null,
    name.kind === 'payable' ? name.partnerId : null,
    name.kind === 'payable' ? name.currency : null,
    place === undefined && name.kind !== 'wallet' && name.kind !== 'payable',
  ]);
  const read = found.map((raw) => rows.read(raw));
  const [head] = read;
  let balance = place?.balance ?? head?.balance ?? 0n;
  const lines: AccountLine[] = [];
  for (const { entry_id, kind, cause, booked_at, change } of read) {
    if (lines.length === limit || entry_id === undefined) break;
    if (kind === undefined || cause === undefined || change === undefined) continue;
    if (booked_at === undefined) continue;
    lines.push({
      ...{ entryId: entry_id, kind, cause, bookedAt: booked_at },
      change: money(currency, change),
      balance: money(currency, balance),
    });
    balance -= change;
  }
  const last = lines.at(-1);
  const hasMore = read.length > limit && last !== undefined;
  if (hasMore) return { lines, next: { before: last.entryId, balance }, lookedBackTo: undefined };
  if (!head || head.ends || head.lowest === undefined) {
    return { lines, next: undefined, lookedBackTo: undefined };
  }
  // Every id has the same length, so this is the entry itself and all before it.
  const before = `${head.lowest}0`;
  return { lines, next: { before, balance }, lookedBackTo: dayOf(head.lowest) };
}

const dayOf = (id: string): BusinessDate | undefined =>
  parseBusinessDate(`${id.slice(0, 4)}-${id.slice(4, 6)}-${id.slice(6, 8)}`);
