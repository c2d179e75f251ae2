/** Double-entry, append-only ledger. Does not depend on trades. */
export {
  type Account,
  bankAccount,
  feeIncomeAccount,
  fxAccount,
  payableAccount,
  walletAccount,
} from './account.ts';
export { type Entry, type EntryKind, Journal, type Transfer } from './entry.ts';
export { exchangeTransfers, type Side } from './exchange-transfers.ts';
export { type EntriesWanted, readEntries } from './read.postgres.ts';
export {
  addToTotal,
  emptyTotal,
  exceededTotal,
  type RunningTotal,
  type TotalLimits,
  totalOn,
} from './running-total.ts';
export { storeEntries } from './store.postgres.ts';
