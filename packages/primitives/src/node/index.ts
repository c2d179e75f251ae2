/** Primitives that need Node: files that outlive a power failure, and secrets kept in them. */

export { secretFile } from './secret-file.ts';
export { syncFolder, writeSynced } from './synced-files.ts';
