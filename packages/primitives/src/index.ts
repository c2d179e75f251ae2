/** The base vocabulary of the system: money, time, chance, identity. Has no dependencies. */
export * from './assert.ts';
export * from './clock.ts';
export * from './currency.ts';
export * from './currency-numbers.ts';
export * from './duration-text.ts';
export * from './id.ts';
export * from './instant.ts';
export * from './money.ts';
export * from './nearest.ts';
export * from './random.ts';
export * from './rate.ts';
export * from './result.ts';
export * from './secret.ts';
export * from './timers.ts';
export * from './within.ts';
