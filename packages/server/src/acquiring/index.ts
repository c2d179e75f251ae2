/** Trades: pay, confirm, refund, cancel, and query. */
export { isAccepted } from './accepted-wallet.ts';
export { type Acquiring, acquiringWorkload, createAcquiring } from './acquiring.ts';
export {
  audit,
  type BrokenInvariant,
  type Invariant,
  moneyInvariants,
} from './audit.postgres.ts';
export type { Cancel, CancelOutcome, CancelRefusal } from './cancel.ts';
export type { CloseOrder, CloseOrderOutcome, CloseOrderRefusal } from './close.ts';
export {
  type CodeTakings,
  readCodeTakings,
  readLastPaid,
} from './code-takings.postgres.ts';
export type { Confirm, ConfirmOutcome, ConfirmRefusal } from './confirm.ts';
export type {
  ExecuteAcceptedRefund,
  ExecuteAcceptedRefundOutcome,
} from './execute-accepted-refund.ts';
export type { Fact } from './fact.ts';
export { takeFacts } from './fact-rows.postgres.ts';
export type { Finish, FinishOutcome } from './finish.ts';
export { finishTrades } from './finish-trades.ts';
export { readNextFinishing } from './finishing.postgres.ts';
export type { GiveRefund, RefundOutcome, RefundRefusal } from './give-refund.ts';
export {
  findPartnerTrades,
  listPartnerTrades,
  sumPartnerTrades,
  type TradeSums,
} from './list-partner-trades.postgres.ts';
export { listTrades, type TradeFilter } from './list-trades.postgres.ts';
export {
  type HourSums,
  idsAhead,
  idsFrom,
  readLiveHours,
  readUnpaidDays,
  timeOfId,
} from './live-hours.postgres.ts';
export type {
  ChangeMerchantCodeStatus,
  CreateMerchantCode,
  MerchantCodeOutcome,
  MerchantCodeRefusal,
  MerchantCodeTerms,
  ModifyMerchantCode,
} from './make-merchant-code.ts';
export { isRefundPaused, whyNoCancel, whyNoRefund } from './may-return.ts';
export type {
  ChannelFee,
  MerchantCode,
  MerchantCodeStatus,
  Shop,
  Taxi,
} from './merchant-code.ts';
export {
  type CodesOfShop,
  countMerchantCodes,
  listMerchantCodes,
  readMerchantCode,
} from './merchant-code-rows.postgres.ts';
export { fitsFilter, givenBack, type PartnerTradeFilter } from './partner-trade-filter.ts';
export type { Pay, PayOutcome, PayRefusal } from './pay.ts';
export type { Precreate, PrecreateOutcome, PrecreateRefusal } from './precreate.ts';
export {
  readOrder,
  readOrderByCode,
  readRefundsOfTrade,
  readTrade,
  readTrades,
  readTradesOfWallet,
  type TradeKey,
} from './read.postgres.ts';
export {
  readChangedTrades,
  readOlderTrades,
  readRefundsOfTrades,
  readTraces,
  readWaitingTrades,
} from './read-buyer.postgres.ts';
export { readReceived } from './read-received.postgres.ts';
export { readRefund } from './read-refund.postgres.ts';
export { readNewestWaiting } from './read-waiting.postgres.ts';
export type { Refund } from './refund.ts';
export { readNextRefundRun } from './refund-rows.postgres.ts';
export type { RegisterShop, RegisterShopOutcome } from './register-shop.ts';
export { removeOldFacts, removeOldUnpaidOrders } from './retention.postgres.ts';
export { type RefundRunResult, runDueRefunds } from './run-due-refunds.ts';
export type { ScanOrder, ScanOutcome, ScanRefusal } from './scan.ts';
export {
  channelFeeOf,
  type ScanMerchantCode,
  type ScanMerchantCodeOutcome,
  type ScanMerchantCodeRefusal,
} from './scan-merchant-code.ts';
export { searchTrades } from './search-buyer.postgres.ts';
export type { Driver, RegisteredShop, ShopRegistration } from './shop.ts';
export { listShops, readShop } from './shop-rows.postgres.ts';
export {
  beginTrade,
  type CancelAction,
  closeTrade,
  type Goods,
  isPaid,
  isTrade,
  type NotifyAddress,
  type Order,
  type Payment,
  type PreOrder,
  refundable,
  statusAt,
  type Tombstone,
  type Trade,
  type TradeDetails,
  type TradeStatus,
} from './trade.ts';
