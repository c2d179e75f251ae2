import { after, days, required, subtract, zero } from '@sampan/primitives';
import { exchangeTransfers, feeIncomeAccount, payableAccount, walletAccount } from '#ledger';
import { feeInChargeOf, feeOn, receiveMore } from '#partner';
import { spend } from '#wallet';
import type { Book } from './book.ts';
import { noteFact } from './fact.ts';
import { type PaidTrade, payTrade, type WaitingTrade } from './trade.ts';

/**
 * Pays a waiting trade: takes the charge from the buyer's wallet, credits the settlement amount to
 * the partner and takes the fee. The caller has checked all refusals; nothing can fail any more.
 */
export function takePayment(book: Book, trade: WaitingTrade): PaidTrade {
  const { now, funds, journal, ids } = book;
  const { partnerId, quote, walletId } = trade;
  const { charge, settlement } = quote;
  const { currency } = settlement;
  const partner = required(book.partners.get(partnerId), 'the partner of the trade');
  const wallet = required(book.wallets.find(walletId), 'the wallet of the trade');
  const fee = feeOn(settlement, partner.fee);
  const payable = payableAccount(partnerId, currency);
  const entryId = ids.next(now);

  const paid = payTrade(trade, {
    paidAt: now,
    entryId,
    feeRate: fee.rate,
    fee: fee.amount,
    feeReturned: zero(currency),
    feeCny:
      partner.contract === 'global' && charge.currency === 'CNY'
        ? { fee: feeInChargeOf(fee, charge, quote.payoutRate), returned: zero(charge.currency) }
        : undefined,
    refunded: zero(trade.amount.currency),
    chargeReturned: zero(charge.currency),
    settlementReturned: zero(currency),
    refundReserved: zero(trade.amount.currency),
    refundUntil: after(now, days(partner.refundPeriodDays)),
  });
  book.wallets.replace(spend(wallet, charge, now));
  const receipts = book.receipts.find(partnerId);
  if (receipts) book.receipts.replace(receiveMore(receipts, settlement, now));
  funds.change(partnerId, subtract(settlement, fee.amount));
  journal.book({
    id: entryId,
    kind: 'payment',
    cause: trade.id,
    bookedAt: now,
    transfers: [
      ...exchangeTransfers(
        { account: walletAccount(walletId), amount: charge },
        { account: payable, amount: settlement },
      ),
      { debit: payable, credit: feeIncomeAccount(currency), amount: fee.amount },
    ],
  });
  book.orders.replace(paid);
  noteFact(book, 'paid', paid);
  return paid;
}
