import { exceeds, type PartnerId, required, subtract, type TradeId } from '@sampan/primitives';
import {
  type EntryKind,
  exchangeTransfers,
  feeIncomeAccount,
  payableAccount,
  walletAccount,
} from '#ledger';
import { receive } from '#wallet';
import type { Book } from './book.ts';
import { PaidMeanwhile } from './paid-meanwhile.ts';
import type { Returns } from './returns.ts';
import type { Trade } from './trade.ts';

/**
 * Whether the partner's unsettled receipts suffice for the amount to return. Throws `PaidMeanwhile`
 * when not all of them are locked, because the order was not yet paid when the locks were chosen.
 */
export function fundsSuffice(
  book: Book,
  partnerId: PartnerId,
  { settlement, feeReturned }: Returns,
): boolean {
  if (!book.funds.isWhole(partnerId)) throw new PaidMeanwhile(partnerId);
  const needed = subtract(settlement, feeReturned);
  return !exceeds(needed, book.funds.available(partnerId, settlement.currency));
}

/** Moves money from the partner to the trade's buyer, and the fee's part back to the partner. */
export function giveBack(
  book: Book,
  trade: Trade,
  kind: EntryKind,
  { charge, settlement, feeReturned }: Returns,
): TradeId {
  const { now, journal, funds, ids } = book;
  const { partnerId, walletId } = trade;
  const { currency } = settlement;
  const wallet = required(book.wallets.find(walletId), 'the wallet of the trade');
  const payable = payableAccount(partnerId, currency);
  const entryId = ids.next(now);
  book.wallets.replace(receive(wallet, charge));
  funds.change(partnerId, subtract(feeReturned, settlement));
  journal.book({
    id: entryId,
    kind,
    cause: trade.id,
    bookedAt: now,
    transfers: [
      { debit: feeIncomeAccount(currency), credit: payable, amount: feeReturned },
      ...exchangeTransfers(
        { account: payable, amount: settlement },
        { account: walletAccount(walletId), amount: charge },
      ),
    ],
  });
  return entryId;
}
