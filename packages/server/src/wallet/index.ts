/** Buyers' wallets: balance, limits, payment codes. */
export { maskedLogin } from './masked-login.ts';
export { type NewWallet, newWallet } from './new-wallet.ts';
export { issuePaymentCode } from './payment-code.ts';
export { codeSet, type WalletRows, walletSet } from './rows.ts';
export {
  decodeWallet,
  insertPaymentCode,
  loadCodes,
  readWallet,
  storeChangedWallets,
  storeNewWallets,
  storeUsedCodes,
  walletColumns,
} from './store.postgres.ts';
export {
  decideOpenWallet,
  decideTopUp,
  type OpenWallet,
  type OpenWalletOutcome,
  type TopUp,
  type TopUpOutcome,
} from './top-up.ts';
export {
  currencyOf,
  exceededLimit,
  type LimitRefusal,
  type PaymentCode,
  receive,
  spend,
  type Wallet,
} from './wallet.ts';
