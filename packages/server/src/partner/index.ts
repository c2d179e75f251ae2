/** Partners: their contracts, keys, and what they are owed. */
export { type KnownPartner, PartnerDirectory } from './directory.ts';
export { type Fee, type FeeTerms, feeInChargeOf, feeOn, feeReturnedWith } from './fee.ts';
export { FundsBook } from './funds.ts';
export { type ContractTerms, type NewPartner, newPartner, withTerms } from './new-partner.ts';
export type {
  CalendarName,
  Funds,
  Partner,
  ReceiptLimits,
  SettlementTerms,
} from './partner.ts';
export {
  insertPartnerKeys,
  md5KeyColumn,
  type NextKey,
  readPartnerKeys,
  replacePartnerKey,
} from './partner-keys.postgres.ts';
export {
  currentMd5Key,
  drawMd5Key,
  type GivenKeys,
  md5KeyLengthMin,
  newPartnerKeys,
  type PartnerKey,
  type PartnerKeys,
  validKeys,
} from './partner-keys.ts';
export {
  ensurePlatformKeys,
  makePlatformKeys,
  type PlatformKeys,
  platformKeyColumn,
  platformKeys,
} from './platform-keys.postgres.ts';
export { storeReceipts } from './receipts.postgres.ts';
export {
  exceededReceipts,
  exceedsPaymentLimit,
  type ReceiptRefusal,
  type Receipts,
  receiptRefusals,
  receiveMore,
} from './receipts.ts';
export {
  changePartner,
  decodeFunds,
  insertPartner,
  listPartners,
  loadFunds,
  loadPartners,
  readPartners,
  storeFunds,
} from './store.postgres.ts';
