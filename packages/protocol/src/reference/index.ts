/** The reference of the wire, as data in three languages. Loaded on demand, never by a payment. */
export * from './entries.ts';
export * from './errors.ts';
export * from './files.ts';
export * from './text.ts';
export { type Retry, retries } from './texts/advice.ts';
export { rateColumns } from './texts/files.ts';
export { typeIn } from './type-words.ts';
export * from './worked-example.ts';
