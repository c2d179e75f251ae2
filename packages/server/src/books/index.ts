/** The ledger as operators read it. */
export { type AccountKind, type AccountName, accountKinds, accountNamed } from './account-name.ts';
export {
  type AccountFilter,
  type ListedAccount,
  listAccounts,
  readAccount,
} from './accounts.postgres.ts';
export { booksInvariants } from './audit.postgres.ts';
export { readTrialBalance, type TrialLine } from './balances.postgres.ts';
export {
  type AccountLine,
  type LinePlace,
  type Lines,
  readAccountLines,
} from './lines.postgres.ts';
export { sumClosedDays } from './sum-days.ts';
