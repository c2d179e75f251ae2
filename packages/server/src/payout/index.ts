/** Payouts by the bank: accounts, and payment order messages. */
export { payoutInvariants } from './audit.postgres.ts';
export { asAccount, asBic, asHolder, type BankAccount } from './bank-account.ts';
export {
  putPartnerAccount,
  putPayoutSource,
  readPartnerAccount,
  readPayoutSources,
} from './bank-accounts.postgres.ts';
export { messageIdOf, type Payout, type PayoutOrder, pain001 } from './pain001.ts';
export { type PayoutState, readPayoutStates } from './payout-states.postgres.ts';
export {
  makePayoutOrder,
  type NotOrdered,
  type PayoutOrderSum,
  readNotOrdered,
  readPayoutOrders,
  readPayouts,
} from './payouts.postgres.ts';
