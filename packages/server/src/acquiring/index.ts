/** Trades: paying, confirming, refunding, cancelling, and asking what became of them. */
export { Acquiring, type AcquiringOptions } from './acquiring.ts';
export { audit, type BrokenInvariant, invariants } from './audit.postgres.ts';
export type { Cancel, CancelOutcome, CancelRefusal } from './cancel.ts';
export type { Confirm, ConfirmOutcome, ConfirmRefusal } from './confirm.ts';
export type { GiveRefund, RefundOutcome, RefundRefusal } from './give-refund.ts';
export type { Pay, PayOutcome, PayRefusal } from './pay.ts';
export { readOrder, readRefundsOfTrade, readTrade, readTradesOfWallet } from './read.postgres.ts';
export type { Refund } from './refund.ts';
export {
  type CancelAction,
  isTrade,
  type Order,
  type Payment,
  statusAt,
  type Tombstone,
  type Trade,
  type TradeDetails,
  type TradeStatus,
} from './trade.ts';
