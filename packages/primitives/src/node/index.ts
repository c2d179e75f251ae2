/** Primitives that need Node: durable files, and secrets stored in them. */

export * from './addresses.ts';
export * from './clock.system.ts';
export * from './hashed-secret.ts';
export * from './random.system.ts';
export { secretFile } from './secret-file.ts';
export { syncFolder, writeSynced } from './synced-files.ts';
export * from './timers.system.ts';
