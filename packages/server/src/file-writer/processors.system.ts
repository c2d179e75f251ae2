import { cpus } from 'node:os';
import type { ProcessorTime } from './yield-to-others.ts';

/** What all processors of the machine have done since it started. */
export function processorTime(): ProcessorTime {
  let [worked, whole] = [0, 0];
  for (const { times } of cpus()) {
    const busy = times.user + times.nice + times.sys + times.irq;
    worked += busy;
    whole += busy + times.idle;
  }
  return { worked, whole };
}
