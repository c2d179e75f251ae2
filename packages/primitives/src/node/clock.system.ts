import type { Clock } from '../clock.ts';
import { instant } from '../instant.ts';

/** The machine's clock; the only place that reads the time of day. */
export const systemClock: Clock = { now: () => instant(Date.now()) };
