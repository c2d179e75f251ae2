/** The files of money: transactions, settlements (14), and rates (15 §3.1). */
export type { Column, Columns, LineWriter } from './column.ts';
export * from './file-bytes.ts';
export * from './file-entries.ts';
export * from './file-names.ts';
export type { FileProblem, FileReader } from './file-reader.ts';
export { lineBlocks } from './line-blocks.ts';
export * from './rate-file.ts';
export * from './rows.ts';
export * from './settlement-file.ts';
export * from './transaction-file.ts';
