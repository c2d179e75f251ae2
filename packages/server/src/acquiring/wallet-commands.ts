import {
  decideOpenWallet,
  decideTopUp,
  decideWithdraw,
  type OpenWallet,
  type OpenWalletOutcome,
  type TopUp,
  type TopUpOutcome,
  type Withdraw,
  type WithdrawOutcome,
} from '#wallet';
import type { Book } from './book.ts';
import type { Needs } from './needs.ts';

/** Commands of the wallet module that move money and therefore use the money path. */

export const openWalletNeeds = ({ wallet }: OpenWallet): Needs => ({
  walletId: wallet.id,
  loginId: wallet.loginId,
});

export const openWallet = (book: Book, request: OpenWallet): OpenWalletOutcome =>
  decideOpenWallet(book, request, book.now);

export const topUpNeeds = ({ walletId, entryId }: TopUp): Needs => ({ walletId, entryId });

export const topUp = (book: Book, request: TopUp): TopUpOutcome =>
  decideTopUp(book, request, book.now, isBooked(book, request));

export const withdrawNeeds = ({ walletId, entryId }: Withdraw): Needs => ({ walletId, entryId });

export const withdraw = (book: Book, request: Withdraw): WithdrawOutcome =>
  decideWithdraw(book, request, book.now, isBooked(book, request));

/** By an earlier attempt, or an earlier command of the same batch. */
const isBooked = (book: Book, { entryId }: Pick<TopUp, 'entryId'>): boolean =>
  book.bookedEntries.has(entryId) || book.journal.entries.some(({ id }) => id === entryId);
