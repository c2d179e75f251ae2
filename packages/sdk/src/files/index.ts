/** The gateway's files: transactions, settlements and rates, and what they say of a store. */
export { fetchFile, type SftpAccess, SftpError, type SftpProblem } from './fetch-file.ssh.ts';
export { MoneyFileError, type MoneyFileRow, readMoneyFile } from './read-file.ts';
export { type RateRow, readRates } from './read-rates.ts';
export { type FileBreak, type Reconciled, type ReconcileOptions, reconcile } from './reconcile.ts';
