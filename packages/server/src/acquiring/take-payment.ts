import { after, days, portion, required, zero } from '@sampan/primitives';
import { feeIncomeAccount, payableAccount, walletAccount } from '#ledger';
import { spend } from '#wallet';
import type { Book } from './book.ts';
import { noteFact } from './fact.ts';
import type { Trade } from './trade.ts';

/**
 * Makes a waiting trade paid: takes the amount from the buyer's wallet, credits it to the partner
 * and takes the fee. The caller has refused whatever is to be refused; nothing can fail any more.
 */
export function takePayment(book: Book, trade: Trade): Trade {
  const { now, funds, journal, ids } = book;
  const { partnerId, amount, walletId } = trade;
  const { currency } = amount;
  const partner = required(book.partners.get(partnerId), 'the partner of the trade');
  const wallet = required(book.wallets.find(walletId), 'the wallet of the trade');
  const fee = portion(amount, partner.feeRate, 'half-up');
  const payable = payableAccount(partnerId, currency);
  const entryId = ids.next(now);

  const paid: Trade = {
    ...trade,
    state: 'paid',
    payment: {
      paidAt: now,
      entryId,
      feeRate: partner.feeRate,
      fee,
      feeReturned: zero(currency),
      refunded: zero(currency),
      refundReserved: zero(currency),
      refundUntil: after(now, days(partner.refundPeriodDays)),
    },
  };
  book.wallets.replace(spend(wallet, amount, now));
  funds.change(partnerId, currency, amount.minor - fee.minor);
  journal.book({
    id: entryId,
    kind: 'payment',
    cause: trade.id,
    bookedAt: now,
    transfers: [
      { debit: walletAccount(walletId), credit: payable, amount },
      { debit: payable, credit: feeIncomeAccount(currency), amount: fee },
    ],
  });
  book.orders.replace(paid);
  noteFact(book, 'paid', paid);
  return paid;
}
