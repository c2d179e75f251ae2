/** The gateway's files: transactions and settlements. */
export { MoneyFileError, type MoneyFileRow, readMoneyFile } from './read-file.ts';
