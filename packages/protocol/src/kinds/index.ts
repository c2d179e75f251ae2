/** The kinds of values on the wire. */
export * from './channel-fee.ts';
export * from './json.ts';
export * from './money.ts';
export * from './text.ts';
export * from './time.ts';
export * from './validity.ts';
