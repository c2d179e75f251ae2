/** Who integrates with us, under which contract, with which keys, and what they are owed. */
export { PartnerDirectory } from './directory.ts';
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
export { type PlatformKeys, platformKeys } from './platform-keys.postgres.ts';
export {
  changePartner,
  decodeFunds,
  insertPartner,
  loadFunds,
  readAllPartners,
  readPartners,
  storeFunds,
} from './store.postgres.ts';
