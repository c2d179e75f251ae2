import {
  type Money,
  money,
  type PartnerId,
  portion,
  required,
  subtract,
  type TradeId,
} from '@sampan/primitives';
import { type EntryKind, feeIncomeAccount, payableAccount, walletAccount } from '#ledger';
import { receive } from '#wallet';
import type { Book } from './book.ts';
import type { Payment, Trade } from './trade.ts';

/** Whether the partner's unsettled receipts suffice to give `amount` back. */
export function fundsSuffice(
  book: Book,
  partnerId: PartnerId,
  amount: Money,
  feeReturned: Money,
): boolean {
  const available = book.funds.available(partnerId, amount.currency);
  return available >= amount.minor - feeReturned.minor;
}

/**
 * The part of the fee that goes back with a refund of `amount`. Rounded on what is refunded in
 * total, so that many small refunds never return more than one large one; the refund that makes
 * the trade whole returns the rest.
 */
export function feeReturnedWith(trade: Trade, payment: Payment, amount: Money): Money {
  const { currency } = amount;
  const refundedMinor = payment.refunded.minor + amount.minor;
  const share = portion(money(currency, refundedMinor), payment.feeRate, 'half-up');
  const isWhole = refundedMinor === trade.amount.minor || share.minor > payment.fee.minor;
  return subtract(isWhole ? payment.fee : share, payment.feeReturned);
}

/** Moves `amount` from the partner to the trade's buyer, and `feeReturned` back to the partner. */
export function giveBack(
  book: Book,
  trade: Trade,
  { kind, amount, feeReturned }: { kind: EntryKind; amount: Money; feeReturned: Money },
): TradeId {
  const { now, journal, funds, ids } = book;
  const { partnerId, walletId } = trade;
  const { currency } = amount;
  const wallet = required(book.wallets.find(walletId), 'the wallet of the trade');
  const payable = payableAccount(partnerId, currency);
  const entryId = ids.next(now);
  book.wallets.replace(receive(wallet, amount));
  funds.change(partnerId, currency, feeReturned.minor - amount.minor);
  journal.book({
    id: entryId,
    kind,
    cause: trade.id,
    bookedAt: now,
    transfers: [
      { debit: feeIncomeAccount(currency), credit: payable, amount: feeReturned },
      { debit: payable, credit: walletAccount(walletId), amount },
    ],
  });
  return entryId;
}
