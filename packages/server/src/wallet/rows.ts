import { RowSet } from '#database';
import type { PaymentCode, Wallet } from './wallet.ts';

/** The wallets and payment codes of a batch. */
export interface WalletRows {
  readonly wallets: RowSet<Wallet>;
  readonly codes: RowSet<PaymentCode>;
}

export const walletSet = (loaded: Iterable<Wallet>): RowSet<Wallet> =>
  new RowSet(({ id }) => id, loaded);

export const codeSet = (loaded: Iterable<PaymentCode>): RowSet<PaymentCode> =>
  new RowSet(({ code }) => code, loaded);
