/** Several processes that serve one public port: the first process's side, and the workers'. */
export type { PublicSettings } from './public-settings.ts';
export { runWorker } from './worker.ts';
export { startWorkers } from './workers.ts';
