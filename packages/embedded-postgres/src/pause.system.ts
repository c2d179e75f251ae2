import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Unlike `systemTimers.sleep` this keeps the process alive: PostgreSQL must not be left
 * half-started.
 */
export const pause = (ms: number): Promise<void> => sleep(ms);
