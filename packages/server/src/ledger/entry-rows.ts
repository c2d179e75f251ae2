import type { Currency, TradeId } from '@sampan/primitives';
import { bigint, type Column, instant, table, text } from '#database';
import type { Account } from './account.ts';
import type { EntryKind } from './entry.ts';

const smallint: Column<number> = { type: 'smallint' };

export const entries = table({
  entry_id: text<TradeId>(),
  kind: text<EntryKind>(),
  cause: text(),
  booked_at: instant,
});

export const transfers = table({
  entry_id: text<TradeId>(),
  position: smallint,
  debit: text<Account>(),
  credit: text<Account>(),
  currency: text<Currency>(),
  amount: bigint,
});
