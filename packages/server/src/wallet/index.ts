/** Buyers' wallets: balance, limits, payment codes. */
export {
  acceptTransfer,
  type BankTransfer,
  listOpenTransfers,
  listTransfersOf,
  readTransfer,
  requestTransfer,
  settleTransfer,
} from './bank-transfer.postgres.ts';
export { changeWallet, type WalletChange } from './change-wallet.postgres.ts';
export { usualLogin } from './login-forms.ts';
export { maskedLogin } from './masked-login.ts';
export {
  readMessagesRead,
  readSettledTransfers,
  readWalletEvents,
  storeMessagesRead,
} from './messages.postgres.ts';
export { type NewWallet, newWallet } from './new-wallet.ts';
export { OneTimeCodes } from './one-time-codes.ts';
export {
  endPaymentCodes,
  storeCodesPaused,
  storeOwnFreeze,
  storeOwnLimits,
} from './own-terms.postgres.ts';
export {
  decideLimits,
  type LimitName,
  type LimitsWanted,
  limitNames,
  limitsOf,
  noOwnTerms,
  type OwnTerms,
  operatorsLimits,
} from './own-terms.ts';
export type { Passkey } from './passkey.postgres.ts';
export { Passkeys, userHandleOf } from './passkeys.ts';
export { issuePaymentCode, livingCodesMax } from './payment-code.ts';
export { isSimplePin, parsePin } from './pin.ts';
export {
  removeOldCodes,
  type Swept,
  sweepOldSessions,
  sweepOldTries,
} from './retention.postgres.ts';
export { codeSet, type WalletRows, walletSet } from './rows.ts';
export { type NewSession, type SessionHash, sessionHash } from './session.postgres.ts';
export { sessionId } from './session-list.postgres.ts';
export { Sessions } from './sessions.ts';
export { setHashedPin, setPin } from './set-pin.ts';
export {
  type PinOutcome,
  type SignedIn,
  SignIn,
  type SignInOptions,
  type SignInOutcome,
  type SignInRequest,
} from './sign-in.ts';
export {
  decodeWallet,
  insertPaymentCode,
  insertPaymentCodeWithin,
  listWallets,
  loadCodes,
  readWallet,
  storeChangedWallets,
  storeNewWallets,
  storeUsedCodes,
  wallets,
} from './store.postgres.ts';
export {
  decideOpenWallet,
  decideTopUp,
  type OpenWallet,
  type OpenWalletOutcome,
  type TopUp,
  type TopUpOutcome,
  type TopUpRefusal,
} from './top-up.ts';
export {
  currencyOf,
  exceededLimit,
  type LimitRefusal,
  limitRefusals,
  type PaymentCode,
  receive,
  spend,
  spentUntil,
  type Wallet,
} from './wallet.ts';
export type { WalletEvent, WalletEventKind } from './wallet-events.ts';
export { decideWithdraw, type Withdraw, type WithdrawOutcome } from './withdraw.ts';
