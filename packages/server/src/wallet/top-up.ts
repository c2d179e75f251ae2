import {
  assert,
  type Instant,
  isPositive,
  type Money,
  type TradeId,
  type WalletId,
} from '@sampan/primitives';
import { bankAccount, type Journal, walletAccount } from '#ledger';
import type { WalletRows } from './rows.ts';
import { receive, type Wallet } from './wallet.ts';

/** Opens a wallet with an amount that its buyer has paid in. */
export interface OpenWallet {
  readonly wallet: Omit<Wallet, 'createdAt'>;
  readonly entryId: TradeId;
}

export type OpenWalletOutcome =
  | { readonly outcome: 'opened'; readonly wallet: Wallet }
  | { readonly outcome: 'refused'; readonly refusal: 'login-taken' };

/** Repeating the command finds the wallet that it has opened. */
export function decideOpenWallet(
  rows: WalletRows & { readonly journal: Journal },
  { wallet, entryId }: OpenWallet,
  now: Instant,
): OpenWalletOutcome {
  for (const known of rows.wallets.values()) {
    if (known.id === wallet.id) {
      // Ids are drawn: a second draw of the same one must not hand over somebody else's wallet.
      assert(known.loginId === wallet.loginId, `wallet id ${wallet.id} was drawn twice`);
      return { outcome: 'opened', wallet: known };
    }
    if (known.loginId === wallet.loginId) return { outcome: 'refused', refusal: 'login-taken' };
  }
  const opened = { ...wallet, createdAt: now };
  rows.wallets.insert(opened);
  if (isPositive(opened.balance)) bookTopUp(rows.journal, wallet.id, opened.balance, entryId, now);
  return { outcome: 'opened', wallet: opened };
}

/** Pays money into a wallet that exists. */
export interface TopUp {
  readonly walletId: WalletId;
  readonly amount: Money;
  /** Made by the caller before its first try; a repeat of the same top-up books once. */
  readonly entryId: TradeId;
}

/** In order of precedence. A frozen wallet is topped up like any other; it pays nothing out. */
const topUpRefusals = ['wallet-unknown', 'currency-differs'] as const;
export type TopUpRefusal = (typeof topUpRefusals)[number];

export type TopUpOutcome =
  | { readonly outcome: 'done'; readonly wallet: Wallet }
  | { readonly outcome: 'refused'; readonly refusal: TopUpRefusal };

/** `booked` tells whether an entry with the command's id exists already. */
export function decideTopUp(
  rows: WalletRows & { readonly journal: Journal },
  { walletId, amount, entryId }: TopUp,
  now: Instant,
  booked: boolean,
): TopUpOutcome {
  const wallet = rows.wallets.find(walletId);
  if (!wallet) return { outcome: 'refused', refusal: 'wallet-unknown' };
  if (wallet.balance.currency !== amount.currency) {
    return { outcome: 'refused', refusal: 'currency-differs' };
  }
  if (booked) return { outcome: 'done', wallet };
  const toppedUp = receive(wallet, amount);
  rows.wallets.replace(toppedUp);
  bookTopUp(rows.journal, walletId, amount, entryId, now);
  return { outcome: 'done', wallet: toppedUp };
}

function bookTopUp(
  journal: Journal,
  wallet: WalletId,
  amount: Money,
  id: TradeId,
  bookedAt: Instant,
): void {
  const transfers = [
    { debit: bankAccount(amount.currency), credit: walletAccount(wallet), amount },
  ];
  journal.book({ id, kind: 'top-up', cause: wallet, bookedAt, transfers });
}
