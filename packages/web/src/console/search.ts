/** What the address says behind `#`: what is shown of a list, and what is open. */
import { textIn } from '../shared/index.ts';

type Given = Readonly<Record<string, unknown>>;

export interface LedgerPlace {
  readonly currency?: string | undefined;
  /** A kind whose accounts are listed. */
  readonly kind?: string | undefined;
  /** The account whose entries are shown. */
  readonly account?: string | undefined;
  /** What its entries are of. */
  readonly cause?: string | undefined;
  /** The entry that is open. */
  readonly entry?: string | undefined;
}

export const readLedgerPlace = (given: Given): LedgerPlace => ({
  currency: textIn(given, 'currency'),
  kind: textIn(given, 'kind'),
  account: textIn(given, 'account'),
  cause: textIn(given, 'cause'),
  entry: textIn(given, 'entry'),
});

export interface OpenPlace {
  /** What is open, or looked for. */
  readonly open?: string | undefined;
}

export const readOpenPlace = (given: Given): OpenPlace => ({ open: textIn(given, 'open') });
