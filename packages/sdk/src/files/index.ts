/** The gateway's files: transactions and settlements, and what they say of a store. */
export { MoneyFileError, type MoneyFileRow, readMoneyFile } from './read-file.ts';
export { type FileBreak, type Reconciled, type ReconcileOptions, reconcile } from './reconcile.ts';
